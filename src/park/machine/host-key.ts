import { createHash } from 'node:crypto';

/** The fingerprint that `ssh-keygen -l` shows of `ssh-ed25519 AAAA…`: `SHA256:…`. */
export function hostKeyFingerprint(hostKey: string): string {
  const blob = Buffer.from(hostKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

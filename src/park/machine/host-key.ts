import { createHash } from 'node:crypto';
import type { Channel } from './channel.js';

/** The fingerprint that `ssh-keygen -l` shows of `ssh-ed25519 AAAA…`: `SHA256:…`. */
export function hostKeyFingerprint(hostKey: string): string {
  const blob = Buffer.from(hostKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** What a channel is pinned to, as people compare it: `SHA256:…` of a host key or of a certificate. */
export function pinFingerprint({ protocol, pin }: Pick<Channel, 'protocol' | 'pin'>): string {
  if (protocol === 'ssh') return hostKeyFingerprint(pin);
  return `SHA256:${Buffer.from(pin, 'hex').toString('base64').replace(/=+$/, '')}`;
}

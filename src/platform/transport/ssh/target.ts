import { PermanentError } from '../../core/index.js';

export interface SshTarget {
  host: string;
  port: number;
  user: string;
  /** OpenSSH PEM. */
  privateKey: string;
  /** The only host key that is accepted, as in known_hosts: `ssh-ed25519 AAAA…`. */
  hostKey: string;
}

export interface PinnedHostKey {
  /** The signature algorithms that a server may prove this key with. RFC 8332. */
  algorithms: string[];
  /** The key as it comes over the wire. RFC 4253 §6.6. */
  bytes: Buffer;
}

/** Reads `ssh-ed25519 AAAA… [comment]`. Throws PermanentError when it is no public key. */
export function readHostKey(text: string): PinnedHostKey {
  const [type = '', base64 = ''] = text.trim().split(/\s+/);
  const bytes = Buffer.from(base64, 'base64');
  const named = bytes.length > 4 ? bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString('latin1') : '';
  if (!type || named !== type) {
    throw new PermanentError({
      fr: 'la clé d’hôte enregistrée pour cette machine n’est pas une clé SSH',
      en: 'the host key recorded for this machine is not an SSH key',
    });
  }
  return { bytes, algorithms: type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256'] : [type] };
}

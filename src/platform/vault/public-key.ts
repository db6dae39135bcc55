import { createPublicKey, type KeyObject } from 'node:crypto';

/** The public key of a private key, SPKI PEM. RFC 5280 §4.1. */
export function publicPem(privateKey: KeyObject): string {
  return createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
}

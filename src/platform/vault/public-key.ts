import { createPublicKey, type KeyObject } from 'node:crypto';

/** The public key of a private key. */
export function publicOf(privateKey: KeyObject): KeyObject {
  return createPublicKey(privateKey);
}

/** The same as SPKI PEM. RFC 5280 §4.1. */
export function publicPem(privateKey: KeyObject): string {
  return publicOf(privateKey).export({ type: 'spki', format: 'pem' }).toString();
}

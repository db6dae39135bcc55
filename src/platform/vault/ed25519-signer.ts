import { createHash, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { publicPem } from './public-key.js';
import type { KeyStore } from './key-store.js';

/** A new Ed25519 private key, PKCS#8 PEM. RFC 8410. */
export function newEd25519(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Signs certificates and payload indexes with the key of this database. RFC 8032. */
export class Ed25519Signer {
  private readonly key: KeyObject;

  constructor(privateKeyPem: string) {
    this.key = createPrivateKey(privateKeyPem);
  }

  /** With the key of this database, created on first use. */
  static async open(keys: KeyStore): Promise<Ed25519Signer> {
    return new Ed25519Signer(await keys.text('signer', newEd25519));
  }

  /** The JWK thumbprint of the public key, base64url: the `kid` of signatures. RFC 7638, RFC 8037 §2. */
  keyId(): string {
    const { x } = this.key.export({ format: 'jwk' });
    return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  }

  /** The public key, SPKI PEM. */
  publicKeyPem(): string {
    return publicPem(this.key);
  }

  privateKey(): KeyObject {
    return this.key;
  }

  /** The 64 bytes of the signature. */
  sign(bytes: Uint8Array): Buffer {
    return sign(null, bytes, this.key);
  }
}

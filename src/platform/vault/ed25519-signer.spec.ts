import { createPublicKey, verify } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import { Ed25519Signer, newEd25519 } from './ed25519-signer.js';

// The private key of RFC 8037 appendix A.1, as PKCS#8.
const RFC_KEY = `-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----`;

describe('the signer', () => {
  it('names its key by the thumbprint of RFC 8037 appendix A.3', () => {
    expect(new Ed25519Signer(RFC_KEY).keyId()).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('names its key as jose does', async () => {
    const signer = new Ed25519Signer(newEd25519());
    const jwk = await exportJWK(createPublicKey(signer.publicKeyPem()));
    expect(signer.keyId()).toBe(await calculateJwkThumbprint(jwk));
  });

  it('makes signatures that verify for the same bytes only', () => {
    const signer = new Ed25519Signer(newEd25519());
    const signature = signer.sign(Buffer.from('index'));
    expect(signature.length).toBe(64);
    expect(verify(null, Buffer.from('index'), signer.publicKeyPem(), signature)).toBe(true);
    expect(verify(null, Buffer.from('indeX'), signer.publicKeyPem(), signature)).toBe(false);
  });
});

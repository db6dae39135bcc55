import { createPrivateKey, generateKeyPair, type KeyObject, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import forge from 'node-forge';
import { KeyStore } from './key-store.js';
import { makeCertificate, x509 } from './x509.js';

const DAYS = 7305; // 20 years: a certificate of delivery outlives the PC
/** RFC 9336 */
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';

interface StoredIdentity {
  keyPem: string;
  certificatePem: string;
  rootPem: string;
}

/**
 * The identity that signs PDFs: RSA 2048 under a root of its own. Not under the ECDSA authority, because
 * node-forge, which @signpdf signs with, rewrites an ECDSA-signed certificate into one that does not verify. For the same reason the names
 * are ASCII: it encodes others twice, and the signer's certificate is then not found.
 */
@Injectable()
export class PdfIdentity {
  private built?: Promise<{ p12: Buffer; passphrase: string }>;

  constructor(private readonly keys: KeyStore) {}

  /** The key with its chain as PKCS#12, under a passphrase made for this process. RFC 7292. */
  p12(): Promise<{ p12: Buffer; passphrase: string }> {
    this.built ??= this.build().catch((error: unknown) => {
      this.built = undefined;
      throw error;
    });
    return this.built;
  }

  /** The root that a reader of PDFs must trust to see the signature as known, PEM. */
  async certificatePem(): Promise<string> {
    return (await this.stored()).rootPem;
  }

  private stored(): Promise<StoredIdentity> {
    return this.keys.json('pdf', makeIdentity);
  }

  private async build(): Promise<{ p12: Buffer; passphrase: string }> {
    const { keyPem, certificatePem, rootPem } = await this.stored();
    const passphrase = randomBytes(24).toString('base64url');
    const rsa = createPrivateKey(keyPem).export({ type: 'pkcs1', format: 'pem' }).toString();
    const key = forge.pki.privateKeyFromPem(rsa);
    const chain = [certificatePem, rootPem].map((pem) => forge.pki.certificateFromPem(pem));
    const asn1 = forge.pkcs12.toPkcs12Asn1(key, chain, passphrase, { algorithm: 'aes256' });
    return { p12: Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary'), passphrase };
  }
}

const generateRsa = promisify(generateKeyPair);

/** The root signs this one certificate, and its key is then forgotten. */
async function makeIdentity(): Promise<StoredIdentity> {
  const root = await newRsa(3072);
  const leaf = await newRsa(2048);
  const rootPem = await makeCertificate({ commonName: 'Etabli documents', privateKey: root, days: DAYS });
  const certificatePem = await makeCertificate({
    commonName: 'Etabli',
    privateKey: leaf,
    days: DAYS,
    issuer: { certificatePem: rootPem, privateKey: root },
    extensions: [
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.nonRepudiation,
        true,
      ),
      new x509.ExtendedKeyUsageExtension([DOCUMENT_SIGNING, x509.ExtendedKeyUsage.emailProtection]),
    ],
  });
  return { keyPem: leaf.export({ type: 'pkcs8', format: 'pem' }).toString(), certificatePem, rootPem };
}

async function newRsa(modulusLength: number): Promise<KeyObject> {
  return (await generateRsa('rsa', { modulusLength })).privateKey;
}

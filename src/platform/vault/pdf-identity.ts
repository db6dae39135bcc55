import { createPrivateKey, generateKeyPair, type KeyObject, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import { KeyStore } from './key-store.js';
import { publicOf } from './public-key.js';
import { makeCertificate, x509 } from './x509.js';

const DAYS = 7305; // 20 years: a certificate of delivery outlives the PC
/** RFC 9336 */
const DOCUMENT_SIGNING = '1.3.6.1.5.5.7.3.36';

interface StoredIdentity {
  keyPem: string;
  certificatePem: string;
  rootPem: string;
}

/** What a PDF is signed with: the key, and its certificates in DER, the signer's first. */
export interface PdfSigner {
  key: KeyObject;
  certificates: Uint8Array[];
}

/** The identity that signs PDFs: RSA 2048, which every PDF reader verifies, under a root of its own. */
@Injectable()
export class PdfIdentity {
  constructor(private readonly keys: KeyStore) {}

  async signer(): Promise<PdfSigner> {
    const { keyPem, certificatePem, rootPem } = await this.stored();
    return {
      key: createPrivateKey(keyPem),
      certificates: [certificatePem, rootPem].map((pem) => new X509Certificate(pem).raw),
    };
  }

  /** The root certificate that PDF readers must trust, PEM. */
  async certificatePem(): Promise<string> {
    return (await this.stored()).rootPem;
  }

  private stored(): Promise<StoredIdentity> {
    return this.keys.json('pdf', makeIdentity);
  }
}

const generateRsa = promisify(generateKeyPair);

/** The root signs this certificate only; its private key is not kept. */
async function makeIdentity(): Promise<StoredIdentity> {
  const root = await newRsa(3072);
  const leaf = await newRsa(2048);
  const rootPem = await makeCertificate({ commonName: 'Etabli documents', privateKey: root, days: DAYS });
  const certificatePem = await makeCertificate({
    commonName: 'Etabli',
    publicKey: publicOf(leaf),
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

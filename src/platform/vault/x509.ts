// @peculiar/x509 needs this import before it; import it from this file only.
import 'reflect-metadata';
import { type KeyObject, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { publicOf } from './public-key.js';

export { x509 };

const ALGORITHMS = {
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  rsa: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
} as const;

/** A certificate to create: self-signed and an authority, or of an issuer, who needs its public key only. */
export type CertificateOrder = OwnCertificate | IssuedCertificate;

interface OwnCertificate extends Contents {
  privateKey: KeyObject;
  issuer?: undefined;
}

interface IssuedCertificate extends Contents {
  publicKey: KeyObject;
  issuer: { certificatePem: string; privateKey: KeyObject };
}

interface Contents {
  commonName: string;
  days: number;
  /** Further extensions, such as key usages. */
  extensions?: x509.Extension[];
}

const DAY_MS = 86_400_000;
/** Tolerance for the clocks of PCs. */
const BACKDATED_MS = 3_600_000;

/** Creates a certificate, PEM. RFC 5280. */
export async function makeCertificate(order: CertificateOrder): Promise<string> {
  const notBefore = new Date(Date.now() - BACKDATED_MS);
  const signer = order.issuer === undefined ? order.privateKey : order.issuer.privateKey;
  const publicKey = await importPublic(order.issuer === undefined ? publicOf(signer) : order.publicKey);
  const issuer = order.issuer && new x509.X509Certificate(order.issuer.certificatePem);
  const subject = new x509.Name([{ CN: [{ utf8String: order.commonName }] }]);
  const certificate = await x509.X509CertificateGenerator.create(
    {
      serialNumber: positiveSerial(),
      subject: subject.toString(),
      issuer: issuer?.subjectName.toString() ?? subject.toString(),
      notBefore,
      notAfter: new Date(notBefore.getTime() + order.days * DAY_MS),
      signingAlgorithm: algorithmOf(signer),
      publicKey,
      signingKey: await importPrivate(signer),
      extensions: [
        ...(issuer ? [new x509.BasicConstraintsExtension(false, undefined, true)] : authority()),
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto as Crypto),
        await x509.AuthorityKeyIdentifierExtension.create(
          issuer?.publicKey ?? publicKey,
          false,
          webcrypto as Crypto,
        ),
        ...(order.extensions ?? []),
      ],
    },
    webcrypto as Crypto,
  );
  return `${certificate.toString('pem')}\n`;
}

function authority(): x509.Extension[] {
  return [
    new x509.BasicConstraintsExtension(true, 0, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
  ];
}

/** 127 random bits, positive and without leading zeros. RFC 5280 §4.1.2.2. */
function positiveSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

function algorithmOf(key: KeyObject) {
  return key.asymmetricKeyType === 'rsa' ? ALGORITHMS.rsa : ALGORITHMS.ec;
}

function importPrivate(key: KeyObject): Promise<CryptoKey> {
  const der = key.export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', der, algorithmOf(key), false, ['sign']);
}

function importPublic(key: KeyObject): Promise<CryptoKey> {
  const der = key.export({ type: 'spki', format: 'der' });
  return webcrypto.subtle.importKey('spki', der, algorithmOf(key), true, ['verify']);
}

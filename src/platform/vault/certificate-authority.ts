import { createHash, createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { InputError } from '../core/index.js';
import { KeyStore } from './key-store.js';
import { publicOf } from './public-key.js';
import { readServerRequest } from './server-request.js';
import { makeCertificate, x509 } from './x509.js';

const AUTHORITY_DAYS = 7305; // 20 years
/** Apple devices refuse server certificates that are valid for longer. */
const SERVER_DAYS = 825;
const RENEW_BEFORE_MS = 60 * 86_400_000;

/** A private key with its certificates, the leaf first; all PEM. */
export interface TlsIdentity {
  keyPem: string;
  certificatePem: string;
}

/** A certificate that was signed for somebody else's key. */
export interface SignedServer {
  certificatePem: string;
  /** Of the certificate, hexadecimal. */
  sha256: string;
}

/**
 * Établi's own certificate authority, which the environment and the workshop's browsers trust. ECDSA P-256; created
 * once for a database, which stores its sealed key.
 */
@Injectable()
export class CertificateAuthority {
  constructor(private readonly keys: KeyStore) {}

  /** The certificate of the authority, PEM, for the environment and for browsers. */
  async certificatePem(): Promise<string> {
    return (await this.identity()).certificatePem;
  }

  /**
   * A TLS server certificate for these host names and addresses. All servers of the database get the same one for
   * the same names, until 60 days before it expires. `certificatePem` is leaf and authority.
   */
  async serverIdentity(names: string[]): Promise<TlsIdentity> {
    const wanted = [...new Set(names.map((name) => hostName(name)))].sort();
    if (wanted.length === 0) throw nameless();
    const digest = createHash('sha256').update(wanted.join('\n')).digest('hex');
    const authority = await this.identity();
    return this.keys.json(`server/${digest}`, () => issue(authority, wanted), isFresh);
  }

  /**
   * A TLS server certificate for the key of a PKCS#10 request, which must ask for this name and for nothing else.
   * Rejects with InputError for every other request.
   */
  async signRequest(request: Buffer, name: string, days: number): Promise<SignedServer> {
    const publicKey = await readServerRequest(request, hostName(name));
    const certificatePem = await makeCertificate({
      commonName: name,
      publicKey,
      days,
      issuer: issuerOf(await this.identity()),
      // An RSA key may also agree on a session key the old way: the TLS of Windows decides.
      extensions: serverExtensions(
        [name],
        publicKey.asymmetricKeyType === 'rsa'
          ? x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment
          : x509.KeyUsageFlags.digitalSignature,
      ),
    });
    const { raw } = new X509Certificate(certificatePem);
    return { certificatePem, sha256: createHash('sha256').update(raw).digest('hex') };
  }

  private identity(): Promise<TlsIdentity> {
    return this.keys.json('authority', makeAuthority);
  }
}

async function makeAuthority(): Promise<TlsIdentity> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // The digest distinguishes two authorities in a browser's list.
  const mark = createHash('sha256')
    .update(privateKey.export({ type: 'pkcs8', format: 'der' }))
    .digest('hex');
  const certificatePem = await makeCertificate({
    commonName: `Établi ${mark.slice(0, 8)}`,
    privateKey,
    days: AUTHORITY_DAYS,
  });
  return { keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certificatePem };
}

async function issue(authority: TlsIdentity, names: string[]): Promise<TlsIdentity> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const leaf = await makeCertificate({
    commonName: (names[0] ?? '').slice(0, 64), // RFC 5280's upper bound; clients read the alternative names
    publicKey: publicOf(privateKey),
    days: SERVER_DAYS,
    issuer: issuerOf(authority),
    extensions: serverExtensions(names, x509.KeyUsageFlags.digitalSignature),
  });
  return {
    keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificatePem: leaf + authority.certificatePem,
  };
}

function issuerOf({ certificatePem, keyPem }: TlsIdentity) {
  return { certificatePem, privateKey: createPrivateKey(keyPem) };
}

function serverExtensions(names: string[], usages: x509.KeyUsageFlags): x509.Extension[] {
  return [
    new x509.KeyUsagesExtension(usages, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    new x509.SubjectAlternativeNameExtension(
      names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
    ),
  ];
}

function isFresh({ certificatePem }: TlsIdentity): boolean {
  return Date.parse(new X509Certificate(certificatePem).validTo) - Date.now() > RENEW_BEFORE_MS;
}

/** The canonical form of a host name or an address. RFC 1123 §2.1. */
function hostName(name: string): string {
  const text = name.trim().toLowerCase();
  const label = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
  if (isIP(text) || (text.length <= 253 && new RegExp(`^${label}(\\.${label})*$`).test(text))) return text;
  throw new InputError(
    {
      fr: `« ${name} » n’est ni un nom d’hôte ni une adresse`,
      en: `"${name}" is neither a host name nor an address`,
    },
    [
      {
        field: 'names',
        found: name,
        expected: { fr: 'un nom d’hôte ou une adresse IP', en: 'a host name or an IP address' },
      },
    ],
  );
}

function nameless(): InputError {
  return new InputError(
    { fr: 'aucun nom pour le certificat du serveur', en: 'no name for the server certificate' },
    [{ field: 'names', found: [], expected: { fr: 'au moins un nom', en: 'at least one name' } }],
  );
}

import { X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { expecting } from './expected.js';
import { kebab, line, secret } from './names.js';
import { isUrl, unique } from './rules.js';

const MOST_PEM = 20_000;

/** The PEM of a text that has exactly one certificate, as OpenSSL writes it; otherwise undefined. RFC 7468 §5. */
function onePem(text: string): string | undefined {
  if (text.length > MOST_PEM) return undefined;
  if (!/^\s*-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*$/.test(text))
    return undefined;
  try {
    return new X509Certificate(text).toString();
  } catch {
    return undefined;
  }
}

/** One X.509 certificate, normalised to the PEM of OpenSSL. */
export const pem = z.string().transform((text, context) => {
  const normal = onePem(text);
  if (normal !== undefined) return normal;
  const message = expecting(
    'un certificat X.509 en PEM, sans clé privée',
    'one X.509 certificate in PEM, without a private key',
  );
  context.addIssue({ code: 'custom', message, input: text });
  return z.NEVER;
});

const webAddress = z
  .string()
  .max(500)
  .refine((text) => isUrl(text, ['http', 'https']), {
    error: expecting(
      'une adresse http:// ou https:// sans mot de passe',
      'an http:// or https:// address without a password',
    ),
  });

/** RFC 4514: `CN=…,O=…`. Checked as text only, since each platform parses it itself. */
const subject = line.regex(/^[A-Za-z0-9.]+=[^,]+(?:,\s*[A-Za-z0-9.]+=[^,]+)*$/u, {
  error: expecting('un sujet comme CN=poste,O=Exemple', 'a subject such as CN=pc,O=Example'),
});

const name = kebab.describe('How other sections refer to it');
const subjectAlternativeNames = z
  .strictObject({
    dns: z.array(line).max(20).optional().describe('DNS names'),
    email: z.array(line).max(20).optional().describe('E-mail addresses'),
    uri: z.array(line).max(20).optional().describe('URIs'),
    userPrincipalName: line.optional().describe('User principal name of Active Directory'),
  })
  .optional()
  .describe('Subject alternative names that are asked for');

const trusted = (kind: 'root' | 'intermediate', description: string) =>
  z.strictObject({
    name,
    kind: z.literal(kind).describe(description),
    pem: pem.describe('The certificate, PEM'),
  });

const client = z.strictObject({
  name,
  kind: z.literal('client').describe('A certificate with its private key'),
  pkcs12: secret.describe('The PKCS#12 file, base64, in the vault'),
  password: secret.optional().describe('Password of the PKCS#12 file'),
  store: z.enum(['machine', 'user']).optional().describe('Whose it is; the machine’s by default'),
});

const scep = z.strictObject({
  name,
  kind: z.literal('scep').describe('A certificate that the device asks for by SCEP, RFC 8894'),
  url: webAddress.describe('SCEP server'),
  subject: subject.describe('Subject asked for'),
  subjectAlternativeNames,
  challenge: secret.optional().describe('Challenge password'),
  caIdentifier: line.optional().describe('Name of the authority, for servers that have several'),
  caFingerprint: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/, {
      error: expecting(
        '40 ou 64 chiffres hexadécimaux en minuscules',
        '40 or 64 lower-case hexadecimal digits',
      ),
    })
    .optional()
    .describe('SHA-1 or SHA-256 of the authority’s certificate'),
  keySize: z
    .union([z.literal(2048), z.literal(3072), z.literal(4096)])
    .optional()
    .describe('Bits of the RSA key'),
});

const acme = z.strictObject({
  name,
  kind: z.literal('acme').describe('A certificate that the device asks for by ACME, RFC 8555'),
  directoryUrl: webAddress.describe('Directory of the ACME server'),
  clientIdentifier: line.describe('What the server knows the device by'),
  subject: subject.describe('Subject asked for'),
  subjectAlternativeNames,
  keyType: z.enum(['rsa', 'ec']).optional().describe('Kind of key; ec by default'),
  keySize: z
    .union([
      z.literal(256),
      z.literal(384),
      z.literal(521),
      z.literal(2048),
      z.literal(3072),
      z.literal(4096),
    ])
    .optional()
    .describe('Bits of the key'),
  hardwareBound: z.boolean().optional().describe('The key never leaves the secure element'),
  attest: z.boolean().optional().describe('The device proves what it is'),
});

/** The certificates of the device. Wi-Fi and VPN refer to them by name. */
export const certificates = z
  .array(
    z.discriminatedUnion('kind', [
      trusted('root', 'An authority that is trusted'),
      trusted('intermediate', 'An authority between a root and others'),
      client,
      scep,
      acme,
    ]),
  )
  .max(50)
  .superRefine(
    unique(
      (certificate) => certificate.name,
      ['un certificat qui n’est pas déjà dans la liste', 'a certificate not yet in the list'],
    ),
  );

export type ProfileCertificate = z.output<typeof certificates>[number];

import { createHash } from 'node:crypto';
import {
  InputError,
  LANGUAGES,
  schemaFindings,
  storableJson,
  type Language,
} from '../../platform/core/index.js';
import { sha256 } from '../../platform/cms/index.js';
import type { PdfSigner } from '../../platform/vault/index.js';
import {
  signJws,
  type PayloadSigner,
  certificateRecordSchema,
  certificateSchema,
  FORMAT,
  FORMAT_VERSION,
  type Certificate,
  type CertificateRecordInput,
  refuseNonConforming,
  verdictOf,
} from '../proof/index.js';
import { renderCertificate } from './pdf/certificate-sheet.js';
import type { Pictures } from './pdf/pictures.js';
import { signPdf } from './pdf-signature.js';

/** What is signed with, and what the certificate is called. */
export interface Issue {
  id: string;
  number: string;
  issuedAt: Date;
  version: string;
  signer: PayloadSigner;
  identity: PdfSigner;
  /** Who did the work, as the certificate names it. */
  provider?: Certificate['provider'];
  /** The whole address of a path of the board, for the QR code. */
  linkTo: (path: string) => string;
  /** A token of an authority over this SHA-256 (RFC 3161); undefined when none could be had. */
  timeStamp?: (digest: Buffer) => Promise<Buffer | undefined>;
  /** Of the logo, the photos and the drawn signatures, by SHA-256; a missing one is not printed. */
  pictures?: Pictures;
}

export interface SignedCertificate {
  certificate: Certificate;
  /** The text of the JSON file. */
  jws: string;
  payloadSha256: string;
  pdfs: Record<Language, Buffer>;
}

/** Checks the record; throws InputError that names every wrong field. */
export function parseRecord(input: CertificateRecordInput) {
  const parsed = certificateRecordSchema.safeParse(storableJson(input));
  if (parsed.success) return parsed.data;
  const findings = schemaFindings(parsed.error.issues, input);
  throw new InputError({ fr: 'dossier de certificat invalide', en: 'invalid certificate record' }, findings);
}

/**
 * Makes the signed JSON and its PDF in each language. Throws PermanentError when a blocking check failed or
 * was not measured: then there is no certificate.
 */
export async function makeCertificate(
  input: CertificateRecordInput,
  issue: Issue,
): Promise<SignedCertificate> {
  const record = parseRecord(input);
  const { verdict, blocking, reservations } = verdictOf(record);
  refuseNonConforming(blocking);
  const certificate = certificateSchema.parse({
    format: FORMAT,
    formatVersion: FORMAT_VERSION,
    id: issue.id,
    number: issue.number,
    issuedAt: issue.issuedAt.toISOString(),
    etabli: { version: issue.version },
    verdict,
    ...(issue.provider && { provider: issue.provider }),
    ...record,
    reservations,
    pdfSigner: { certificates: issue.identity.certificates.map((der) => sha256(der).toString('hex')) },
  });
  const payload = Buffer.from(JSON.stringify(certificate), 'utf8');
  const jws = await signJws(payload, issue.signer);
  const payloadSha256 = createHash('sha256').update(payload).digest('hex');
  const pdfs: Partial<Record<Language, Buffer>> = {};
  for (const language of LANGUAGES) {
    const page = {
      certificate,
      payloadSha256,
      verifyUrl: issue.linkTo(verifyPath(issue.number, payloadSha256)),
      pictures: issue.pictures ?? new Map<string, Buffer>(),
      attachment: { name: `${issue.number}.json`, content: Buffer.from(jws, 'utf8') },
    };
    const plain = await renderCertificate(page, { language, timeZone: certificate.timeZone });
    pdfs[language] = await signPdf(plain, issue.identity, issue.timeStamp);
  }
  return { certificate, jws, payloadSha256, pdfs: pdfs as Record<Language, Buffer> };
}

/** How much of the digest the address has: 128 bits, so that nobody finds a certificate by trying. */
export const DIGEST_FRAGMENT = 32;

/** Where a certificate is verified without its file: its number, and the beginning of the digest of its payload. */
export function verifyPath(number: string, payloadSha256: string): string {
  return `/verify/${number}/${payloadSha256.slice(0, DIGEST_FRAGMENT)}`;
}

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
  VERDICT_TEXT,
  verdictOf,
} from '../proof/index.js';
import { renderCertificate } from './pdf/certificate-sheet.js';
import { signPdf } from './pdf-signature.js';

/** What is signed with, and what the certificate is called. */
export interface Issue {
  id: string;
  number: string;
  issuedAt: Date;
  version: string;
  signer: PayloadSigner;
  identity: PdfSigner;
  timeZone?: string;
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
    ...record,
    reservations,
    pdfSigner: { certificates: issue.identity.certificates.map((der) => sha256(der).toString('hex')) },
  });
  const payload = Buffer.from(JSON.stringify(certificate), 'utf8');
  const jws = await signJws(payload, issue.signer);
  const payloadSha256 = createHash('sha256').update(payload).digest('hex');
  const pdfs: Partial<Record<Language, Buffer>> = {};
  for (const language of LANGUAGES) {
    const attachment = { name: `${issue.number}.json`, content: Buffer.from(jws, 'utf8') };
    const page = {
      certificate,
      statement: qrStatement(certificate, payloadSha256),
      payloadSha256,
      attachment,
    };
    const plain = await renderCertificate(page, { language, timeZone: issue.timeZone });
    const reason = `${issue.number}: ${VERDICT_TEXT[verdict].en}`;
    pdfs[language] = await signPdf(plain, issue.identity, reason, issue.issuedAt);
  }
  return { certificate, jws, payloadSha256, pdfs: pdfs as Record<Language, Buffer> };
}

/**
 * What the QR code says, without a network address: the number, the verdict, the machine, and the SHA-256 of
 * the signed payload, by which paper and file are matched.
 */
export function qrStatement({ number, verdict, machine }: Certificate, payloadSha256: string): string {
  return ['ETABLI1', number, verdict, machine.serial ?? machine.hostname, `sha256:${payloadSha256}`].join(
    '\n',
  );
}

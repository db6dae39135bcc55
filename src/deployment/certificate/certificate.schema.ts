import { z } from 'zod';
import { bilingualSchema, LANGUAGES } from '../../platform/core/index.js';
import { pageSchema, paginationSchema } from '../../platform/database/index.js';
import { LABEL_FORMAT_NAMES } from './labels/formats.js';
import { CERTIFICATE_VERDICTS } from '../proof/index.js';

export const certificateSummarySchema = z
  .object({
    id: z.uuid(),
    number: z.string(),
    deploymentId: z.uuid(),
    lotId: z.uuid(),
    hostname: z.string(),
    serial: z.string().nullable(),
    customer: z.string(),
    technician: z.string(),
    verdict: z.enum(CERTIFICATE_VERDICTS),
    reservationCount: z.number().int(),
    issuedAt: z.iso.datetime(),
    pdfFrSha256: z.string(),
    pdfEnSha256: z.string(),
  })
  .meta({ id: 'CertificateSummary' });
export type CertificateSummaryDto = z.output<typeof certificateSummarySchema>;

export const certificatePageSchema = pageSchema(certificateSummarySchema).meta({ id: 'CertificatePage' });

export const certificateQuerySchema = paginationSchema.extend({
  lot: z.uuid().optional().describe('Only the certificates of this lot'),
});
export type CertificateQuery = z.infer<typeof certificateQuerySchema>;

/** Without it, the document comes in the server's language. */
export const languageQuerySchema = z.object({ language: z.enum(LANGUAGES).optional() });
export type LanguageQuery = z.infer<typeof languageQuerySchema>;

/** Which labels, from which one of the first sheet on. */
export const labelQuerySchema = languageQuerySchema.extend({
  format: z.enum(LABEL_FORMAT_NAMES).default('3x8').describe('The sheet or the roll'),
  start: z.coerce.number().int().min(1).default(1).describe('First free label of the first sheet, from 1'),
});
export type LabelQuery = z.infer<typeof labelQuerySchema>;

export const verificationSchema = z
  .object({
    valid: z.boolean(),
    kind: z.enum(['json', 'pdf']).optional(),
    reason: bilingualSchema.optional(),
    timeStamp: z
      .object({ at: z.iso.datetime(), by: z.string() })
      .optional()
      .describe('When an authority saw the signature of the PDF; whether it is trusted is not judged'),
    record: z.record(z.string(), z.unknown()).optional().describe('The signed payload, when valid'),
  })
  .meta({ id: 'CertificateVerification' });

export const lotPapersSchema = z
  .object({
    lot: z.object({ id: z.uuid(), name: z.string(), customer: z.string() }),
    files: z.array(z.object({ name: z.string(), url: z.string() })),
  })
  .meta({ id: 'LotPapers' });
export type LotPapersDto = z.output<typeof lotPapersSchema>;

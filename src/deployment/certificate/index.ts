export { CertificateRow } from './certificate.entity.js';
export { CertificateModule } from './certificate.module.js';
export { CertificateStore } from './certificate.store.js';
export { Certificates, PUBLIC_KEY_FILE, type IssuedCertificate } from './certificates.js';
export { dayBegan } from './pdf/day.js';
export { fileName, LotExport } from './lot-export.js';
export { LABEL_FORMAT_NAMES, LABEL_FORMATS, type LabelFormatName, perSheet } from './labels/formats.js';
export type { Label } from './labels/label-sheet.js';
export { Letterhead } from './letterhead.js';
export type { LotAct, LotHead, LotRow } from './lot-rows.js';
export {
  DIGEST_FRAGMENT,
  makeCertificate,
  verifyPath,
  type Issue,
  type SignedCertificate,
} from './make-certificate.js';
export {
  CERTIFICATE_VERDICTS,
  certificateRecordSchema,
  certificateSchema,
  type Certificate,
  type CertificateRecord,
  type CertificateRecordInput,
  type CertificateVerdict,
} from '../proof/index.js';
export {
  type CertificateSummaryDto,
  labelQuerySchema,
  type LabelQuery,
  languageQuerySchema,
  type LotPapersDto,
  lotPapersSchema,
  type LanguageQuery,
} from './certificate.schema.js';
export { download } from './download.js';
export { summaryCsv } from './summary-csv.js';
export { inBoth, VERDICT_TEXT, verdictOf } from '../proof/index.js';
export { verifyCertificate, type Verification } from '../proof/index.js';
export { type FileOutcome, readCode, VerificationDesk, type Verified } from './verification-desk.js';
export { instantText } from './pdf/typography.js';

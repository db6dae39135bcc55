export { signJws, type PayloadSigner } from './jws.js';
export {
  CERTIFICATE_VERDICTS,
  certificateRecordSchema,
  certificateSchema,
  FORMAT,
  FORMAT_VERSION,
  type Certificate,
  type CertificateRecord,
  type CertificateRecordInput,
  type CertificateVerdict,
  type Severity,
  type Text,
  type Verdict,
} from './record.schema.js';
export { inBoth, refuseNonConforming, VERDICT_TEXT, verdictOf, writtenReservations } from './verdict.js';
export type { Stamped } from './pdf-signature-check.js';
export { verifyCertificate, type Verification } from './verify-certificate.js';

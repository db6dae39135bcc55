export { makeCertificate, qrStatement, type Issue, type SignedCertificate } from './make-certificate.js';
export { openIdentity, type SigningIdentity } from './pdf-identity.js';
export {
  CERTIFICATE_VERDICTS,
  certificateRecordSchema,
  certificateSchema,
  type Certificate,
  type CertificateRecord,
  type CertificateRecordInput,
  type CertificateVerdict,
} from './record.schema.js';
export { VERDICT_TEXT, verdictOf } from './verdict.js';
export { verifyCertificate, type Verification } from './verify-certificate.js';

import type { Certificate } from '../../proof/index.js';
import type { Pictures } from './pictures.js';

/** What goes on paper: the certificate, its pictures, where it is verified, and the signed JSON inside. */
export interface CertificatePage {
  certificate: Certificate;
  payloadSha256: string;
  /** What the QR code opens. */
  verifyUrl: string;
  pictures: Pictures;
  attachment: { name: string; content: Buffer };
}

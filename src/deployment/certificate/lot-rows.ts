import { type Text, type CertificateVerdict } from '../proof/index.js';

/** A lot as its papers name it. */
export interface LotHead {
  id: string;
  name: string;
  customer: string;
}

/** One PC of a lot, certified or not. Times are ISO 8601. */
export interface LotRow {
  hostname: string;
  serial?: string;
  /** Where it stands, in words: certified, failed at which step. */
  state: Text;
  certificateId?: string;
  number?: string;
  verdict?: CertificateVerdict;
  technician?: string;
  beganAt?: string;
  endedAt?: string;
  reservations?: Text[];
}

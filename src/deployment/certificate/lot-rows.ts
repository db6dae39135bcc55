import type { Look } from '../../platform/core/index.js';
import { type Text, type CertificateVerdict } from '../proof/index.js';

/** A lot as its papers name it. */
export interface LotHead {
  id: string;
  name: string;
  customer: string;
  orderNumber?: string;
  site?: string;
  /** Of its profile. */
  timeZone?: string;
}

/** One PC of a lot, certified or not. Times are ISO 8601. */
export interface LotRow {
  hostname: string;
  serial?: string;
  assetTag?: string;
  user?: string;
  /** How it came out, or how far it is. */
  look: Look;
  /** The same in words: certified, failed at which step. */
  state: Text;
  certificateId?: string;
  number?: string;
  verdict?: CertificateVerdict;
  technician?: string;
  beganAt?: string;
  endedAt?: string;
  reservations?: Text[];
}

/** How often somebody did something to the PCs of a lot today. */
export interface LotAct {
  name: string;
  /** Of the audit log: `deployment.arm`. */
  action: string;
  count: number;
}

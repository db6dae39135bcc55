import { threadWork } from '../../platform/threads/index.js';
import type { LotHead, LotRow } from './lot-rows.js';
import { renderLotReport } from './pdf/lot-sheet.js';
import type { Place } from './pdf/typography.js';
import { openIdentity } from './pdf-identity.js';
import { signPdf } from './pdf-signature.js';

/** What the report is signed with, as a thread is given it. RFC 7292. */
export interface Pkcs12 {
  p12: Uint8Array;
  passphrase: string;
}

/** Draws and signs the report of a lot. */
export const report = threadWork(
  async (lot: LotHead, rows: readonly LotRow[], at: Date, place: Place, { p12, passphrase }: Pkcs12) => {
    const plain = await renderLotReport(lot, rows, at, place);
    return signPdf(plain, openIdentity(Buffer.from(p12), passphrase), 'Etabli lot report', at);
  },
);

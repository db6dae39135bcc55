import { threadWork } from '../../platform/threads/index.js';
import type { PdfSigner } from '../../platform/vault/index.js';
import type { LotHead, LotRow } from './lot-rows.js';
import { renderLotReport } from './pdf/lot-sheet.js';
import type { Place } from './pdf/typography.js';
import { signPdf } from './pdf-signature.js';

/** Draws and signs the report of a lot. */
export const report = threadWork(
  async (lot: LotHead, rows: readonly LotRow[], at: Date, place: Place, identity: PdfSigner) =>
    signPdf(await renderLotReport(lot, rows, at, place), identity, 'Etabli lot report', at),
);

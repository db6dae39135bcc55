import { threadWork } from '../../platform/threads/index.js';
import type { PdfSigner } from '../../platform/vault/index.js';
import { renderLotReport, type LotReport } from './pdf/lot-sheet.js';
import type { Place } from './pdf/typography.js';
import { signPdf } from './pdf-signature.js';

/** Draws and signs the report of a lot. */
export const report = threadWork(async (order: LotReport, place: Place, identity: PdfSigner) => {
  // Buffers come as plain bytes from the other thread.
  const pictures = new Map([...order.pictures].map(([digest, bytes]) => [digest, Buffer.from(bytes)]));
  return signPdf(await renderLotReport({ ...order, pictures }, place), identity);
});

import { renderLotReport } from './lot-sheet.js';

const LOT = { id: '0d9a6a7e-3f27-4c44-8a52-7a27a1a4f001', name: 'L-2026-0001', customer: 'Mairie de Brest' };
const row = (n: number) => ({
  hostname: `PC-${n}`,
  serial: `SER${n}`,
  state: { fr: 'prévu', en: 'planned' },
  reservations: [{ fr: 'son faible', en: 'low sound' }],
});

/** How often other work had its turn until the promise was kept. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work.finally(() => (isOver = true));
  return turns;
}

describe('the report of a large lot', () => {
  it('leaves others their turn while its rows and reservations are drawn', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => row(n));
    const report = renderLotReport(LOT, rows, new Date('2026-03-17T10:00:00Z'), { language: 'en' });
    // Ten rows at a time: thirty parts of the PCs, thirty of their reservations.
    expect(await turnsDuring(report)).toBeGreaterThanOrEqual(60);
  });
});

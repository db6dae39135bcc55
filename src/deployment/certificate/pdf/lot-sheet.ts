import { say, type Bilingual } from '../../../platform/core/index.js';
import type { LotHead, LotRow } from '../lot-rows.js';
import { VERDICT_TEXT } from '../../proof/index.js';
import { INK, Sheet, VERDICT_INK, type Cell } from './sheet.js';
import { lastedText, instantText, set, type Place } from './typography.js';
import { WORDS } from './words.js';

const TITLE: Bilingual = { fr: 'Rapport de lot', en: 'Lot report' };
const STATE: Bilingual = { fr: 'État', en: 'State' };

const COLOURS = {
  conforming: VERDICT_INK.good,
  'conforming-with-reservations': VERDICT_INK.warn,
  'non-conforming': VERDICT_INK.bad,
};

/** The lot on paper: how many PCs came out how, one line a PC, every reservation. Not signed yet. */
export async function renderLotReport(
  lot: LotHead,
  rows: readonly LotRow[],
  at: Date,
  place: Place,
): Promise<Buffer> {
  const { language } = place;
  const t = (text: Bilingual | string) => set(text, language);
  const title = `${say(TITLE, language)} – ${lot.name}`;
  const sheet = new Sheet({
    title,
    subject: lot.customer,
    author: 'Établi',
    createdAt: at,
    language: language === 'fr' ? 'fr-FR' : 'en-GB',
    landscape: true,
  });
  sheet.paragraph('Établi', { face: 'bold', size: 10, color: INK.accent });
  sheet.paragraph(title, { face: 'bold', size: 20 });
  sheet.paragraph(`${lot.customer} – ${instantText(at.toISOString(), place)}`, { size: 11, color: INK.soft });
  sheet.y += 4;
  sheet.paragraph(t(tally(rows)), { face: 'semibold', size: 11 });
  sheet.section(t({ fr: 'Postes', en: 'Machines' }));
  sheet.table(
    [
      { title: t(WORDS.hostname), share: 17, face: 'semibold' },
      { title: t(WORDS.serial), share: 15 },
      { title: t(STATE), share: 25 },
      { title: t(WORDS.number), share: 13 },
      { title: t(WORDS.verdict), share: 16 },
      { title: t(WORDS.duration), share: 10 },
      { title: t(WORDS.technician), share: 14 },
    ],
    rows.map((row) => [
      row.hostname,
      row.serial ?? '—',
      t(row.state),
      row.number ?? '—',
      verdictCell(row, t),
      row.beganAt && row.endedAt ? lastedText(row.beganAt, row.endedAt) : '—',
      row.technician ?? '—',
    ]),
  );
  reservations(sheet, rows, t);
  return sheet.finish((page, pages) => [title, `${say(WORDS.page, language)} ${page}/${pages}`]);
}

function verdictCell({ verdict }: LotRow, t: (text: Bilingual | string) => string): Cell {
  if (verdict === undefined) return '—';
  return { text: t(VERDICT_TEXT[verdict]), color: COLOURS[verdict], face: 'semibold' };
}

function tally(rows: readonly LotRow[]): Bilingual {
  const count = (verdict: LotRow['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  const [good, noted] = [count('conforming'), count('conforming-with-reservations')];
  const others = rows.length - good - noted;
  return {
    fr: `${rows.length} poste(s) : ${good} conforme(s), ${noted} conforme(s) avec réserves, ${others} sans certificat`,
    en: `${rows.length} machine(s): ${good} conforming, ${noted} conforming with reservations, ${others} without certificate`,
  };
}

function reservations(sheet: Sheet, rows: readonly LotRow[], t: (text: Bilingual | string) => string): void {
  const lines = rows.flatMap((row) =>
    (row.reservations ?? []).map((text) => [row.hostname, row.number ?? '—', t(text)]),
  );
  if (lines.length === 0) return;
  sheet.section(t(WORDS.reservations));
  sheet.table(
    [
      { title: t(WORDS.hostname), share: 18, face: 'semibold' },
      { title: t(WORDS.number), share: 14 },
      { title: t(WORDS.reservation), share: 68 },
    ],
    lines,
  );
}

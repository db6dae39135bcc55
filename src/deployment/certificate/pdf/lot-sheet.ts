import { isEnded } from '../../../platform/core/index.js';
import { type Certificate, VERDICT_TEXT } from '../../proof/index.js';
import type { LotAct, LotHead, LotRow } from '../lot-rows.js';
import { INK, VERDICT_COLOURS } from './colours.js';
import { dayOf } from './day.js';
import { dayActs, outcomesOf } from './lot-day.js';
import { drawPicture, type Pictures } from './pictures.js';
import { Sheet } from './sheet.js';
import { drawSigningBoxes } from './signing-boxes.js';
import { drawTable } from './table.js';
import { dayText, instantText, lastedText, set, type Place } from './typography.js';

/** What the lot's report is made of. */
export interface LotReport {
  lot: LotHead;
  rows: readonly LotRow[];
  acts: readonly LotAct[];
  at: Date;
  provider?: Certificate['provider'];
  pictures: Pictures;
}

const LOGO = { width: 110, height: 34 };

/**
 * The lot on paper: how many PCs came out how, who did what today, what is left, a line for each PC, every reservation,
 * and the place to sign. With room for its signature.
 */
export async function renderLotReport(report: LotReport, place: Place): Promise<Buffer> {
  const { lot, rows, at } = report;
  const title = set({ fr: `Rapport de lot – ${lot.name}`, en: `Lot report – ${lot.name}` }, place.language);
  const sheet = new Sheet(
    {
      title,
      subject: lot.customer,
      at,
      foot: `${title} – ${instantText(at.toISOString(), place)}`,
      landscape: true,
      signature: { reason: 'Etabli lot report', at },
    },
    place,
  );
  drawHead(sheet, report, title);
  drawDay(sheet, report);
  drawLeft(sheet, rows);
  drawMachines(sheet, rows);
  drawReservations(sheet, rows);
  drawSigningBoxes(sheet, [
    { title: { fr: 'Pour le prestataire', en: 'For the contractor' }, name: report.provider?.name ?? '' },
    { title: { fr: 'Pour le client', en: 'For the customer' }, name: lot.customer },
  ]);
  return sheet.finish();
}

function drawHead(sheet: Sheet, { lot, rows, at, provider, pictures }: LotReport, title: string): void {
  const logo = provider?.logoSha256 === undefined ? undefined : pictures.get(provider.logoSha256);
  const name = provider?.name ?? 'Établi';
  const height = drawPicture(sheet, sheet.root, logo, { x: sheet.left, y: sheet.y, ...LOGO }, name);
  sheet.y += height === 0 ? 0 : height + 4;
  const address = [name, provider?.address?.replace(/\s*\n\s*/g, ', '), provider?.contact]
    .filter(Boolean)
    .join(' – ');
  sheet.paragraph(address, { size: 8.5, colour: INK.accent, bold: true }, { after: 2 });
  sheet.paragraph(title, { face: 'Title', size: 21 }, { tag: 'H1', after: 0 });
  const order =
    lot.orderNumber &&
    `${provider?.orderLabel ?? (sheet.place.language === 'fr' ? 'Commande' : 'Order')} ${lot.orderNumber}`;
  const words = [lot.customer, lot.site, order, instantText(at.toISOString(), sheet.place)];
  sheet.paragraph(words.filter(Boolean).join(' – '), { size: 11.5, colour: INK.soft });
  const outcomes = outcomesOf(rows);
  const tally = { fr: `${rows.length} PC : ${outcomes.fr}`, en: `${rows.length} PCs: ${outcomes.en}` };
  sheet.paragraph(tally, { bold: true, size: 10 }, { after: 6 });
}

function drawDay(sheet: Sheet, { rows, acts, at }: LotReport): void {
  const day = dayText(at.toISOString(), sheet.place);
  const { timeZone } = sheet.place;
  const isToday = ({ endedAt }: LotRow) =>
    endedAt !== undefined && dayOf(new Date(endedAt), timeZone) === dayOf(at, timeZone);
  const lines = dayActs(rows.filter(isToday), acts);
  const title = { fr: `Fait aujourd’hui, ${day}`, en: `Done today, ${day}` };
  if (lines.length === 0) {
    sheet.title(title);
    sheet.paragraph({
      fr: 'Rien n’a été fait aujourd’hui sur ce lot.',
      en: 'Nothing was done on this lot today.',
    });
    return;
  }
  drawTable(sheet, {
    title,
    heads: { fr: 'Qui | PC terminés | Actions', en: 'Who | PCs ended | Actions' },
    shares: [22, 34, 44],
    rows: lines.map(({ name, ended, done }) => [name, ended, done]),
  });
}

/** What nobody has ended yet, failures that nobody closed among them. */
function drawLeft(sheet: Sheet, rows: readonly LotRow[]): void {
  const left = rows.filter(
    ({ look }) => look === 'failed' || (look !== 'reserved' && look !== 'closed' && !isEnded(look)),
  );
  const title = { fr: `Reste à faire (${left.length})`, en: `Left to do (${left.length})` };
  if (left.length === 0) {
    sheet.title(title);
    sheet.paragraph({
      fr: 'Rien : tous les PC du lot sont terminés.',
      en: 'Nothing: every PC of the lot has ended.',
    });
    return;
  }
  drawTable(sheet, {
    title,
    heads: { fr: 'Nom | N° de série | Où il en est', en: 'Name | Serial number | Where it stands' },
    shares: [20, 20, 60],
    rows: left.map(({ hostname, serial, state }) => [hostname, serial, state]),
  });
}

function drawMachines(sheet: Sheet, rows: readonly LotRow[]): void {
  drawTable(sheet, {
    title: { fr: `Postes (${rows.length})`, en: `Machines (${rows.length})` },
    heads: {
      fr: 'Nom | N° de série | Utilisateur | État | Certificat | Verdict | Durée | Technicien',
      en: 'Name | Serial number | User | State | Certificate | Verdict | Duration | Technician',
    },
    shares: [13, 13, 13, 24, 13, 14, 9, 14],
    rows: rows.map(({ verdict, beganAt, endedAt, ...row }) => [
      row.hostname,
      row.serial,
      row.user,
      row.state,
      row.number,
      verdict && { text: VERDICT_TEXT[verdict], colour: VERDICT_COLOURS[verdict], bold: true },
      beganAt && endedAt && lastedText(beganAt, endedAt),
      row.technician,
    ]),
  });
}

function drawReservations(sheet: Sheet, rows: readonly LotRow[]): void {
  drawTable(sheet, {
    title: { fr: 'Réserves', en: 'Reservations' },
    heads: { fr: 'Nom | Certificat | Réserve', en: 'Name | Certificate | Reservation' },
    shares: [18, 16, 66],
    rows: rows.flatMap(({ hostname, number, reservations = [] }) =>
      reservations.map((text) => [hostname, number, text]),
    ),
  });
}

import type { Bilingual } from '../../../platform/core/index.js';
import { VERDICT_TEXT } from '../../proof/index.js';
import type { LotHead, LotRow } from '../lot-rows.js';
import { Page, VERDICT_COLOURS } from './page.js';
import { lastedText, instantText, set, type Place } from './typography.js';

/** The lot on paper: how many PCs came out how, one line a PC, every reservation. Not signed yet. */
export async function renderLotReport(
  lot: LotHead,
  rows: readonly LotRow[],
  at: Date,
  place: Place,
): Promise<Buffer> {
  const page = new Page(place, { landscape: true });
  const title = set({ fr: `Rapport de lot – ${lot.name}`, en: `Lot report – ${lot.name}` }, place.language);
  const head = { title, subject: lot.customer, at, foot: title, landscape: true };
  return page.render(head, [
    page.head(title, `${lot.customer} – ${instantText(at.toISOString(), place)}`, tally(rows)),
    page.table(
      { fr: 'Postes', en: 'Machines' },
      {
        fr: 'Nom | N° de série | État | N° | Verdict | Durée | Technicien',
        en: 'Name | Serial number | State | No. | Verdict | Duration | Technician',
      },
      [17, 15, 25, 13, 16, 10, 14],
      rows.map(({ verdict, beganAt, endedAt, ...row }) => [
        row.hostname,
        row.serial,
        row.state,
        row.number,
        verdict && { text: VERDICT_TEXT[verdict], color: VERDICT_COLOURS[verdict], bold: true },
        beganAt && endedAt && lastedText(beganAt, endedAt),
        row.technician,
      ]),
    ),
    page.table(
      { fr: 'Réserves', en: 'Reservations' },
      { fr: 'Nom | N° | Réserve', en: 'Name | No. | Reservation' },
      [18, 14, 68],
      rows.flatMap(({ hostname, number, reservations = [] }) =>
        reservations.map((text) => [hostname, number, text]),
      ),
    ),
  ]);
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

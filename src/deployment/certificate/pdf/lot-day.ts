import { type Bilingual, joined, outcomeCounts, type DeploymentState } from '../../../platform/core/index.js';
import type { LotAct, LotRow } from '../lot-rows.js';

/** What somebody did today, in words. */
export interface DayLine {
  name: string;
  /** The PCs of theirs that ended today, by outcome. */
  ended: Bilingual;
  done: Bilingual;
}

/** The acts of people that the report names, as « 12 PC armés ». */
const ACTS: Record<string, (count: number) => Bilingual> = {
  'deployment.arm': (n) => ({ fr: `${n} PC armé(s)`, en: `${n} PC(s) armed` }),
  'deployment.disarm': (n) => ({ fr: `${n} désarmé(s)`, en: `${n} disarmed` }),
  'deployment.retry': (n) => ({ fr: `${n} reprise(s)`, en: `${n} retried` }),
  'deployment.cancel': (n) => ({ fr: `${n} annulé(s)`, en: `${n} cancelled` }),
  'deployment.close': (n) => ({ fr: `${n} échec(s) clos`, en: `${n} failure(s) closed` }),
  'deployment.answer-check': (n) => ({ fr: `${n} contrôle(s) répondu(s)`, en: `${n} check(s) answered` }),
  'deployment.accept-reservation': (n) => ({
    fr: `${n} réserve(s) acceptée(s)`,
    en: `${n} reservation(s) accepted`,
  }),
};

/** One line for each person, in the order of their names. */
export function dayActs(endedToday: readonly LotRow[], acts: readonly LotAct[]): DayLine[] {
  const known = acts.filter(({ action }) => action in ACTS);
  const names = [
    ...endedToday.flatMap(({ technician }) => technician ?? []),
    ...known.map(({ name }) => name),
  ];
  return [...new Set(names)]
    .sort((a, b) => a.localeCompare(b, 'fr'))
    .map((name) => ({
      name,
      ended: endedText(endedToday.filter(({ technician }) => technician === name)),
      done: joined(
        known.filter((act) => act.name === name).map(({ action, count }) => ACTS[action]!(count)),
        ', ',
      ),
    }))
    .map((line) => ({ ...line, done: line.done.fr === '' ? { fr: '—', en: '—' } : line.done }));
}

function endedText(rows: readonly LotRow[]): Bilingual {
  return rows.length === 0 ? { fr: '—', en: '—' } : outcomesOf(rows);
}

/** `12 certifié, 1 annulé`: every PC is counted once. */
export function outcomesOf(rows: readonly LotRow[]): Bilingual {
  const of = (look: LotRow['look']) => rows.filter((row) => row.look === look).length;
  const counts: Partial<Record<DeploymentState, number>> = {};
  for (const { look } of rows) {
    const state = look === 'reserved' ? 'certified' : look === 'closed' ? 'failed' : look;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  const parts = outcomeCounts({ counts, reserved: of('reserved'), closed: of('closed') });
  return joined(
    parts.map(({ name, count }) => ({ fr: `${count} ${name.fr}`, en: `${count} ${name.en}` })),
    ', ',
  );
}

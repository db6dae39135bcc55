import {
  decimalSize,
  isEnded,
  STATE_NAMES,
  type Bilingual,
  type DeploymentState,
} from '../../platform/core/index.js';
import { nameOf, type DeploymentShape, type ErasureShape, type LotShape } from './api-shapes.js';
import { deploymentsOf } from './found-lot.js';
import { toneOf, type Line } from './line.js';
import type { Session } from './session.js';
import { table } from './table.js';

export type BulkAct = 'disarm' | 'cancel' | 'wake' | 'retry-failed';

const MEANT: Record<BulkAct, (row: DeploymentShape) => boolean> = {
  disarm: ({ state }) => state === 'armed',
  cancel: ({ state }) => !isEnded(state),
  wake: ({ state }) => !isEnded(state),
  'retry-failed': ({ state, closedAt }) => state === 'failed' && !closedAt,
};

const WOULD: Record<BulkAct, Bilingual> = {
  disarm: { fr: 'à désarmer', en: 'to disarm' },
  cancel: { fr: 'à annuler', en: 'to cancel' },
  wake: { fr: 'à réveiller', en: 'to wake' },
  'retry-failed': { fr: 'à reprendre', en: 'to retry' },
};

const NOTHING: Bilingual = { fr: 'Rien n’a été changé.', en: 'Nothing was changed.' };

/** Shows which PCs of a lot an act would change, with totals, and changes nothing. */
export async function dryRun(session: Session, lot: LotShape, act: BulkAct): Promise<void> {
  const { terminal } = session;
  const all = await deploymentsOf(session.api(), lot.id);
  const meant = all.filter(MEANT[act]);
  const pcs = meant.map((row) => ({ id: row.id, name: nameOf(row), state: row.state }));
  terminal.result({ dryRun: true, act, pcs, total: all.length }, () => [
    ...table(meant, [
      ['PC', nameOf],
      [terminal.say({ fr: 'ÉTAT', en: 'STATE' }), (row) => terminal.outcome(row)],
    ]),
    totals(session, meant, all.length, WOULD[act]),
    terminal.say(NOTHING),
  ]);
}

/** `12 PC sur 20 à annuler : 8 en cours, 4 armé`. */
function totals({ terminal }: Session, meant: DeploymentShape[], all: number, would: Bilingual): Line {
  const states = [...new Set(meant.map(({ state }) => state))];
  const count = (state: DeploymentState) => meant.filter((row) => row.state === state).length;
  const head = terminal.say({
    fr: `${meant.length} PC sur ${all} ${would.fr}`,
    en: `${meant.length} of ${all} PCs ${would.en}`,
  });
  const parts = states.flatMap((state, index) => [
    index === 0 ? terminal.say({ fr: ' : ', en: ': ' }) : ', ',
    { text: `${count(state)} ${terminal.say(STATE_NAMES[state])}`, tone: toneOf(state) },
  ]);
  return [head, ...parts];
}

/** What arming would erase: a line for each PC, then the totals. */
export function erasureLines({ terminal }: Session, erasures: ErasureShape[]): Line[] {
  const disks = erasures.flatMap(({ disk }) => disk ?? []);
  const bytes = disks.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const unknown = erasures.length - disks.length;
  return [
    ...table(erasures, [
      ['PC', ({ hostname, serial }) => hostname ?? serial],
      [terminal.say({ fr: 'EFFACÉ', en: 'ERASED' }), ({ text }) => terminal.say(text)],
    ]),
    [
      terminal.say({
        fr: `${erasures.length} PC, ${disks.length} disques connus (${decimalSize(bytes).fr})`,
        en: `${erasures.length} PCs, ${disks.length} known disks (${decimalSize(bytes).en})`,
      }),
      ...(unknown === 0
        ? []
        : [
            ' ; ',
            {
              text: terminal.say({ fr: `${unknown} à regarder`, en: `${unknown} to look at` }),
              tone: 'warning' as const,
            },
          ]),
    ],
  ];
}

export function tellNothingChanged({ terminal }: Session): void {
  terminal.tell(NOTHING);
}

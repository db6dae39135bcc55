import { outcomeOf, type Bilingual, type Language } from '../../../platform/core/index.js';
import { momentText } from '../frame/moment.js';
import { say } from '../frame/say.js';
import { handRow, hrefOf, progressOf, type TitleOf } from '../workshop/pc-rows.js';
import { elementOf, groupOf, isForAPerson, lookOf, type Pc } from '../workshop/pc.js';
import type { Spot } from './wall-feed.js';
import { wallWords } from './words.js';

/** Who a card is drawn for: a screen of the wall has no links, since it may open no other page. */
export interface WallReader {
  language: Language;
  links: boolean;
}

const STATES: Record<'starting' | 'off' | 'captured', Bilingual> = {
  starting: { fr: 'démarre', en: 'starting' },
  off: { fr: 'attend d’être allumé', en: 'waits to be switched on' },
  captured: { fr: 'prêt, master capturé', en: 'ready, master captured' },
};
const READY: Bilingual = { fr: 'prêt : ', en: 'ready: ' };

/** A PC as a card. */
export function wallCard(pc: Pc, { language, links }: WallReader, titleOf: TitleOf) {
  const group = groupOf(pc);
  const card = {
    pc: elementOf(pc),
    title: pc.name,
    ...(links && { href: hrefOf(pc) }),
    look: lookOf(pc),
    stateName: say(stateOf(pc), language),
  };
  if (isForAPerson(group)) {
    const { stateName, cause, step, since } = handRow(pc, { language, acts: false }, titleOf);
    return { ...card, stateName, cause, since, ...(step !== undefined && { causeStep: step }) };
  }
  if (group === 'running') return { ...card, ...progressOf(pc, language, titleOf) };
  if (group === 'ended') return { ...card, since: momentText(pc.since, language) };
  return card;
}

/** « prêt » is said of what can leave the bench: certified, with reservations or without, or captured. */
function stateOf(pc: Pc): Bilingual {
  if (pc.state === 'armed') return pc.isStarting ? STATES.starting : STATES.off;
  if (pc.state === 'captured') return STATES.captured;
  const { look, name } = outcomeOf(pc);
  if (look !== 'reserved') return name;
  return { fr: READY.fr + name.fr, en: READY.en + name.en };
}

/** A position with its card; without one it is free, or nobody has planned anything for its PC. */
export function spotCard({ position, pc }: Spot, reader: WallReader, titleOf: TitleOf) {
  const t = wallWords(reader.language);
  const { row, column, name, serial, machineId } = position;
  const head = { element: `spot-${row}-${column}`, position: name };
  if (pc) return { ...head, ...wallCard(pc, reader, titleOf) };
  if (serial === null && machineId === null) return { ...head, look: 'free', note: t.free };
  return { ...head, look: 'planned', title: serial ?? '–', note: t.unknown };
}

import { STATE_NAMES, outcomeOf, type Bilingual, type Language } from '../../../platform/core/index.js';
import { momentText } from '../frame/moment.js';
import { percentOf, percentText } from '../frame/progress.view.js';
import { say } from '../frame/say.js';
import { silentText, timeLeftText } from '../../../deployment/pipeline/index.js';
import { elementOf, groupOf, isForAPerson, lookOf, type HandGroup, type Pc, type PresentStep } from './pc.js';

/** Who a row is drawn for: a technician gets the action, everybody else a link. */
export interface RowReader {
  language: Language;
  acts: boolean;
}

/** What a group of the queue asks, and the one thing to do. */
const HANDS: Record<HandGroup, { name: Bilingual; cause: Bilingual; action: Bilingual }> = {
  failed: {
    name: STATE_NAMES.failed,
    cause: { fr: 'La cause n’est pas connue.', en: 'The cause is not known.' },
    action: { fr: 'Voir et reprendre', en: 'See and retry' },
  },
  checks: {
    name: { fr: 'contrôles à faire', en: 'checks to do' },
    cause: { fr: 'Des contrôles attendent vos réponses.', en: 'Checks wait for your answers.' },
    action: { fr: 'Répondre', en: 'Answer' },
  },
  code: {
    name: { fr: 'code à confirmer', en: 'code to confirm' },
    cause: { fr: 'Son écran affiche un code.', en: 'Its screen shows a code.' },
    action: { fr: 'Saisir le code', en: 'Type the code' },
  },
  power: {
    name: { fr: 'à rallumer', en: 'to switch on again' },
    cause: {
      fr: 'Il ne répond plus : rallumez-le et démarrez-le par le réseau.',
      en: 'It stopped answering: switch it on and boot it from the network.',
    },
    action: { fr: 'Voir', en: 'See' },
  },
};
/** What a PC of this group waits for, and the page where it is done; undefined where its own page is it. */
export function handOf(group: HandGroup, { id, machineId }: Pick<Pc, 'id' | 'machineId'>) {
  const { name, action } = HANDS[group];
  const href = actionOf({ id, machineId }, group);
  return { name, ...(href !== hrefOf({ id }) && { action: { href, text: action } }) };
}

const OPEN: Bilingual = { fr: 'Ouvrir', en: 'Open' };

/** The name of a step for people. */
export type TitleOf = (step: string) => Bilingual;

/** A PC that needs a person: the cause, and the one action. */
export function handRow(pc: Pc, { language, acts }: RowReader, titleOf: TitleOf) {
  const group = groupOf(pc);
  if (!isForAPerson(group)) throw new Error(`${pc.id} needs nobody`);
  const hand = HANDS[group];
  const cause = pc.failure?.cause ?? hand.cause;
  const step = pc.failure ? say(titleOf(pc.failure.step), language) : undefined;
  return {
    ...headOf(pc),
    look: lookOf(pc),
    stateName: say(hand.name, language),
    ...(step !== undefined && { step }),
    cause: say(cause, language),
    since: momentText(pc.since, language),
    action: { href: acts ? actionOf(pc, group) : hrefOf(pc), text: say(acts ? hand.action : OPEN, language) },
  };
}

function actionOf(pc: Pick<Pc, 'id' | 'machineId'>, group: HandGroup): string {
  if (group === 'code' && pc.machineId !== null) return `/confirm/${pc.machineId}`;
  if (group === 'checks') return `/recette/${pc.id}`;
  return hrefOf(pc);
}

/** A PC that works: its step, a bar, and the time left. */
export function runningRow(pc: Pc, { language }: Pick<RowReader, 'language'>, titleOf: TitleOf) {
  return { element: elementOf(pc), href: hrefOf(pc), name: pc.name, ...progressOf(pc, language, titleOf) };
}

/** What the bar of a PC that works shows; nothing when all its steps are done. */
export interface ProgressOfPc {
  step?: string;
  value?: number;
  detail?: string;
  silence?: string;
}

/** The bar shows the progress of the step or, without one, its position among the steps. */
export function progressOf(
  { step, leftMinutes, silentSeconds }: Pc,
  language: Language,
  titleOf: TitleOf,
): ProgressOfPc {
  if (step === null) return {};
  const now = new Date();
  const silence = silentSeconds && silentText(new Date(now.getTime() - silentSeconds * 1000), now);
  const left = leftMinutes === undefined ? undefined : say(timeLeftText(leftMinutes * 60_000), language);
  return {
    step: say(titleOf(step.name), language),
    value: shareOf(step),
    detail: [shareText(step), left].filter(Boolean).join(' · '),
    ...(silence && { silence: say(silence, language) }),
  };
}

/** In per cent. */
function shareOf({ progress, position, count }: PresentStep): number {
  const isTold = progress !== null && progress.total > 0;
  return isTold ? percentOf(progress.done, progress.total) : percentOf(position, count);
}

/** `48 %`, or `7/24` of the steps where the step tells no progress. */
function shareText(step: PresentStep): string {
  const { progress, position, count } = step;
  return progress === null || progress.total <= 0 ? `${position + 1}/${count}` : percentText(shareOf(step));
}

/** A PC that has ended, in one line. */
export function endedRow(pc: Pc, language: Language) {
  const { look, name } = outcomeOf(pc);
  return { ...headOf(pc), look, stateName: say(name, language), since: momentText(pc.since, language) };
}

export function hrefOf({ id }: Pick<Pc, 'id'>): string {
  return `/deployments/${id}`;
}

function headOf(pc: Pc) {
  const { name, serial, lot } = pc;
  const about = [serial === name ? null : serial, lot?.number, lot?.customer].filter(Boolean).join(' · ');
  return { element: elementOf(pc), href: hrefOf(pc), name, about };
}

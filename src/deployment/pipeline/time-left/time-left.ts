import type { Bilingual, Progress, StepState } from '../../../platform/core/index.js';

/** Where a deployment stands, for an estimate of the time that it still takes. */
export interface Standpoint {
  /** The first step that is not done. */
  present: { state: StepState; progress: Progress | null; startedAt: Date | null };
  /** The names of all steps that are not done, in their order; the present one is the first. */
  rest: readonly string[];
}

/** How long a step usually takes, in milliseconds; undefined when it was never measured. */
export type UsualTime = (step: string) => number | undefined;

/** A PC that said nothing for longer is silent: its environment speaks every two seconds, its Windows every ten. */
const SILENT_MS = 30_000;

/**
 * The time that a deployment still takes, in milliseconds. Undefined when one of its steps was never measured: an
 * estimate without it would be too short.
 */
export function timeLeft({ present, rest }: Standpoint, usual: UsualTime, now: Date): number | undefined {
  const times = rest.map(usual);
  if (times.length === 0 || times.includes(undefined)) return undefined;
  const [first = 0, ...later] = times as number[];
  return remainderOf(present, first, now) + later.reduce((sum, time) => sum + time, 0);
}

function remainderOf(
  { state, progress, startedAt }: Standpoint['present'],
  usual: number,
  now: Date,
): number {
  if (state === 'pending' || startedAt === null) return usual;
  if (progress !== null && progress.total > 0) {
    const share = Math.min(1, Math.max(0, progress.done / progress.total));
    return usual * (1 - share);
  }
  return Math.max(0, usual - Math.max(0, now.getTime() - startedAt.getTime()));
}

/** The moment of the last sign of life if the PC has been silent since; undefined otherwise. */
export function silentSince(lastSign: Date | null, now: Date): Date | undefined {
  if (lastSign === null || now.getTime() - lastSign.getTime() <= SILENT_MS) return undefined;
  return lastSign;
}

/** `encore 12 min environ`: rounded up, since nobody believes seconds of an estimate. */
export function timeLeftText(ms: number): Bilingual {
  const minutes = Math.ceil(ms / 60_000);
  if (minutes <= 1) return { fr: 'encore une minute au plus', en: 'a minute left at most' };
  const text = roundText(minutes);
  return { fr: `encore ${text} environ`, en: `about ${text} left` };
}

/** `muet depuis 40 s`. */
export function silentText(since: Date, now: Date): Bilingual {
  const seconds = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 1000));
  const text = seconds < 120 ? `${seconds - (seconds % 5)}\u00a0s` : roundText(Math.floor(seconds / 60));
  return { fr: `muet depuis ${text}`, en: `silent for ${text}` };
}

/** With no-break spaces. */
function roundText(minutes: number): string {
  if (minutes < 60) return `${minutes}\u00a0min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}\u00a0h${rest === 0 ? '' : `\u00a0${String(rest).padStart(2, '0')}`}`;
}

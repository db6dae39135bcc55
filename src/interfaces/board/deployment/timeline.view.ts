import {
  durationText,
  STATE_NAMES,
  type Bilingual,
  type Language,
  type Signal,
} from '../../../platform/core/index.js';
import { say } from '../frame/say.js';
import type { AttemptOutcome, StepAttempt, StepRow } from '../../../deployment/pipeline/index.js';
import { momentOf } from '../frame/moment.js';
import { progressView, type ProgressView } from '../frame/progress.view.js';

/** What a step waits for, as people say it. */
const WAITS: Record<Signal, Bilingual> = {
  'environment-booted': {
    fr: 'attend que le PC démarre par le réseau',
    en: 'waits for the PC to boot from the network',
  },
  'system-booted': {
    fr: 'attend le démarrage du système installé',
    en: 'waits for the installed system to boot',
  },
  'system-opened': { fr: 'attend que Windows ouvre l’accès', en: 'waits for Windows to open its access' },
  'system-sealed': {
    fr: 'attend que Windows ait tout retiré',
    en: 'waits for Windows to have removed everything',
  },
  'manual-checks-answered': {
    fr: 'attend les réponses d’un technicien',
    en: 'waits for a technician’s answers',
  },
  'machine-confirmed': { fr: 'attend que le PC soit confirmé', en: 'waits for the PC to be confirmed' },
};

const OUTCOMES: Record<AttemptOutcome | 'open', Bilingual> = {
  done: { fr: 'fait', en: 'done' },
  failed: { fr: 'échec', en: 'failed' },
  again: { fr: 'repris', en: 'taken up again' },
  cancelled: { fr: 'annulé', en: 'cancelled' },
  open: { fr: 'en cours', en: 'in progress' },
};

/** One step of the timeline. */
export interface StepView {
  title: string;
  look: string;
  stateName: string;
  /** `14:05:09`. */
  began?: string;
  duration?: string;
  progress?: ProgressView;
  /** Its place in the whole time, in per cent. */
  span?: { x: number; width: number };
  waits?: string;
  /** When it was taken more than once: each time with its duration. */
  tries?: string;
  /** The cause of its failure, when it is not that of the deployment. */
  cause?: string;
}

type Attempt = StepAttempt & { total: number };

/**
 * The steps in their order, each with its time. A step under way has no duration of its own: it would change with every
 * drawing, and the progress says more.
 */
export function timelineOf(
  steps: readonly StepRow[],
  attempts: readonly Attempt[],
  titleOf: (name: string) => Bilingual,
  language: Language,
): StepView[] {
  const begins = steps.flatMap(({ startedAt }) => startedAt?.getTime() ?? []);
  const ends = steps.flatMap(({ startedAt, endedAt }) => (startedAt && endedAt ? endedAt.getTime() : []));
  const from = Math.min(...begins);
  const whole = Math.max(1, Math.max(...begins, ...ends) - from);
  return steps.map((step) => {
    const { startedAt, endedAt, progress, state, waitsFor } = step;
    const tries = triesText(
      attempts.filter(({ stepId }) => stepId === step.id),
      language,
    );
    const duration = startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : undefined;
    return {
      title: say(titleOf(step.name), language),
      look: state,
      stateName: say(STATE_NAMES[state], language),
      ...(startedAt && { began: momentOf(startedAt, language).clock }),
      ...(duration !== undefined && { duration: durationText(duration) }),
      ...(progress && state === 'running' && { progress: progressView(progress, language) }),
      ...(startedAt &&
        duration !== undefined && { span: spanOf(startedAt.getTime() - from, duration, whole) }),
      ...(waitsFor && state === 'waiting' && { waits: say(WAITS[waitsFor], language) }),
      ...(tries !== undefined && { tries }),
    };
  });
}

/** In per cent with one decimal; a short step stays visible. */
function spanOf(begin: number, duration: number, whole: number): { x: number; width: number } {
  const share = (ms: number) => Math.round((ms / whole) * 1000) / 10;
  const width = Math.max(0.6, share(duration));
  return { x: Math.max(0, Math.min(share(begin), 100 - width)), width };
}

/** Undefined when the step was taken once, as it should be. */
function triesText(attempts: readonly Attempt[], language: Language): string | undefined {
  const total = attempts[0]?.total ?? 0;
  if (total < 2) return undefined;
  const each = attempts.map(({ startedAt, endedAt, outcome, waitsFor }) => {
    const time = endedAt === null ? undefined : durationText(endedAt.getTime() - startedAt.getTime());
    const how = outcome === 'again' && waitsFor ? WAITS[waitsFor] : OUTCOMES[outcome ?? 'open'];
    return [time, say(how, language)].filter(Boolean).join(' ');
  });
  const count = { fr: `${total} passages`, en: `taken ${total} times` };
  const left = total > attempts.length ? '… ' : '';
  return `${say(count, language)}${language === 'fr' ? '\u00a0: ' : ': '}${left}${each.join(' · ')}`;
}

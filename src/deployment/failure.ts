import { PermanentError, TransientError, describe, type Bilingual, type Failure } from '../core/index.js';
import type { StepRow } from './step.entity.js';

const RETRY: Bilingual = {
  fr: 'Corrigez la cause puis reprenez le déploiement à cette étape.',
  en: 'Mend the cause, then retry the deployment from this step.',
};

/** What failed three times although it may pass by itself: as a rule the PC, or the way to it. */
const CONNECT: Bilingual = {
  fr: 'Vérifiez l’alimentation et le câble réseau du PC, puis reprenez le déploiement à cette étape.',
  en: 'Check the PC’s power and its network cable, then retry the deployment from this step.',
};

/** What a failed step says to a person: a plain cause, and what to do next. */
export function failureOf(step: string, error: unknown): Failure {
  const { text, remedy } = describe(error);
  return { step, cause: text, remedy: remedy ?? (error instanceof TransientError ? CONNECT : RETRY) };
}

export function tooLong(row: Pick<StepRow, 'name' | 'timeoutMs'>): PermanentError {
  const minutes = Math.round(row.timeoutMs / 60_000);
  return new PermanentError(
    {
      fr: `l’étape ${row.name} n’a pas fini dans le temps imparti (${minutes} min)`,
      en: `the step ${row.name} did not end in the time allowed (${minutes} min)`,
    },
    {
      remedy: {
        fr: 'Vérifiez l’alimentation et le câble réseau du PC, puis reprenez le déploiement.',
        en: 'Check the PC’s power and its network cable, then retry the deployment.',
      },
    },
  );
}

/** A wait whose signal never came. */
export function silent(row: Pick<StepRow, 'name' | 'waitsFor'>): PermanentError {
  return new PermanentError(
    {
      fr: `le PC n’a pas donné signe de vie (attendu : ${row.waitsFor}) pendant l’étape ${row.name}`,
      en: `the PC gave no sign of life (expected: ${row.waitsFor}) during the step ${row.name}`,
    },
    {
      remedy: {
        fr: 'Regardez l’écran du PC, vérifiez son alimentation et son câble réseau, puis reprenez le déploiement.',
        en: 'Look at the PC’s screen, check its power and network cable, then retry the deployment.',
      },
    },
  );
}

/** The workers that ran the step died, again and again. */
export function workersDied(step: string): PermanentError {
  return new PermanentError({
    fr: `le processus qui exécutait l’étape ${step} s’est arrêté plusieurs fois de suite`,
    en: `the process that ran the step ${step} stopped several times in a row`,
  });
}

export function unknownStep(name: string): PermanentError {
  return new PermanentError(
    {
      fr: `cette version d’Établi ne connaît pas l’étape ${name}`,
      en: `this release of Établi does not know the step ${name}`,
    },
    {
      remedy: { fr: 'Reprenez le déploiement depuis le début.', en: 'Retry the deployment from the start.' },
    },
  );
}

import {
  OperatorError,
  PermanentError,
  TransientError,
  describe,
  type Bilingual,
  type Failure,
} from '../../platform/core/index.js';
import type { StepRow } from './step.entity.js';

const RETRY: Bilingual = {
  fr: 'Corrigez la cause puis reprenez le déploiement à cette étape.',
  en: 'Correct the cause, then retry the deployment from this step.',
};

/** For a transient error that came three times: usually the PC or its network. */
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
export function timedOut(row: Pick<StepRow, 'name' | 'waitsFor'>): PermanentError {
  if (row.waitsFor === 'machine-confirmed') return unconfirmed();
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

/** Nobody typed the code. */
function unconfirmed(): PermanentError {
  return new PermanentError(
    {
      fr: 'personne n’a confirmé ce PC dans le temps imparti : aucun secret ne lui a été donné',
      en: 'nobody confirmed this PC in the time allowed: no secret was given to it',
    },
    {
      remedy: {
        fr: 'Démarrez le PC par le réseau, reprenez le déploiement, puis tapez au tableau le code affiché à son écran.',
        en: 'Boot the PC from the network, retry the deployment, then type the code on its screen into the board.',
      },
    },
  );
}

/** The system was made on a PC that nobody had confirmed: its identity cannot be proven any more. */
export function madeUnconfirmed(): OperatorError {
  return new OperatorError(
    {
      fr: 'ce système a été installé sur un PC que personne n’avait confirmé : aucun secret ne lui est donné',
      en: 'this system was installed on a PC that nobody had confirmed: no secret is given to it',
    },
    {
      remedy: { fr: 'Reprenez le déploiement depuis le début.', en: 'Retry the deployment from the start.' },
    },
  );
}

/** The workers that ran the step died several times. */
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

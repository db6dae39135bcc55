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

export function tooLong(row: Pick<StepRow, 'timeoutMs'>, title: Bilingual): PermanentError {
  const minutes = Math.round(row.timeoutMs / 60_000);
  return new PermanentError(
    {
      fr: `l’étape « ${title.fr} » n’a pas fini dans le temps imparti (${minutes} min)`,
      en: `the step “${title.en}” did not end in the time allowed (${minutes} min)`,
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
export function timedOut(row: Pick<StepRow, 'name' | 'waitsFor'>, title: Bilingual): PermanentError {
  if (row.waitsFor === 'machine-confirmed') return unconfirmed();
  const silence = SILENCES[row.name];
  if (silence !== undefined) return new PermanentError(silence.text, { remedy: silence.remedy });
  if (row.waitsFor === 'manual-checks-answered') return unanswered();
  const who =
    row.waitsFor === 'system-booted'
      ? { fr: 'le système installé', en: 'the installed system' }
      : { fr: 'le PC, démarré par le réseau,', en: 'the PC, booted from the network,' };
  return new PermanentError(
    {
      fr: `${who.fr} n’a pas donné signe de vie pendant l’étape « ${title.fr} »`,
      en: `${who.en} gave no sign of life during the step “${title.en}”`,
    },
    {
      remedy: {
        fr: 'Regardez l’écran du PC, vérifiez son alimentation et son câble réseau, puis reprenez le déploiement.',
        en: 'Look at the PC’s screen, check its power and network cable, then retry the deployment.',
      },
    },
  );
}

/** By step: why a Windows that was applied may not call, and where to look. */
const SILENCES: Record<string, { text: Bilingual; remedy: Bilingual } | undefined> = {
  'wait-windows': {
    text: {
      fr: 'le Windows installé n’a pas fait son rapport dans le temps imparti : il n’a pas démarré, n’a pas de réseau, ou n’a pas fini son premier démarrage',
      en: 'the installed Windows has not reported in the time allowed: it has not started, has no network, or has not ended its first start',
    },
    remedy: {
      fr: 'Regardez l’écran du PC. S’il demande la langue ou le clavier, il n’a pas reçu ses réponses : ouvrez une invite (Maj+F10) et lisez C:\\Windows\\Etabli\\first-boot.log ; regardez aussi au journal d’audit de la machine si son ticket a été refusé. Vérifiez le câble et le pilote réseau, puis reprenez le déploiement : au début si le PC n’a pas reçu ses réponses, sinon à cette étape.',
      en: 'Look at the PC’s screen. If it asks for language or keyboard, it has not got its answers: open a prompt (Shift+F10) and read C:\\Windows\\Etabli\\first-boot.log; look also in the audit log of the machine whether its ticket was refused. Check the network cable and driver, then retry the deployment: from the start if the PC has not got its answers, else from this step.',
    },
  },
  'hand-over': {
    text: {
      fr: 'le Windows installé n’a pas ouvert son accès à Établi dans le temps imparti',
      en: 'the installed Windows has not let Établi in in the time allowed',
    },
    remedy: {
      fr: 'Allumez le PC et vérifiez son câble réseau : il rappelle par lui-même. Sur le PC, C:\\Windows\\Etabli\\first-boot.log dit où il en est. Puis reprenez le déploiement à cette étape.',
      en: 'Switch the PC on and check its network cable: it calls again by itself. On the PC, C:\\Windows\\Etabli\\first-boot.log says how far it is. Then retry the deployment from this step.',
    },
  },
  'seal-windows': {
    text: {
      fr: 'le PC n’a pas dit dans le temps imparti qu’il ne reste rien d’Établi',
      en: 'the PC has not said in the time allowed that nothing of Établi is left',
    },
    remedy: {
      fr: 'Allumez le PC et branchez son réseau, puis reprenez le déploiement à cette étape. S’il a été éteint pendant le nettoyage, il ne rappelle plus : vérifiez que C:\\Windows\\Etabli et les unattend.xml de C:\\Windows\\Panther n’y sont plus, et recommencez le déploiement ou clôturez-le.',
      en: 'Switch the PC on and connect its network, then retry the deployment from this step. If it was switched off while it cleaned up, it does not call any more: check that C:\\Windows\\Etabli and the unattend.xml files of C:\\Windows\\Panther are gone, and start the deployment over or close it.',
    },
  },
};

/** Nobody judged what only a person can judge. */
function unanswered(): PermanentError {
  return new PermanentError(
    {
      fr: 'personne n’a répondu aux contrôles à faire à la main dans le temps imparti',
      en: 'nobody answered the manual checks in the time allowed',
    },
    {
      remedy: {
        fr: 'Répondez aux contrôles sur la page de la recette, puis reprenez le déploiement à cette étape.',
        en: 'Answer the checks on the page of the recette, then retry the deployment from this step.',
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
export function workersDied(title: Bilingual): PermanentError {
  return new PermanentError({
    fr: `le processus qui exécutait l’étape « ${title.fr} » s’est arrêté plusieurs fois de suite`,
    en: `the process that ran the step “${title.en}” stopped several times in a row`,
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

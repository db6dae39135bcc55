import {
  exitCodeText,
  type Presence,
  type ProgramDocument,
  titleOf,
} from '../../../../park/software/index.js';
import { type Bilingual, OperatorError, TransientError } from '../../../../platform/core/index.js';
import type { Installed } from './readings.js';

const LOOK: Bilingual = {
  fr: 'Regardez la fin du journal de l’installeur dans le journal de l’étape. Corrigez le logiciel du catalogue sous une autre version, ou le PC, puis reprenez le déploiement à cette étape.',
  en: 'Look at the end of the installer’s log in the log of the step. Correct the program of the catalogue under another version, or the PC, then retry the deployment from this step.',
};
const AGAIN: Bilingual = {
  fr: 'Reprenez le déploiement à cette étape : ce qui est installé ne l’est pas deux fois.',
  en: 'Retry the deployment from this step: what is installed is not installed twice.',
};

/** The installer said that it failed. */
export function installerFailed(program: ProgramDocument, code: number | null): OperatorError {
  const words = code === null ? { fr: 'sans code', en: 'without an exit code' } : exitCodeText(code);
  return refusal(
    program,
    { fr: `l’installeur a échoué, ${words.fr}`, en: `its installer failed, ${words.en}` },
    LOOK,
  );
}

export function stillBusy(program: ProgramDocument, attempts: number): OperatorError {
  return refusal(
    program,
    {
      fr: `une autre installation ne finit pas : ${attempts} essais`,
      en: `another installation does not end: ${attempts} attempts`,
    },
    {
      fr: 'Redémarrez le PC, puis reprenez le déploiement à cette étape.',
      en: 'Restart the PC, then retry the deployment from this step.',
    },
  );
}

/** The installer said nothing against it, but the PC does not show the program. */
export function notDetected(
  program: ProgramDocument,
  presence: Exclude<Presence, 'present'>,
  version: string | null | undefined,
): OperatorError {
  const found: Record<Exclude<Presence, 'present'>, Bilingual> = {
    absent: {
      fr: 'l’installeur a fini, mais le PC ne montre pas le logiciel',
      en: 'its installer has ended, but the PC does not show the program',
    },
    'other-version': {
      fr: `le PC montre ${version ?? 'un autre fichier'} ; attendu : ${program.version}`,
      en: `the PC shows ${version ?? 'another file'}; expected: ${program.version}`,
    },
    unmeasured: {
      fr: 'l’installeur a fini, mais rien n’a pu être mesuré : version illisible, ou détection impossible',
      en: 'its installer has ended, but nothing could be measured: no version that can be read, or no detection',
    },
  };
  return refusal(program, found[presence], {
    fr: 'Vérifiez sa règle detect, puis ajoutez-le au catalogue sous une autre version ; le journal de l’étape dit ce que le PC a répondu.',
    en: 'Check its rule detect, then add it to the catalogue under another version; the log of the step says what the PC answered.',
  });
}

/** Why a run of the script did not come to an end of the installer. */
export const NOT_ENDED: Record<
  Exclude<Installed['state'], 'ended' | 'waited'>,
  (program: ProgramDocument) => OperatorError | TransientError
> = {
  'timed-out': (program) =>
    refusal(
      program,
      {
        fr: `l’installeur n’a pas fini en ${program.timeoutMinutes} min : il a été arrêté, avec ce qu’il avait lancé`,
        en: `its installer has not ended within ${program.timeoutMinutes} min: it was ended, with what it had started`,
      },
      {
        fr: 'Attend-il une réponse à l’écran ? Vérifiez ses arguments silencieux, ou donnez-lui plus de temps (timeoutMinutes).',
        en: 'Does it wait for an answer on a screen? Check its silent arguments, or give it more time (timeoutMinutes).',
      },
    ),
  busy: (program) =>
    refusal(
      program,
      {
        fr: 'une installation commencée plus tôt tourne encore sur le PC',
        en: 'an installation that began earlier is still running on the PC',
      },
      AGAIN,
    ),
  network: (program) =>
    new TransientError(
      {
        fr: `${titleOf(program)} : le PC n’a pas pu télécharger ses fichiers`,
        en: `${titleOf(program)}: the PC could not download its files`,
      },
      { remedy: AGAIN },
    ),
  digest: (program) =>
    refusal(
      program,
      {
        fr: 'le PC a reçu un autre fichier que celui du catalogue ; rien n’a été lancé',
        en: 'the PC received another file than that of the catalogue; nothing was run',
      },
      {
        fr: 'Un proxy ou un autre serveur répond-il à la place d’Établi ? Sinon, déposez le fichier de nouveau (etabli payload put).',
        en: 'Does a proxy or another server answer in Établi’s place? Otherwise, upload the file again (etabli payload put).',
      },
    ),
  'no-manager': (program) =>
    refusal(
      program,
      { fr: `${program.kind} n’est pas sur ce PC`, en: `${program.kind} is not on this PC` },
      {
        fr: `Ajoutez au catalogue un logiciel qui installe ${program.kind}, et nommez-le dans needs.`,
        en: `Add a program to the catalogue that installs ${program.kind}, and name it in needs.`,
      },
    ),
};

function refusal(program: ProgramDocument, text: Bilingual, remedy: Bilingual): OperatorError {
  const what = `${titleOf(program)} ${program.version}`;
  return new OperatorError({ fr: `${what} : ${text.fr}`, en: `${what}: ${text.en}` }, { remedy });
}

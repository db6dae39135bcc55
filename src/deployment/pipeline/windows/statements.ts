import {
  type Bilingual,
  bilingualSchema,
  binarySize,
  type Evidence,
  joined,
} from '../../../platform/core/index.js';
import type { ChosenDriver, MissingDevice } from '../facts.js';
import {
  diskText,
  NOT_MEASURED,
  readBackText,
  ruleText,
  secureBootAsked,
  type Said,
  type Statement,
  type Statements,
} from '../statement-parts.js';
import { notAppliedOnWindows } from './not-applied.js';
import { optionStatements } from './option-statements.js';
import { askedOptionCount } from './options.js';
import { programStatements } from './program-checks.js';

const NONE: Bilingual = { fr: 'aucun', en: 'none' };
const AS_WRITTEN: Bilingual = {
  fr: 'écrit dans le fichier de réponses',
  en: 'written into the answer file',
};

/** What the certificate says of a Windows deployment. What only the running Windows shows is not measured yet. */
export function windowsStatements(said: Said): Statements {
  return [
    masterStatement(said),
    diskStatement(said),
    nameStatement(said),
    bootStatement(said),
    ...(said.facts.driverChoice === undefined ? [] : driverStatements(said)),
    ...optionsStatement(said),
    ...programStatements(said),
    ...notAppliedOnWindows(said.plan.profile.document).map(notAppliedStatement),
    ...leftOut(said),
  ];
}

function masterStatement(said: Said): Statement {
  const { master } = said.plan;
  const { image } = master;
  const words = image && [
    image.name,
    image.edition,
    image.build,
    image.languages.join(' '),
    image.architecture,
  ];
  return {
    subject: { fr: 'Master', en: 'Master' },
    asked: `${master.name} ${master.version}`,
    applied: [...(words ?? []), `SHA-256 ${master.payload.sha256}`].join(', '),
    measured: withFiles(said),
  };
}

/** A disk is compared byte by byte, an image file by file too. */
function withFiles(said: Said): Statement['measured'] {
  const measured = readBackText(said);
  const { files } = said.evidence('verify-master');
  if (measured === NOT_MEASURED || typeof files !== 'number') return measured;
  return joined([{ fr: `${files} fichiers`, en: `${files} files` }, measured], ', ');
}

function diskStatement(said: Said): Statement {
  const { partitions } = said.facts;
  const made = partitions?.map(({ role, sizeBytes }) => joined([role, binarySize(sizeBytes)]));
  return {
    subject: { fr: 'Disque', en: 'Disk' },
    asked: ruleText(said.plan.profile.document.disk.rule),
    applied: diskText(said),
    measured: made === undefined ? NOT_MEASURED : joined(made, ', '),
  };
}

function nameStatement({ plan, facts, measured }: Said): Statement {
  const { hostname, windows } = plan.profile.document;
  const asked = plan.row.hostname ?? windows?.name?.fixed ?? windows?.name?.pattern ?? hostname.pattern;
  return {
    subject: { fr: 'Nom du PC', en: 'PC name' },
    asked: asked ?? { fr: 'choisi par Windows', en: 'made up by Windows' },
    applied: facts.hostname ?? { fr: 'choisi par Windows', en: 'made up by Windows' },
    measured: measured('hostname'),
  };
}

function bootStatement(said: Said): Statement {
  const { firmware, secureBoot, bootManager } = said.facts;
  const isWritten = said.evidence('install-windows-boot')['bcd'] !== undefined;
  const manager = joined([
    firmware === 'bios' ? 'bootmgr (BIOS)' : bootManager && `Windows/Boot/${bootManager.folder}`,
    bootManager?.authority && {
      fr: `signé sous ${bootManager.authority}`,
      en: `signed under ${bootManager.authority}`,
    },
  ]);
  return {
    subject: { fr: 'Démarrage et Secure Boot', en: 'Boot and Secure Boot' },
    asked: secureBootAsked(said),
    applied: isWritten ? manager : { fr: 'fichiers de démarrage du master', en: 'boot files of the master' },
    measured: joined(
      [
        secureBoot === undefined
          ? NOT_MEASURED
          : {
              fr: `Secure Boot « ${secureBoot} » avant l’installation`,
              en: `Secure Boot "${secureBoot}" before the installation`,
            },
        inWindows(said, 'secure-boot'),
      ],
      ', ',
    ),
  };
}

/** What the running Windows reported; undefined when it did not. */
function inWindows({ measured }: Said, kind: string): Bilingual | undefined {
  const found = measured(kind);
  if (found === NOT_MEASURED) return undefined;
  const { fr, en } = typeof found === 'string' ? { fr: found, en: found } : found;
  return { fr: `sous Windows : ${fr}`, en: `in Windows: ${en}` };
}

function driverStatements(said: Said): Statements {
  const { facts, evidence, measured } = said;
  const { boot, packages, missing } = facts.driverChoice!;
  const isDone = evidence('inject-drivers')['boot'] !== undefined;
  const isRead = missing !== undefined;
  const list = (drivers: ChosenDriver[]): Bilingual | string =>
    drivers.map(({ name, version }) => `${name} ${version}`).join(', ') || NONE;
  return [
    {
      subject: { fr: 'Pilotes du disque', en: 'Drivers of the disk' },
      asked: {
        fr: 'ceux sans lesquels Windows ne démarre pas',
        en: 'those without which Windows does not start',
      },
      applied: boot.length === 0 ? ownDrivers(isRead) : list(boot),
      measured: injectionText(isDone, boot, evidence('inject-drivers'), isRead),
    },
    {
      subject: { fr: 'Autres pilotes', en: 'Other drivers' },
      asked: { fr: 'les meilleurs du catalogue', en: 'the best of the catalogue' },
      applied: isDone ? list(packages) : NONE,
      measured: measured('driver-packages'),
    },
    {
      subject: { fr: 'Appareils sans pilote', en: 'Devices without a driver' },
      asked: NONE,
      applied: '—',
      measured: joined([isRead ? namesOf(missing) : NOT_MEASURED, inWindows(said, 'device-drivers')], ', '),
    },
  ];
}

/** As the registry of the image and the catalogue tell, before the installation. */
function namesOf(missing: readonly MissingDevice[]): Bilingual | string {
  return missing.map(({ name, hardwareId }) => `${name} (${hardwareId})`).join(', ') || NONE;
}

/** The registry of an image is read when it is imported, that of a captured disk is not. */
function ownDrivers(isRead: boolean): Bilingual {
  if (isRead) return { fr: 'ceux de l’image', en: 'those of the image' };
  return { fr: 'ceux du disque capturé', en: 'those of the captured disk' };
}

function injectionText(
  isDone: boolean,
  boot: ChosenDriver[],
  { winre, winreWhy }: Evidence,
  isRead: boolean,
): Bilingual {
  if (boot.length === 0 && !isRead) return NOT_MEASURED;
  if (boot.length === 0)
    return { fr: 'lus dans le registre de l’image', en: 'read in the registry of the image' };
  if (!isDone) return NOT_MEASURED;
  const recovery: Bilingual =
    winre === 'injected'
      ? { fr: 'dans Windows RE aussi', en: 'in Windows RE too' }
      : notInRecovery(bilingualSchema.safeParse(winreWhy).data);
  return joined(
    [
      { fr: 'injectés et relus, sans preuve de démarrage', en: 'injected and read back, not boot-proven' },
      recovery,
    ],
    ', ',
  );
}

function notInRecovery(why: Bilingual | undefined): Bilingual {
  const fact: Bilingual = { fr: 'pas dans Windows RE', en: 'not in Windows RE' };
  return why === undefined ? fact : { fr: `${fact.fr} : ${why.fr}`, en: `${fact.en}: ${why.en}` };
}

function optionsStatement({ plan, facts }: Said): Statements {
  const count = askedOptionCount(plan.profile.document);
  if (count === 0) return [];
  const read = (facts.checks ?? []).filter(({ kind }) => kind === 'windows-options');
  const good = read.filter(({ verdict }) => verdict === 'passed').length;
  return [
    {
      subject: { fr: 'Options de Windows', en: 'Options of Windows' },
      asked: { fr: `${count} options`, en: `${count} options` },
      applied: AS_WRITTEN,
      measured:
        read.length === 0 ? NOT_MEASURED : { fr: `${good} lues comme demandé`, en: `${good} read as asked` },
    },
    ...optionStatements(facts),
  ];
}

function notAppliedStatement({ option, reason }: { option: string; reason: Bilingual }): Statement {
  return {
    subject: option,
    asked: { fr: 'dans le profil', en: 'in the profile' },
    applied: { fr: `non appliqué : ${reason.fr}`, en: `not applied: ${reason.en}` },
    measured: '—',
  };
}

/** Kinds of checks that the profile does not want: nobody must take them for passed. */
function leftOut({ plan }: Said): Statements {
  const { without = [] } = plan.profile.document.recette ?? {};
  if (without.length === 0) return [];
  return [
    {
      subject: { fr: 'Contrôles écartés', en: 'Checks left out' },
      asked: { fr: 'par le profil', en: 'by the profile' },
      applied: without.join(', '),
      measured: NOT_MEASURED,
    },
  ];
}

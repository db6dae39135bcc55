import { binarySize, type Bilingual } from '../../../platform/core/index.js';
import type { CheckResult, Severity } from '../../recette/index.js';
import type { Facts, MissingDevice } from '../facts.js';
import type { DeployPlan } from '../plan.js';
import type { StepRow } from '../step.entity.js';
import { missingDriversWord, type MissingDriversWord } from './missing-drivers.js';
import { askedOptionCount } from './options.js';
import { programChecks } from './program-checks.js';

type Judged = Pick<CheckResult, 'verdict' | 'expected' | 'measured'> & { evidence?: CheckResult['evidence'] };
type Judge = (source: Source) => Judged;

interface Source {
  plan: DeployPlan;
  facts: Facts;
  /** Of the step, when it is done. */
  found: (step: string) => Record<string, unknown> | undefined;
}

interface WindowsCheck {
  kind: string;
  title: Bilingual;
  severity: (plan: DeployPlan) => Severity;
  /** The step that measured it. */
  step: string;
  /** Whether this deployment has it at all. */
  isFor: (plan: DeployPlan) => boolean;
  judge: Judge;
}

const NOT_DONE: Bilingual = { fr: 'non mesuré', en: 'not measured' };
const BY_WORD: Record<MissingDriversWord, Severity> = {
  fail: 'blocking',
  reserve: 'reserve',
  ignore: 'information',
};
const blocking = (): Severity => 'blocking';
const always = (): boolean => true;
const ofImage = ({ master }: DeployPlan): boolean => master.kind === 'wim';

const CHECKS: WindowsCheck[] = [
  {
    kind: 'master-digest',
    title: { fr: 'Disque relu', en: 'Disk read back' },
    severity: blocking,
    step: 'verify-master',
    isFor: always,
    judge: readBack,
  },
  {
    kind: 'windows-boot-files',
    title: { fr: 'Fichiers de démarrage de Windows', en: 'Boot files of Windows' },
    severity: blocking,
    step: 'install-windows-boot',
    isFor: ofImage,
    judge: bootFiles,
  },
  {
    kind: 'storage-drivers',
    title: { fr: 'Pilotes du disque injectés', en: 'Drivers of the disk injected' },
    severity: blocking,
    step: 'inject-drivers',
    isFor: ofImage,
    judge: storageDrivers,
  },
  {
    kind: 'device-drivers',
    title: { fr: 'Un pilote pour chaque appareil', en: 'A driver for every device' },
    severity: ({ profile }) => BY_WORD[missingDriversWord(profile.document)],
    step: 'boot-check',
    isFor: ofImage,
    judge: deviceDrivers,
  },
  {
    kind: 'windows-started',
    title: { fr: 'Windows a démarré', en: 'Windows has started' },
    severity: blocking,
    step: 'wait-windows',
    isFor: always,
    judge: started,
  },
  {
    kind: 'windows-options',
    title: { fr: 'Options de Windows', en: 'Options of Windows' },
    severity: () => 'information',
    step: 'certificate',
    isFor: ({ profile }) => askedOptionCount(profile.document) > 0,
    judge: notRead,
  },
];

/**
 * What the steps of a Windows deployment measured, as checks of its certificate, beside those of the recette. One that
 * no step measured is `unmeasured`, which stops the certificate when it is blocking. A check that a step recorded itself
 * stands instead of ours.
 */
export function windowsChecks(
  plan: DeployPlan,
  facts: Facts,
  steps: readonly StepRow[],
  now: Date,
): CheckResult[] {
  const rowOf = (name: string): StepRow | undefined => steps.find((step) => step.name === name);
  const found = (name: string): Record<string, unknown> | undefined => {
    const row = rowOf(name);
    return row?.state === 'done' ? (row.evidence ?? {}) : undefined;
  };
  const own = facts.checks ?? [];
  const ours = CHECKS.filter((check) => check.isFor(plan) && own.every(({ kind }) => kind !== check.kind));
  return [
    ...ours.map(({ kind, title, severity, step, judge }) => {
      const { evidence = {}, ...judged } = judge({ plan, facts, found });
      const startedAt = (rowOf(step)?.startedAt ?? now).toISOString();
      return { kind, title, severity: severity(plan), ...judged, evidence, startedAt, durationMs: 0 };
    }),
    ...programChecks(plan, found('install-programs')).map((check) => ({
      ...check,
      startedAt: (rowOf('install-programs')?.startedAt ?? now).toISOString(),
      durationMs: 0,
    })),
    ...own,
  ];
}

function unmeasured(expected: Bilingual): Judged {
  return { verdict: 'unmeasured', expected, measured: NOT_DONE };
}

function readBack({ found }: Source): Judged {
  const expected = { fr: 'aucune différence avec le master', en: 'no difference from the master' };
  const { mode, files, bytes, differences } = found('verify-master') ?? {};
  if (typeof bytes !== 'number' || bytes === 0 || differences !== 0) return unmeasured(expected);
  const size = binarySize(bytes);
  const how = mode === 'sampled' ? { fr: ' par sondage', en: ' sampled' } : { fr: '', en: '' };
  const count =
    typeof files === 'number' ? { fr: `${files} fichiers, `, en: `${files} files, ` } : { fr: '', en: '' };
  const measured = {
    fr: `${count.fr}${size.fr} relus${how.fr}, aucune différence`,
    en: `${count.en}${size.en} read back${how.en}, no difference`,
  };
  return { verdict: 'passed', expected, measured, evidence: { mode, files, bytes, differences } };
}

function bootFiles({ facts, found }: Source): Judged {
  const expected = { fr: 'écrits et relus', en: 'written and read back' };
  const { files, bcd } = found('install-windows-boot') ?? {};
  const count = Array.isArray(files) ? files.length : files;
  if (typeof count !== 'number' || count === 0 || bcd == null) return unmeasured(expected);
  const { folder, authority } = facts.bootManager ?? {};
  const manager = [folder, authority].filter(Boolean).join(', ');
  const measured = {
    fr: `${count} fichiers relus (${manager})`,
    en: `${count} files read back (${manager})`,
  };
  return { verdict: 'passed', expected, measured, evidence: { bootManager: facts.bootManager } };
}

function storageDrivers({ facts, found }: Source): Judged {
  const expected = { fr: 'écrits et relus', en: 'written and read back' };
  const boot = facts.driverChoice?.boot;
  if (boot?.length === 0) {
    const measured = {
      fr: 'rien à injecter : l’image a le pilote de ce contrôleur',
      en: 'nothing to inject: the image has the driver of this controller',
    };
    return { verdict: 'not-applicable', expected, measured };
  }
  if (boot === undefined || found('inject-drivers') === undefined) return unmeasured(expected);
  const names = boot.map(({ name, version }) => `${name} ${version}`).join(', ');
  const measured = {
    fr: `${names} : relus dans le registre, sans preuve de démarrage`,
    en: `${names}: read back in the registry, not boot-proven`,
  };
  const put = boot.map(({ injection: _, ...driver }) => driver);
  return { verdict: 'passed', expected, measured, evidence: { boot: put } };
}

function deviceDrivers({ facts, found }: Source): Judged {
  const expected = { fr: 'dans l’image ou au catalogue', en: 'in the image or in the catalogue' };
  const missing = facts.driverChoice?.missing;
  if (missing === undefined || found('boot-check') === undefined) return unmeasured(expected);
  const none = { fr: 'aucun appareil sans pilote', en: 'no device without a driver' };
  if (missing.length === 0) return { verdict: 'passed', expected, measured: none };
  const names = missing.map(({ name, hardwareId }: MissingDevice) => `${name} (${hardwareId})`).join(', ');
  const measured = { fr: `aucun pilote pour ${names}`, en: `no driver for ${names}` };
  return { verdict: 'failed', expected, measured, evidence: { missing } };
}

function started({ found }: Source): Judged {
  const expected = {
    fr: 'le Windows installé a appelé Établi',
    en: 'the installed Windows has called Établi',
  };
  const evidence = found('wait-windows');
  if (evidence === undefined) return unmeasured(expected);
  return { verdict: 'passed', expected, measured: expected, evidence };
}

function notRead(): Judged {
  const expected = { fr: 'comme demandé', en: 'as asked' };
  const measured = {
    fr: 'écrites dans le fichier de réponses, non relues sur le PC',
    en: 'written into the answer file, not read on the PC',
  };
  return { verdict: 'unmeasured', expected, measured };
}

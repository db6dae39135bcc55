import { same } from '../../../platform/core/index.js';
import { judgedResult, judgeReported, type CheckResult, optionChecks } from '../../recette/index.js';
import type { Facts } from '../facts.js';
import type { DeployPlan } from '../plan.js';
import { driverFolder } from '../windows/driver-folder.js';
import { missingDriversWord } from '../windows/missing-drivers.js';
import { commands, type FirstBootRuns, scripts } from './judged-commands.js';
import { judged, NONE, NOT_TOLD, notAsked, type ReportCheck, unmeasured } from './report-check.js';
import type { ReportedDevice, WindowsReport } from './windows-report.schema.js';

/** What a report is compared with. */
export interface Asked {
  plan: DeployPlan;
  facts: Facts;
  /** What the answer file of this PC runs. */
  runs: FirstBootRuns;
}

const SEVERITIES = { fail: 'blocking', reserve: 'reserve', ignore: 'information' } as const;
/** CM_PROB_DISABLED, CM_PROB_HARDWARE_DISABLED, CM_PROB_PHANTOM: somebody wants it so, or it is not there. */
const AS_WANTED = [22, 29, 45];

/** What the first report of a Windows says of what was asked, as checks of the recette. */
export function judgedReport(asked: Asked, report: WindowsReport, at: Date): CheckResult[] {
  const own = [
    name(asked, report),
    version(asked, report),
    setup(report),
    secureBoot(asked, report),
    domain(asked, report),
    devices(asked, report),
    packages(asked, report),
    commands(asked.runs, report),
    ...scripts(asked.runs, report, asksAutologon(asked)),
  ];
  return [...own.map((check) => judgedResult(check, check.judgement, at)), ...options(asked, report, at)];
}

/** Windows shows a name in capitals. */
function name({ facts }: Asked, { boot }: WindowsReport): ReportCheck {
  const { hostname } = facts;
  const measured = same(boot.computerName);
  const isSame = boot.computerName.toLowerCase() === hostname?.toLowerCase();
  return {
    kind: 'hostname',
    title: { fr: 'Nom du poste', en: 'Host name' },
    severity: 'blocking',
    judgement: hostname === undefined ? notAsked(measured) : judged(isSame, same(hostname), measured),
  };
}

function version({ plan }: Asked, { boot }: WindowsReport): ReportCheck {
  const { image } = plan.master;
  const measured = same(`${boot.edition} ${boot.build}`);
  const isSame = boot.edition === image?.edition && boot.build === image.build;
  return {
    kind: 'windows-version',
    title: { fr: 'Édition et version de Windows', en: 'Edition and version of Windows' },
    severity: 'blocking',
    judgement:
      image === undefined
        ? notAsked(measured)
        : judged(isSame, same(`${image.edition} ${image.build}`), measured),
  };
}

function setup({ boot: { setupComplete, imageState } }: WindowsReport): ReportCheck {
  const expected = { fr: 'terminé', en: 'ended' };
  const isOver = setupComplete && imageState === 'IMAGE_STATE_COMPLETE';
  const measured = {
    fr: `${setupComplete ? 'terminé' : 'pas terminé'} (${imageState})`,
    en: `${setupComplete ? 'ended' : 'not ended'} (${imageState})`,
  };
  return {
    kind: 'windows-setup',
    title: { fr: 'Premier démarrage de Windows', en: 'First start of Windows' },
    severity: 'blocking',
    judgement: judged(isOver, expected, measured),
  };
}

function secureBoot({ plan, facts }: Asked, { boot }: WindowsReport): ReportCheck {
  const isAsked = plan.profile.document.security.secureBoot.need === 'required' && facts.firmware !== 'bios';
  const expected = { fr: 'actif', en: 'enabled' };
  const measured = boot.secureBoot ? expected : { fr: 'inactif', en: 'disabled' };
  const found = boot.secureBoot === null ? unmeasured(expected, NOT_TOLD) : undefined;
  return {
    kind: 'secure-boot',
    title: { fr: 'Secure Boot', en: 'Secure Boot' },
    severity: 'blocking',
    judgement: !isAsked
      ? notAsked(boot.secureBoot === null ? same('—') : measured)
      : (found ?? judged(boot.secureBoot === true, expected, measured)),
  };
}

/** A join with an account comes later, on the running PC: verify-join measures it. */
function domain({ plan }: Asked, { boot, join }: WindowsReport): ReportCheck {
  const isAsked = plan.profile.document.windows?.domain?.offlineJoin !== undefined;
  const expected = { fr: 'un domaine', en: 'a domain' };
  const measured = boot.domain === null ? { fr: 'groupe de travail', en: 'workgroup' } : same(boot.domain);
  return {
    kind: 'domain-member',
    title: { fr: 'Membre du domaine', en: 'Member of the domain' },
    severity: 'blocking',
    judgement: isAsked
      ? judged(boot.domain !== null, expected, measured, { djoin: join })
      : notAsked(measured),
  };
}

function devices({ plan }: Asked, { devices: found }: WindowsReport): ReportCheck {
  const ill = (found?.ill ?? []).filter(({ code }) => !AS_WANTED.includes(code));
  const seen = found?.seen ?? 0;
  const measured =
    ill.length === 0
      ? { fr: `${seen} appareils, aucun en défaut`, en: `${seen} devices, none at fault` }
      : { fr: listed(ill, 'fr'), en: listed(ill, 'en') };
  return {
    kind: 'device-drivers',
    title: { fr: 'Un pilote pour chaque appareil', en: 'A driver for every device' },
    severity: SEVERITIES[missingDriversWord(plan.profile.document)],
    // No Windows is without devices: a list of none was not read.
    judgement:
      seen === 0 ? unmeasured(NONE, NOT_TOLD) : judged(ill.length === 0, NONE, measured, { seen, ill }),
  };
}

function listed(ill: ReportedDevice[], language: 'fr' | 'en'): string {
  const none = { fr: 'sans pilote', en: 'without driver' }[language];
  const texts = ill.map(
    ({ id, name: called, code, hardwareIds: [first] }) =>
      `${called || first || id} (${first ?? id}) : ${code === 28 ? none : `code ${code}`}`,
  );
  const shown = texts.slice(0, 12).join(', ');
  return texts.length > 12 ? `${shown}, … (${texts.length})` : shown;
}

const GOOD = ['installed', 'not-needed', 'restart-needed'];

/** Each driver that was chosen for this PC, and what pnputil said of it. */
function packages({ facts }: Asked, { drivers }: WindowsReport): ReportCheck {
  const chosen = facts.driverChoice?.packages ?? [];
  const expected = { fr: 'tous traités', en: 'all dealt with' };
  // Two packages may have an INF of the same name, each in a folder of its own.
  const told = new Set((drivers ?? []).map(({ folder, inf }) => placeOf(folder, inf)));
  const wrong = [
    ...(drivers ?? [])
      .filter(({ outcome }) => !GOOD.includes(outcome))
      .map(({ inf, outcome, exitCode }) => `${inf}: ${outcome}${exitCode === null ? '' : ` ${exitCode}`}`),
    ...chosen
      .filter(({ name, id }) => !told.has(placeOf(driverFolder(name, id), name)))
      .map(({ name }) => `${name}: ∅`),
  ];
  const isEmpty = drivers?.length === 0 && chosen.length === 0;
  const done = { fr: `${drivers?.length} traités`, en: `${drivers?.length} dealt with` };
  const isGood = wrong.length === 0;
  const found = judged(isGood, expected, isGood ? done : same(wrong.join(', ')), { drivers });
  return {
    kind: 'driver-packages',
    title: { fr: 'Pilotes copiés et installés', en: 'Drivers copied and installed' },
    severity: 'reserve',
    judgement: drivers === null ? unmeasured(expected, NOT_TOLD) : isEmpty ? notAsked(NONE) : found,
  };
}

/** Of the folder `X-1` and `sub\\x.INF`, `x-1/x.inf`: Windows sees no case. */
function placeOf(folder: string, inf: string): string {
  return `${folder}/${inf.split(/[\\/]/).at(-1) ?? ''}`.toLowerCase();
}

function asksAutologon({ plan }: Asked): boolean {
  return plan.profile.document.windows?.accounts?.autologon !== undefined;
}

/** One line for each option of the profile, read from the registry of the PC. */
function options({ plan }: Asked, { options: answer }: WindowsReport, at: Date): CheckResult[] {
  const { windows } = plan.profile.document;
  if (windows === undefined) return [];
  const output = { stdout: '', exitCode: 1, ...answer, startedAt: at, durationMs: 0 };
  return judgeReported(optionChecks(windows), { windows }, output);
}

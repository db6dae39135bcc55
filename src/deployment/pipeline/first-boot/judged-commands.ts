import type { FirstBootRuns } from '../../../documents/answer/index.js';
import { type Bilingual, same } from '../../../platform/core/index.js';
import type { Judgement } from '../../recette/index.js';
import { judged, NONE, NOT_TOLD, notAsked, type ReportCheck, unmeasured } from './report-check.js';
import type { WindowsReport } from './windows-report.schema.js';

export type { FirstBootRuns };

type Scripts = FirstBootRuns['scripts'];
type Ended = NonNullable<WindowsReport['scripts']>[number];

const SUCCEEDED: Bilingual = { fr: 'toutes réussies', en: 'all succeeded' };
const SCRIPTS_SUCCEEDED: Bilingual = { fr: 'tous réussis', en: 'all succeeded' };

/** Commands of the answer file in specialize. As many as it has: one that was never run did not succeed. */
export function commands(runs: FirstBootRuns, { commands: run }: WindowsReport): ReportCheck {
  return {
    kind: 'answer-commands',
    title: { fr: 'Commandes du fichier de réponses', en: 'Commands of the answer file' },
    severity: 'reserve',
    judgement: run === null ? unmeasured(SUCCEEDED, NOT_TOLD) : judgedCommands(runs.commands, run),
  };
}

function judgedCommands(asked: number, run: NonNullable<WindowsReport['commands']>): Judgement {
  if (asked === 0 && run.length === 0) return notAsked(NONE);
  const wrong = run
    .filter(({ exitCode }) => exitCode !== 0)
    .map(({ description, exitCode }) => same(`${description}: ${exitCode ?? '⏱'}`));
  const count = { fr: `${run.length} exécutées sur ${asked}`, en: `${run.length} of ${asked} run` };
  const faults = run.length === asked ? wrong : [...wrong, count];
  const measured = faults.length === 0 ? SUCCEEDED : listed(faults);
  return judged(faults.length === 0, SUCCEEDED, measured, { asked, run: run.length });
}

function listed(faults: Bilingual[]): Bilingual {
  const words = (language: 'fr' | 'en') => faults.map((fault) => fault[language]).join(', ');
  return { fr: words('fr'), en: words('en') };
}

/**
 * Scripts of the answer file, by what run.ps1 has noted of each: it ends well whatever they do, so that Setup goes on,
 * and its command says nothing of them.
 */
export function scripts(
  { scripts: asked }: FirstBootRuns,
  { scripts: told }: WindowsReport,
  asksAutologon: boolean,
): ReportCheck[] {
  const isLater = (name: string): boolean => name.startsWith('firstLogon-');
  const early = asked.filter(({ phase }) => phase === 'system' || phase === 'defaultUser');
  const late = asked.filter(({ phase }) => phase === 'firstLogon');
  return [
    {
      kind: 'answer-scripts',
      title: { fr: 'Scripts du fichier de réponses', en: 'Scripts of the answer file' },
      severity: 'reserve',
      judgement: judgedScripts(early, told?.filter(({ name }) => !isLater(name)) ?? null),
    },
    {
      kind: 'first-logon-scripts',
      title: { fr: 'Scripts de la première ouverture de session', en: 'Scripts of the first logon' },
      // Without an autologon they wait for somebody, and whoever reads the certificate is told so.
      severity: late.length > 0 && asksAutologon ? 'reserve' : 'information',
      judgement: judgedScripts(late, told?.filter(({ name }) => isLater(name)) ?? null),
    },
  ];
}

function judgedScripts(asked: Scripts, told: Ended[] | null): Judgement {
  const wrong = (told ?? []).filter(({ status }) => status !== '0');
  if (asked.length === 0 && wrong.length === 0) return notAsked(NONE);
  if (told === null) return unmeasured(SCRIPTS_SUCCEEDED, NOT_TOLD);
  const silent = asked.map(({ name }) => name).filter((name) => told.every((one) => one.name !== name));
  const evidence = { asked: asked.length, told };
  if (wrong.length > 0) {
    const faults = [...wrong.map(({ name, status }) => `${name}: ${status}`), ...silent.map(unnoted)];
    return judged(false, SCRIPTS_SUCCEEDED, same(faults.join(', ')), evidence);
  }
  if (silent.length > 0) {
    const names = silent.join(', ');
    const why = { fr: `aucun résultat de ${names}`, en: `no result of ${names}` };
    return unmeasured(SCRIPTS_SUCCEEDED, why, evidence);
  }
  const measured = { fr: `${asked.length} réussis`, en: `${asked.length} succeeded` };
  return judged(true, SCRIPTS_SUCCEEDED, measured, evidence);
}

function unnoted(name: string): string {
  return `${name}: ∅`;
}

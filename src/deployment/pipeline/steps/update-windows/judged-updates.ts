import type { Bilingual } from '../../../../platform/core/index.js';
import type { WindowsUpdate } from '../../../../documents/profile/index.js';
import { hresultWords } from '../../windows/hresult-words.js';
import { SEVERITY_OF, type StepCheck } from '../../windows/step-check.js';
import type { Ending, TriedUpdate, UpdateRounds } from './next-move.js';
import type { FoundUpdate, SearchAnswer } from './update-answers.js';
import { ASKS, type AskedUpdates, leftOut } from './wanted-updates.js';

const ENDINGS: Record<Ending, Bilingual> = {
  'nothing-pending': { fr: 'plus rien n’attend', en: 'nothing is pending' },
  'nothing-new': {
    fr: 'ce qui reste a échoué à chaque essai',
    en: 'what is left failed each time',
  },
  rounds: { fr: 'nombre de tours atteint', en: 'limit of rounds reached' },
  hours: { fr: 'durée atteinte', en: 'limit of time reached' },
  'no-search': {
    fr: 'le serveur de mises à jour n’a pas pu être interrogé',
    en: 'the server of updates could not be asked',
  },
};
const FOR_SOMEBODY: Bilingual = {
  fr: 'ce qui reste attend une personne',
  en: 'what is left waits for somebody',
};
const EXPECTED: Bilingual = { fr: 'plus rien n’attend', en: 'nothing is pending' };

export interface UpdateReport {
  ending: Ending;
  rounds: number;
  restarts: number;
  installed: { kb: string[]; title: string }[];
  failed: {
    kb: string[];
    title: string;
    stage: string;
    hresult: string | null;
    words: Bilingual;
    tries: number;
  }[];
  pending: { kb: string[]; title: string; why?: Bilingual }[];
  leftOut: { kb: string[]; title: string; why: Bilingual }[];
  /** HRESULT of the last search, where it failed. */
  searchError: string | null;
}

/** What was installed, what failed and what still waits, after the last search. */
export function updateReport(
  ending: Ending,
  rounds: UpdateRounds,
  search: SearchAnswer | undefined,
  asked: AskedUpdates,
): UpdateReport {
  const found = search?.found ?? [];
  // One that asks questions waits as well, for somebody.
  const pending = found.filter((one) => [undefined, ASKS].includes(leftOut(one, asked)));
  const isPending = ({ id }: TriedUpdate) => pending.some((one) => one.id === id);
  // Windows still offers it: whatever its installation said, it is not in.
  const failed = rounds.tried.filter((one) => one.hresult !== null || isPending(one));
  return {
    ending,
    rounds: rounds.rounds,
    restarts: rounds.restarts,
    installed: rounds.tried.filter((one) => !failed.includes(one)).map(named),
    failed: failed
      .filter((one) => isPending(one) || search?.found == null)
      .map(({ kb, title, stage, hresult, tries }) => {
        const words = hresult === null ? OFFERED_AGAIN : hresultWords(hresult);
        return { kb, title, stage, hresult, words, tries };
      }),
    pending: pending.map((one) => ({ ...named(one), ...(one.asks && { why: ASKS }) })),
    leftOut: found.flatMap((one) => {
      const why = leftOut(one, asked);
      return why === undefined || why === ASKS ? [] : [{ ...named(one), why }];
    }),
    searchError: search?.error ?? null,
  };
}

const OFFERED_AGAIN: Bilingual = {
  fr: 'installée, puis proposée de nouveau',
  en: 'went in, and is offered again',
};

const named = ({ kb, title }: FoundUpdate | TriedUpdate) => ({ kb, title });

/** Whether Windows is up to date, as the last search showed. */
export function judgedUpdates(
  report: UpdateReport,
  { failed: word }: Pick<WindowsUpdate, 'failed'>,
): StepCheck {
  const isSearched = report.ending !== 'no-search';
  const verdict = !isSearched ? 'unmeasured' : report.pending.length === 0 ? 'passed' : 'failed';
  return {
    kind: 'update-windows',
    title: { fr: 'Mises à jour de Windows', en: 'Updates of Windows' },
    severity: SEVERITY_OF[word],
    verdict,
    expected: EXPECTED,
    measured: { fr: measured(report, 'fr'), en: measured(report, 'en') },
    evidence: { ...report },
  };
}

function measured(report: UpdateReport, language: 'fr' | 'en'): string {
  const { installed, pending, failed, rounds, restarts, searchError } = report;
  const count = {
    fr: `installées : ${installed.length} (tours : ${rounds}, redémarrages : ${restarts})`,
    en: `installed: ${installed.length} (rounds: ${rounds}, restarts: ${restarts})`,
  };
  const isForSomebody = report.ending === 'nothing-pending' && pending.length > 0;
  const parts = [(isForSomebody ? FOR_SOMEBODY : ENDINGS[report.ending])[language], count[language]];
  if (searchError !== null) parts.push(hresultWords(searchError)[language]);
  const left = pending.map(({ kb, title, why }) => {
    const words = why ?? failed.find((one) => one.title === title)?.words;
    const name = kb[0] ?? title;
    return words === undefined ? name : `${name} (${words[language]})`;
  });
  if (left.length > 0) parts.push(`${{ fr: 'restent :', en: 'left:' }[language]} ${shortened(left)}`);
  return parts.join(', ');
}

function shortened(texts: string[]): string {
  const shown = texts.slice(0, 10).join(', ');
  return texts.length > 10 ? `${shown}, … (${texts.length})` : shown;
}

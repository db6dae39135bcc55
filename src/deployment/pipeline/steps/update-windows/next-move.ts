import type { WindowsUpdate } from '../../../../documents/profile/index.js';
import { type AskedUpdates, wantedUpdates } from './wanted-updates.js';
import type { InstallAnswer, SearchAnswer } from './update-answers.js';

/** An update that was tried as often as this is left alone: it will not go in this time either. */
const TRIES = 3;
/** A search over the network that failed as often as this in a row will not work later either. */
const SEARCHES = 3;
/** WU_E_INSTALL_NOT_ALLOWED: another installation is under way, or a restart is due. */
const BUSY = '0x80240016';
/** A round that cannot install anything is not begun. */
const LEAST_MS = 10 * 60_000;

/** An update, and how its installations ended so far. */
export interface TriedUpdate {
  id: string;
  title: string;
  kb: string[];
  tries: number;
  /** The last one; null once it was installed. */
  hresult: string | null;
  stage: 'download' | 'install' | 'done';
}

/** What is kept of the rounds so far: a worker that dies goes on from it. */
export interface UpdateRounds {
  /** Of the first search, ISO 8601. */
  startedAt: string;
  rounds: number;
  /** Whether another installation was under way at the last try: that of an earlier worker, which goes on. */
  isBusy: boolean;
  /** Searches that failed in a row. */
  failedSearches: number;
  tried: TriedUpdate[];
  /** Whether Windows must be restarted before it goes on. */
  restartDue: boolean;
  restarts: number;
}

export type Ending =
  | 'nothing-pending'
  | 'nothing-new'
  | 'rounds'
  | 'hours'
  /** The server of updates could not be asked. */
  | 'no-search';
export type Move =
  | { do: 'restart' }
  | { do: 'search' }
  | { do: 'search-again' }
  | { do: 'install'; ids: string[]; seconds: number }
  | { do: 'end'; because: Ending };

export function newRounds(now: Date): UpdateRounds {
  return {
    startedAt: now.toISOString(),
    rounds: 0,
    isBusy: false,
    failedSearches: 0,
    tried: [],
    restartDue: false,
    restarts: 0,
  };
}

/** What comes next, from the last search; undefined before the first one, and after an installation or a restart. */
export function nextMove(
  rounds: UpdateRounds,
  search: SearchAnswer | undefined,
  asked: AskedUpdates & Pick<WindowsUpdate, 'rounds' | 'hours'>,
  now: Date,
): Move {
  if (rounds.restartDue) return { do: 'restart' };
  const leftMs = new Date(rounds.startedAt).getTime() + asked.hours * 60 * 60_000 - now.getTime();
  if (search === undefined) return { do: rounds.isBusy && leftMs > 0 ? 'search-again' : 'search' };
  if (search.found === null) {
    if (rounds.failedSearches >= SEARCHES) return { do: 'end', because: 'no-search' };
    return leftMs > 0 ? { do: 'search-again' } : { do: 'end', because: 'no-search' };
  }
  const wanted = wantedUpdates(search.found, asked);
  if (wanted.length === 0) return { do: 'end', because: 'nothing-pending' };
  const worthIt = wanted.filter(({ id }) => triesOf(rounds, id) < TRIES);
  if (worthIt.length === 0) return { do: 'end', because: 'nothing-new' };
  if (rounds.rounds >= asked.rounds) return { do: 'end', because: 'rounds' };
  if (leftMs < LEAST_MS) return { do: 'end', because: 'hours' };
  return { do: 'install', ids: worthIt.map(({ id }) => id), seconds: Math.floor(leftMs / 1000) };
}

function triesOf({ tried }: UpdateRounds, id: string): number {
  return tried.find((one) => one.id === id)?.tries ?? 0;
}

export function afterSearch(rounds: UpdateRounds, { found, restartDue }: SearchAnswer): UpdateRounds {
  return {
    ...rounds,
    failedSearches: found === null ? rounds.failedSearches + 1 : 0,
    // Windows offers nothing sensible while a restart is due.
    restartDue: restartDue === true && rounds.restarts < RESTARTS,
  };
}

/** A Windows that says after so many restarts that one is due will say so for ever. */
const RESTARTS = 30;

export function afterInstall(
  rounds: UpdateRounds,
  ids: readonly string[],
  answer: InstallAnswer,
): UpdateRounds {
  const tried = new Map(rounds.tried.map((one) => [one.id, one]));
  const heard = answer.outcomes.filter(({ hresult }) => hresult !== BUSY);
  const isBusy = answer.error === BUSY || heard.length < answer.outcomes.length;
  for (const { id, title, kb, hresult, stage } of heard)
    tried.set(id, { id, title, kb, hresult, stage, tries: (tried.get(id)?.tries ?? 0) + 1 });
  // An update that Windows no longer found, or an installation that failed as a whole, is a try too.
  const unheard = ids.filter((id) => answer.outcomes.every((one) => one.id !== id));
  if (answer.outcomes.length === 0 && !isBusy) {
    for (const id of unheard) {
      const before = tried.get(id) ?? { id, title: id, kb: [], stage: 'download' as const, tries: 0 };
      tried.set(id, { ...before, hresult: answer.error ?? '0x80240017', tries: before.tries + 1 });
    }
  }
  const asksRestart = answer.outcomes.some(({ restart }) => restart) || answer.restartDue === true;
  return {
    ...rounds,
    // A wait is no round.
    rounds: rounds.rounds + (isBusy && heard.length === 0 ? 0 : 1),
    isBusy,
    tried: [...tried.values()],
    restartDue: asksRestart && rounds.restarts < RESTARTS,
  };
}

export function afterRestart(rounds: UpdateRounds): UpdateRounds {
  return { ...rounds, restartDue: false, restarts: rounds.restarts + 1 };
}

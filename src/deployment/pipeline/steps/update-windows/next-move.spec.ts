import { afterInstall, afterRestart, afterSearch, newRounds, nextMove } from './next-move.js';
import type { FoundUpdate, InstallAnswer, SearchAnswer } from './update-answers.js';
import { wantedUpdates } from './wanted-updates.js';

const NOW = new Date('2026-03-02T08:00:00Z');
const at = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);
const ASKED = {
  extent: 'all' as const,
  rounds: 6,
  hours: 4,
  drivers: false,
  optional: false,
  exclude: [] as string[],
};
const SECURITY = '0FA1201D-4330-4FA8-8AE9-B877473B6441';

const update = (id: string, more: Partial<FoundUpdate> = {}): FoundUpdate => ({
  id,
  revision: 1,
  title: `Update ${id}`,
  kb: [`KB500000${id}`],
  categories: [SECURITY],
  isDriver: false,
  isOptional: false,
  asks: false,
  bytes: 1,
  ...more,
});
const found = (...updates: FoundUpdate[]): SearchAnswer => ({
  found: updates,
  error: null,
  restartDue: false,
});
const FAILED: SearchAnswer = { found: null, error: '0x8024402c', restartDue: null };
const installed = (hresult: string | null, ...ids: string[]): InstallAnswer => ({
  outcomes: ids.map((id) => ({
    ...update(id),
    stage: hresult === null ? ('done' as const) : ('install' as const),
    hresult,
    restart: false,
  })),
  error: null,
  restartDue: false,
});

describe('the next move of Windows Update', () => {
  const NEW = newRounds(NOW);

  it('is a search, before anything and after each installation', () => {
    expect(nextMove(NEW, undefined, ASKED, NOW)).toEqual({ do: 'search' });
    const rounds = afterInstall(NEW, ['1'], installed(null, '1'));
    expect(rounds).toEqual({
      startedAt: '2026-03-02T08:00:00.000Z',
      rounds: 1,
      isBusy: false,
      failedSearches: 0,
      tried: [{ id: '1', title: 'Update 1', kb: ['KB5000001'], hresult: null, stage: 'done', tries: 1 }],
      restartDue: false,
      restarts: 0,
    });
    expect(nextMove(rounds, undefined, ASKED, at(1))).toEqual({ do: 'search' });
  });

  it('is to install what was found, within the time that is left', () => {
    expect(nextMove(NEW, found(update('1'), update('2')), ASKED, at(1))).toEqual({
      do: 'install',
      ids: ['1', '2'],
      seconds: 10_800,
    });
  });

  it('is a restart where an update or Windows asks for one, before another search', () => {
    const answer = installed(null, '1');
    answer.outcomes[0]!.restart = true;
    const rounds = afterInstall(NEW, ['1'], answer);
    expect(nextMove(rounds, undefined, ASKED, NOW)).toEqual({ do: 'restart' });
    expect(nextMove(afterRestart(rounds), undefined, ASKED, NOW)).toEqual({ do: 'search' });
    const due = afterSearch(NEW, { ...found(update('1')), restartDue: true });
    expect(nextMove(due, found(update('1')), ASKED, NOW)).toEqual({ do: 'restart' });
  });

  it('is not a restart for ever', () => {
    const often = { ...NEW, restarts: 30 };
    const due = afterSearch(often, { ...found(), restartDue: true });
    expect(nextMove(due, found(), ASKED, NOW)).toEqual({ do: 'end', because: 'nothing-pending' });
  });

  it('is the end when nothing that is asked for is found', () => {
    expect(nextMove(NEW, found(), ASKED, NOW)).toEqual({ do: 'end', because: 'nothing-pending' });
    expect(nextMove(NEW, found(update('1', { isDriver: true })), ASKED, NOW)).toEqual({
      do: 'end',
      because: 'nothing-pending',
    });
  });

  it('is the end when all that is left has failed three times, and not before', () => {
    const once = afterInstall(NEW, ['1'], installed('0x80070643', '1'));
    const twice = afterInstall(once, ['1'], installed('0x80070643', '1'));
    expect(nextMove(twice, found(update('1')), ASKED, NOW)).toMatchObject({ do: 'install', ids: ['1'] });
    const thrice = afterInstall(twice, ['1'], installed('0x80070643', '1'));
    expect(nextMove(thrice, found(update('1')), ASKED, NOW)).toEqual({ do: 'end', because: 'nothing-new' });
    expect(nextMove(thrice, found(update('1'), update('2')), ASKED, NOW)).toMatchObject({ ids: ['2'] });
  });

  it('is the end of an update that goes in and is offered again', () => {
    let rounds = NEW;
    for (const _ of [1, 2, 3]) rounds = afterInstall(rounds, ['1'], installed(null, '1'));
    expect(nextMove(rounds, found(update('1')), ASKED, NOW)).toEqual({ do: 'end', because: 'nothing-new' });
  });

  it('counts an installation that did not happen as a try', () => {
    const rounds = afterInstall(NEW, ['1'], { outcomes: [], error: '0x80240044', restartDue: null });
    expect(rounds.tried).toEqual([
      { id: '1', title: '1', kb: [], stage: 'download', hresult: '0x80240044', tries: 1 },
    ]);
  });

  it('is to wait while another installation is under way, which counts neither as a try nor as a round', () => {
    const rounds = afterInstall(NEW, ['1'], installed('0x80240016', '1'));
    expect(rounds).toMatchObject({ rounds: 0, tried: [], isBusy: true });
    expect(nextMove(rounds, undefined, ASKED, NOW)).toEqual({ do: 'search-again' });
    expect(nextMove(rounds, found(update('1')), ASKED, NOW)).toMatchObject({ do: 'install', ids: ['1'] });
    expect(nextMove(rounds, found(update('1')), ASKED, at(5))).toEqual({ do: 'end', because: 'hours' });
    expect(afterInstall(rounds, ['1'], installed(null, '1'))).toMatchObject({ rounds: 1, isBusy: false });
  });

  it('is the end at the limit of rounds, and when less than ten minutes are left', () => {
    const six = { ...NEW, rounds: 6 };
    expect(nextMove(six, found(update('1')), ASKED, NOW)).toEqual({ do: 'end', because: 'rounds' });
    expect(nextMove(NEW, found(update('1')), ASKED, at(3.9))).toEqual({ do: 'end', because: 'hours' });
  });

  it('is another search when one failed, three times at most', () => {
    const once = afterSearch(NEW, FAILED);
    expect(nextMove(once, FAILED, ASKED, NOW)).toEqual({ do: 'search-again' });
    const thrice = afterSearch(afterSearch(once, FAILED), FAILED);
    expect(nextMove(thrice, FAILED, ASKED, NOW)).toEqual({ do: 'end', because: 'no-search' });
    expect(afterSearch(thrice, found()).failedSearches).toBe(0);
    expect(nextMove(once, FAILED, ASKED, at(5))).toEqual({ do: 'end', because: 'no-search' });
  });
});

describe('the updates that are installed', () => {
  const UPGRADE = '3689BDC8-B205-4AF4-8D4A-A63924C5E9D5';
  const ALL = [
    update('1'),
    update('2', { categories: ['cd5ffd1e-e932-4e3a-bf74-18bf0b1bbd83'] }),
    update('3', { isDriver: true }),
    update('4', { isOptional: true }),
    update('5', { categories: [UPGRADE] }),
    update('6', { asks: true }),
  ];
  const ids = (asked: Partial<typeof ASKED> | { extent: 'security' }): string =>
    wantedUpdates(ALL, { ...ASKED, ...asked })
      .map(({ id }) => id)
      .join('');

  it.each([
    [{}, '12'],
    [{ extent: 'security' as const }, '1'],
    [{ drivers: true }, '123'],
    [{ optional: true }, '124'],
    [{ exclude: ['KB5000001'] }, '2'],
    [{ drivers: true, optional: true }, '1234'],
  ])('as the profile asks: %j', (asked, expected) => {
    expect(ids(asked)).toBe(expected);
  });
});

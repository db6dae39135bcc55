import { fakeWindowsContext } from '../../../../../test/support/fake-windows-context.js';
import { UPDATES } from '../../../../../test/support/windows-scripts/personalise.js';
import { windowsUpdate } from '../../../../documents/profile/index.js';
import { UpdateWindows } from './update-windows.step.js';

const DRIVER = { id: '3', kb: 'KB3', isDriver: true };

function updating(pc: Record<string, unknown>, asked: object = {}, tables = [UPDATES]) {
  const document = { update: 'all', windows: { update: windowsUpdate.parse(asked) } };
  const fake = fakeWindowsContext(document, tables, {}, pc);
  const step = new UpdateWindows();
  let restarts = 0;
  step.restart = () => {
    restarts += 1;
    pc['bootedAt'] = restarts;
    return Promise.resolve({ before: '', after: '', seconds: 1 });
  };
  return { ...fake, run: () => step.run(fake.context), restarts: () => restarts };
}

describe('the updates of a Windows', () => {
  it('go in as SYSTEM, round by round, with the restarts that they ask for, until nothing is pending', async () => {
    const first = { id: '1', kb: 'KB1', restart: true, title: 'Cumulative “update” $(calc)' };
    const fake = updating({ updates: [first, { id: '2', kb: 'KB2', fails: ['0x80240022'] }, DRIVER] });
    await expect(fake.run()).resolves.toEqual({
      kind: 'done',
      evidence: {
        ending: 'nothing-pending',
        rounds: 2,
        restarts: 1,
        installed: [
          { kb: ['KB1'], title: 'Cumulative “update” $(calc)' },
          { kb: ['KB2'], title: 'Update 2' },
        ],
        failed: [],
        pending: [],
        leftOut: [{ kb: ['KB3'], title: 'Update 3', why: { fr: 'un pilote', en: 'a driver' } }],
        searchError: null,
      },
    });
    expect(fake.ran.map(({ script }) => script)).toEqual([
      ...['updates/search', 'updates/install', 'updates/search', 'updates/install', 'updates/search'],
    ]);
    expect(fake.ran.every(({ asSystem }) => asSystem)).toBe(true);
    expect(fake.restarts()).toBe(1);
    expect(fake.facts.checks).toMatchObject([
      {
        kind: 'update-windows',
        verdict: 'passed',
        severity: 'reserve',
        measured: {
          fr: 'plus rien n’attend, installées : 2 (tours : 2, redémarrages : 1)',
          en: 'nothing is pending, installed: 2 (rounds: 2, restarts: 1)',
        },
      },
    ]);
  });

  it('that ask questions are not installed, and are no success', async () => {
    const fake = updating({ updates: [{ id: '1', kb: 'KB1', asks: true }, DRIVER] });
    await fake.run();
    expect(fake.ran.map(({ script }) => script)).toEqual(['updates/search']);
    expect(fake.facts.checks).toMatchObject([
      {
        verdict: 'failed',
        measured: {
          fr: 'ce qui reste attend une personne, installées : 0 (tours : 0, redémarrages : 0), restent : KB1 (son programme pose des questions)',
          en: 'what is left waits for somebody, installed: 0 (rounds: 0, restarts: 0), left: KB1 (its installer asks questions)',
        },
      },
    ]);
    const without = updating(
      { updates: [{ id: '1', kb: 'KB1000001', asks: true }] },
      { exclude: ['KB1000001'] },
    );
    await without.run();
    expect(without.facts.checks).toMatchObject([{ verdict: 'passed' }]);
  });

  it('that fail each time are told with their code in words, as a reservation', async () => {
    const fails = Array.from({ length: 9 }, () => '0x80070643');
    const fake = updating({ updates: [{ id: '1', kb: 'KB5034441', fails }] });
    const outcome = await fake.run();
    expect(outcome).toMatchObject({
      evidence: {
        ending: 'nothing-new',
        rounds: 3,
        failed: [{ kb: ['KB5034441'], hresult: '0x80070643', stage: 'install', tries: 3 }],
        pending: [{ kb: ['KB5034441'] }],
      },
    });
    expect(fake.facts.checks?.[0]).toMatchObject({
      verdict: 'failed',
      severity: 'reserve',
      measured: {
        en: 'what is left failed each time, installed: 0 (rounds: 3, restarts: 0), left: KB5034441 (the installer of the update failed (recovery partition too small for KB5034441) (0x80070643))',
      },
    });
  });

  it('that fail stop the deployment where the profile says so', async () => {
    const fails = Array.from({ length: 9 }, () => '0x80070643');
    const fake = updating({ updates: [{ id: '1', kb: 'KB1', fails }] }, { failed: 'fail' });
    await expect(fake.run()).rejects.toThrow('blocking checks failed: Updates of Windows');
    expect(fake.facts.checks?.[0]).toMatchObject({ verdict: 'failed', severity: 'blocking' });
  });

  it('are unmeasured, never passed, when the server cannot be asked', async () => {
    const away = { found: null, error: '0x8024402c', restartDue: null };
    const fake = updating({}, {}, [{ 'updates/search': () => ({ result: away }) }]);
    await expect(fake.run()).resolves.toMatchObject({ evidence: { ending: 'no-search' } });
    expect(fake.facts.checks?.[0]).toMatchObject({
      verdict: 'unmeasured',
      measured: {
        en: 'the server of updates could not be asked, installed: 0 (rounds: 0, restarts: 0), the name of the update server is not resolved: DNS or proxy (0x8024402C)',
      },
    });
  });

  it('go on from the rounds that an earlier worker has recorded', async () => {
    const fake = updating({ updates: [{ id: '1', kb: 'KB1', fails: ['0x80070643', '0x80070643'] }] });
    fake.facts.updateRounds = {
      startedAt: new Date().toISOString(),
      rounds: 5,
      isBusy: false,
      failedSearches: 0,
      tried: [],
      restartDue: true,
      restarts: 0,
    };
    await expect(fake.run()).resolves.toMatchObject({
      evidence: { ending: 'rounds', rounds: 6, restarts: 1, pending: [{ kb: ['KB1'] }] },
    });
  });

  it('refuse an answer of another form', async () => {
    const odd = { found: [{ id: 1 }], error: null, restartDue: false };
    await expect(updating({}, {}, [{ 'updates/search': () => ({ result: odd }) }]).run()).rejects.toThrow();
  });
});

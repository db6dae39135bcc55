import { answerScript } from '../../../../../test/support/windows-scripts/index.js';
import { USER_DATA_SCRIPTS } from '../../../../../test/support/windows-scripts/userdata.js';
import type { Facts } from '../../facts.js';
import type { DeployPlan } from '../../plan.js';
import { powershellInput, powershellScript } from '../../powershell.js';
import type { StepContext } from '../../step-context.js';
import { judgedPlacement, type Placed } from './judged-placement.js';
import { ownersOf } from './owners.js';
import { RestoreProfiles } from './restore-profiles.step.js';

const ANNA = { name: 'Anna', folder: '0', files: 4, bytes: 40 };
const BOB = { name: 'Bob.CORP', folder: '1', files: 2, bytes: 20 };
const plan = (user?: string) => ({ row: { user } }) as unknown as DeployPlan;

describe('whose the data of an old profile becomes', () => {
  it('is the user of the same name, with or without the domain that Windows added', () => {
    expect(ownersOf({ profiles: [ANNA, BOB] }, plan())).toEqual([
      { folder: '0', name: 'Anna', accounts: ['Anna'] },
      { folder: '1', name: 'Bob.CORP', accounts: ['Bob.CORP', 'Bob'] },
    ]);
  });

  it('is the user of the row first, but only when there is one profile', () => {
    expect(ownersOf({ profiles: [ANNA] }, plan('CORP\\a.martin'))[0]?.accounts).toEqual([
      'CORP\\a.martin',
      'Anna',
    ]);
    expect(ownersOf({ profiles: [ANNA, BOB] }, plan('CORP\\a.martin'))[0]?.accounts).toEqual(['Anna']);
  });

  it('is never the user of the row when it was saved while the PC was for another person', () => {
    const { accounts } = ownersOf({ profiles: [ANNA], isForRow: false }, plan('CORP\\bob'))[0]!;
    expect(accounts).toEqual(['Anna']);
  });

  it.each([
    ['Anna.000', ['Anna.000', 'Anna']],
    ['Anna.CORP.001', ['Anna.CORP.001', 'Anna']],
    ['jean.dupont.CORP', ['jean.dupont.CORP', 'jean.dupont']],
    ['jean.dupont', ['jean.dupont']],
    ['JEAN.DUPONT', ['JEAN.DUPONT']],
  ])('of %s is nobody else’s', (name, accounts) => {
    expect(ownersOf({ profiles: [{ ...ANNA, name }] }, plan())[0]?.accounts).toEqual(accounts);
  });
});

describe('what Windows says of the data that it placed', () => {
  const found = (more: object = {}): Placed['profiles'][number] => ({
    ...{ folder: '0', name: 'Anna', account: 'PC\\Anna', sid: 'S-1-5-21-1', path: 'C:\\Users\\Anna' },
    ...{ files: 4, bytes: 40, different: [], owned: true, renamed: [], ...more },
  });

  it('is good when every file was read at its place and belongs to its user', () => {
    expect(judgedPlacement([ANNA], { profiles: [found()] })).toMatchObject({
      placed: [{ name: 'Anna' }],
      kept: [],
    });
  });

  it.each([
    ['a file is missing', { files: 3 }],
    ['a byte is missing', { bytes: 39 }],
    ['a file differs', { different: ['Documents\\a: another digest'] }],
    ['nothing was said of it', { folder: '9' }],
    ['it belongs to somebody else', { owned: false }],
    ['nobody read whose it is', { owned: null }],
  ])('is refused when %s', (_, more) => {
    expect(() => judgedPlacement([ANNA], { profiles: [found(more)] })).toThrow(/^the data of Anna/);
  });

  it('may leave data without a user to administrators', () => {
    const kept = found({ account: null, sid: null, owned: null });
    expect(judgedPlacement([ANNA], { profiles: [kept] })).toMatchObject({
      placed: [],
      kept: [{ name: 'Anna' }],
    });
  });
});

describe('the step', () => {
  function step(facts: Facts, pc: Record<string, unknown>) {
    const restored: string[] = [];
    const scripts: string[] = [];
    const context = {
      plan: plan(),
      facts,
      known: (name: keyof Facts) => facts[name],
      remember: (more: Facts) => Promise.resolve(void Object.assign(facts, more)),
      powershell: async (
        script: string,
        given: object,
        { schema, asSystem }: { schema: { parse(of: unknown): unknown }; asSystem: boolean },
      ) => {
        scripts.push(`${script} ${asSystem}`);
        const { stdout } = await answerScript(
          [USER_DATA_SCRIPTS],
          powershellInput(powershellScript(script), given),
          pc,
        );
        const last = JSON.parse(stdout.trim().split('\n').at(-1)!) as { result: unknown };
        return schema.parse(last.result);
      },
    } as unknown as StepContext<'deploy'>;
    const userData = { markRestored: (id: string) => Promise.resolve(void restored.push(id)) };
    return { run: () => new RestoreProfiles(userData as never).run(context), restored, scripts, facts };
  }

  const returnedData = { snapshot: 'snap', at: 'then', profiles: [ANNA, BOB] };
  const pc = () => ({
    accounts: ['Anna'],
    returned: { 0: { files: 4, bytes: 40 }, 1: { files: 2, bytes: 20 } },
  });

  it('gives the data to the accounts, keeps that of nobody, and then removes the lists', async () => {
    const { run, restored, scripts } = step({ returnedData }, pc());
    await expect(run()).resolves.toMatchObject({
      evidence: {
        placed: [{ name: 'Anna', account: 'PC-1\\Anna', files: 4 }],
        kept: [{ name: 'Bob.CORP', account: null, path: 'C:\\Restored-UserData\\Bob.CORP' }],
      },
    });
    expect(scripts).toEqual(['userdata/place true', 'userdata/clear true']);
    expect(restored).toEqual(['snap']);
  });

  it('that died before it was recorded does not look for lists that are gone', async () => {
    const { run, facts } = step({ returnedData }, pc());
    await run();
    const again = step(facts, { returned: {} });
    await expect(again.run()).resolves.toMatchObject({ evidence: { placed: [{ name: 'Anna' }] } });
    expect(again.scripts).toEqual(['userdata/clear true']);
  });

  it('gives it again to an installation that was made again', async () => {
    const { run, facts } = step({ returnedData }, pc());
    await run();
    const again = step({ ...facts, returnedData: { ...returnedData, at: 'later' } }, pc());
    await again.run();
    expect(again.scripts).toEqual(['userdata/place true', 'userdata/clear true']);
  });

  it('removes nothing when a file is missing', async () => {
    const { run, scripts, restored } = step(
      { returnedData },
      { accounts: ['Anna'], returned: { 0: { files: 3, bytes: 40 } } },
    );
    await expect(run()).rejects.toThrow('the data of Anna was not read back in full on the PC: 3 of 4 files');
    expect([scripts, restored]).toEqual([['userdata/place true'], []]);
  });

  it('does nothing when nothing was put back', async () => {
    const { run, scripts } = step({ returnedData: { snapshot: null, at: 'then', profiles: [] } }, {});
    await expect(run()).resolves.toMatchObject({ kind: 'done' });
    expect(scripts).toEqual([]);
  });
});

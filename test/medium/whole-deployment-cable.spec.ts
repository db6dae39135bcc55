import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import { programsOf } from '../support/windows-scripts/software.js';
import { furnishWindows, windowsProfile } from '../support/windows-wim.js';
import { Workshop } from '../support/workshop.js';

type Deployment = Awaited<ReturnType<Workshop['deployment']>>;
type Pull = (pc: SimulatedPc) => Promise<void>;

/** Commands of the environment, whose work goes on while the cable is out. */
const COMMANDS = ['apply-wim', 'verify-wim', 'inject-drivers', 'write-answers', 'install-windows-boot'];
/** Steps on the running Windows, and the script whose answer is lost. */
const STEPS = [
  ['hand-over', 'system/who-am-i'],
  ['install-programs', 'software/install'],
  ['update-windows', 'updates/install'],
  ['activate-windows', 'activation/activate'],
  ['personalise-windows', 'personalise/options'],
  ['windows-recette', 'recette/measure'],
] as const;
/** What the server has heard of a PC that never gets the answer, and says it again. */
const MESSAGES = ['redeem', 'report', 'enrol', 'open', 'sealed'];

const WINDOWS = {
  comfort: { explorer: { fileExtensions: true } },
  activation: { from: { pool: 'windows' }, failed: 'fail' },
  update: { failed: 'fail' },
};

describe('a Windows PC whose cable is pulled', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  const pcs = new Map<string, SimulatedPc>();
  /** One PC for each script, one for all commands, one for all messages. All run at once: silences take their time. */
  const runs = new Map<string, Promise<Deployment>>();

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    const pulls = new Map<string, Pull>([
      ...STEPS.map(([step, script]) => [script, pulledDuring(step, script)] as const),
      ['commands', pulledDuringEach],
      ['messages', pulledAfterEach],
    ]);
    await furnish(pulls.size);
    const ids = await armed([...pulls.keys()]);
    for (const [name, pull] of pulls) {
      const run = certified(ids.get(name)!, pcs.get(name)!, pull);
      run.catch(() => undefined); // its own test says so
      runs.set(name, run);
    }
  }, 120_000);
  afterAll(async () => {
    for (const pc of pcs.values()) await pc.remove();
    await etabli?.remove();
  });

  async function furnish(licences: number): Promise<void> {
    await furnishWindows(workshop);
    const keys = Array.from({ length: licences }, (_, n) => `PLANT-CABLE-${10000 + n}-BBBBB-CCCCC`);
    await workshop.well('POST', '/api/licence-pools/windows/licences', { keys });
    const program = { name: 'viewer', version: '1.0', kind: 'winget', package: 'A.B' };
    await workshop.well('POST', '/api/programs', program);
    const more = { software: [{ kind: 'catalogue', name: 'viewer' }], update: 'all' };
    await workshop.well('POST', '/api/profiles', windowsProfile('cable', WINDOWS, more));
  }

  /** A PC for each name, all of one lot. @returns their deployments, by name */
  async function armed(names: string[]): Promise<Map<string, string>> {
    for (const name of names) {
      const windows = { registry: { HideFileExt: 0 } };
      const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca, windows });
      pc.windowsState['updates'] = [{ id: 'u1', kb: 'KB5000001' }];
      pcs.set(name, pc);
    }
    const lot = await workshop.lot('cable', [...pcs.values()]);
    await workshop.well('POST', `/api/lots/${lot}/arm`, {});
    const { items } = await workshop.get<{ items: { id: string; serial: string }[] }>(
      `/api/deployments?lot=${lot}&pageSize=50`,
    );
    return new Map(
      [...pcs].map(([name, { serial }]) => [name, items.find((one) => one.serial === serial)!.id]),
    );
  }

  async function certified(id: string, pc: SimulatedPc, pull: Pull): Promise<Deployment> {
    const pulled = pull(pc);
    pulled.catch(() => undefined); // awaited below
    await pc.powerOn();
    await pulled;
    return workshop.reached(id, 'certified', 200_000);
  }

  /** Out until Établi has given its connection up: nothing finds a script again. */
  function pulledDuring(step: string, script: string): Pull {
    return (pc) => {
      const isGivenUp = (): boolean => pc.cable.isGivenUp;
      return pulled(pc, script, isGivenUp, `Établi never gave the PC up in ${step}`);
    };
  }

  const pulledDuringEach: Pull = async (pc) => {
    for (const command of COMMANDS)
      await pulled(pc, command, () => pc.working === 0, `the PC never ended ${command}`);
  };

  async function pulled(pc: SimulatedPc, what: string, isOver: () => boolean, otherwise: string) {
    const held = pc.hold(what);
    await held.reached;
    pc.unplug();
    held.release();
    await until(isOver, () => otherwise, 150_000);
    pc.replug();
  }

  const pulledAfterEach: Pull = async (pc) => {
    for (const message of MESSAGES) {
      await pc.unplugsAfter(`/windows/${message}`);
      pc.replug();
    }
  };

  /** Certified, everything once; `last` is the last thing that its Windows did for Établi. */
  async function expectDoneOnce(name: string, last: string): Promise<void> {
    const [pc, deployment] = [pcs.get(name)!, await runs.get(name)!];
    expect(deployment.steps.filter(({ state }) => state !== 'done')).toEqual([]);
    expect(pc.disk.destroyed.map(({ by }) => by)).toEqual(['partition', 'apply-wim']);
    expect(programsOf(pc.windowsState).runs.map((run) => run.name)).toEqual(['viewer']);
    expect(pc.windowsState).toMatchObject({ licence: { status: 1 }, updates: [] });
    await until(
      () => pc.story.length > 4,
      () => pc.story.join(', '),
    );
    expect(pc.story).toEqual(['environment', 'stay', 'off', 'windows', last]);
  }

  it(
    'during each command of the environment, in turn: the deployment goes on by itself, and nothing is done twice',
    () => expectDoneOnce('commands', 'sealed'),
    300_000,
  );

  it.each(STEPS)(
    'during %s (%s): the deployment goes on by itself, and nothing is done twice',
    (_, script) => expectDoneOnce(script, 'sealed'),
    300_000,
  );

  it('after each of its messages: it says them again, and is heard once', async () => {
    // Its last report was heard, and ended its token: a PC that has removed everything leaves it at that.
    await expectDoneOnce('messages', 'windows 401');
    const audit = await workshop.get<{ items: { data: { reason?: string } }[] }>('/api/audit?pageSize=100');
    expect(audit.items.filter(({ data }) => data.reason === 'copied')).toEqual([]);
  }, 300_000);

  it('takes one licence for each PC', async () => {
    await Promise.allSettled(runs.values());
    expect(await workshop.get('/api/licence-pools/windows')).toMatchObject({ used: runs.size });
  }, 300_000);
});

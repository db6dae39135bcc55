import { DataSource } from 'typeorm';
import { TimeLeft } from '../../src/deployment/pipeline/index.js';
import { madeDeployment, madeProfile, type MadeDeployment } from '../support/made-deployments.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let database: DataSource;

beforeAll(async () => {
  server = await runningServer();
  database = server.app.get(DataSource);
});
afterAll(() => server.stop());

const MINUTE = 60;

/** A certified PC whose two steps took so many seconds. */
function done(profileVersionId: string, product: string, partition: number, restart: number): MadeDeployment {
  const steps = [
    { name: 'partition', state: 'done', began: 1000, ended: 1000 - partition },
    { name: 'restart', state: 'done', began: 1000 - partition, ended: 1000 - partition - restart },
  ];
  return { state: 'certified', profileVersionId, product, ended: 1, steps };
}

function underWay(profileVersionId: string, product: string): MadeDeployment {
  const progress = { done: 1, total: 4, unit: 'bytes' };
  const steps = [
    { name: 'partition', state: 'running', began: 5, progress },
    { name: 'restart', state: 'pending' },
  ];
  return { state: 'running', profileVersionId, product, steps };
}

async function leftOf(wanted: MadeDeployment): Promise<number | undefined> {
  const { id } = await madeDeployment(database, wanted);
  return (await server.app.get(TimeLeft).of([id])).get(id)?.leftMs;
}

describe('the time left', () => {
  it('comes from the same steps of the same profile and model, else of all models, else is not said', async () => {
    const profile = await madeProfile(database, 'poste');
    for (const seconds of [100, 200, 900])
      await madeDeployment(database, done(profile, 'Latitude', seconds, 40));
    for (let n = 0; n < 4; n += 1) await madeDeployment(database, done(profile, 'ThinkPad', 20, 40));
    const later = await madeProfile(database, 'poste', 2);
    expect(Math.round((await leftOf(underWay(later, 'Latitude'))) ?? 0)).toBe(190_000);
    expect(Math.round((await leftOf(underWay(profile, 'OptiPlex'))) ?? 0)).toBe(55_000);
    expect(await leftOf(underWay(await madeProfile(database, 'autre'), 'Latitude'))).toBeUndefined();
    expect(
      await leftOf(underWay(await madeProfile(database, 'poste', 3, 'win'), 'Latitude')),
    ).toBeUndefined();
  });

  it('is read with two statements for all deployments together, and their usual times once a minute', async () => {
    const profile = await madeProfile(database, 'nombreux');
    await madeDeployment(database, done(profile, 'Latitude', 100, 40));
    const ids: string[] = [];
    for (let n = 0; n < 30; n += 1)
      ids.push((await madeDeployment(database, underWay(profile, 'Latitude'))).id);
    const asked: string[] = [];
    const logger = database.logger.logQuery.bind(database.logger);
    database.logger.logQuery = (query) => void asked.push(query);
    const timeLeft = server.app.get(TimeLeft);
    const now = new Date();
    const first = await timeLeft.of(ids, now);
    await timeLeft.of(ids, now);
    await timeLeft.of(ids, new Date(now.getTime() + MINUTE * 1000 + 1));
    database.logger.logQuery = logger;
    expect([...first.values()].map(({ leftMs }) => Math.round(leftMs ?? 0))).toEqual(ids.map(() => 115_000));
    expect(asked.filter((query) => query.includes('FROM deployment d'))).toHaveLength(5);
  });
});

describe('a silent PC', () => {
  const silence = async (wanted: Partial<MadeDeployment> & Pick<MadeDeployment, 'steps'>) => {
    const { id, machineId } = await madeDeployment(database, { state: 'running', seen: 45, ...wanted });
    const since = (await server.app.get(TimeLeft).of([id])).get(id)?.silentSince;
    const [seen] = await database.query<{ at: Date }[]>('SELECT at FROM machine_life WHERE machine_id = $1', [
      machineId,
    ]);
    return since && (since.getTime() === seen?.at.getTime() ? 'since it was seen' : since);
  };

  it('is told while a step runs in its environment, since its last sign of life', async () => {
    expect(await silence({ steps: [{ name: 'partition', state: 'running', began: 300 }] })).toBe(
      'since it was seen',
    );
    expect(
      await silence({ seen: 10, steps: [{ name: 'partition', state: 'running', began: 300 }] }),
    ).toBeUndefined();
  });

  it('is not told when the step has only begun, or nothing runs on the PC', async () => {
    expect(await silence({ steps: [{ name: 'partition', state: 'running', began: 8 }] })).toBeUndefined();
    expect(await silence({ steps: [{ name: 'certificate', state: 'running', began: 300 }] })).toBeUndefined();
    expect(await silence({ steps: [{ name: 'partition', state: 'queued' }] })).toBeUndefined();
  });

  it('is told of a PC that a step waits for because it stopped answering', async () => {
    const steps = [
      { name: 'partition', state: 'waiting', began: 300, lost: 40, waitsFor: 'environment-booted' },
    ];
    expect(await silence({ state: 'waiting', steps })).toBe('since it was seen');
  });

  it('is not told of an installed Linux, which gives no signs by itself', async () => {
    expect(await silence({ steps: [{ name: 'recette', state: 'running', began: 300 }] })).toBeUndefined();
  });
});

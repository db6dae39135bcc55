import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import type { Actor } from '../../src/platform/account/index.js';
import { Notifications } from '../../src/platform/database/index.js';
import { Arming, DeploymentStore, LotArming } from '../../src/deployment/pipeline/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import type { SimulatedPc } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import { Workshop } from '../support/workshop.js';

const ANNA: Actor = { kind: 'account', id: randomUUID(), name: 'anna' };
const counted = new AsyncLocalStorage<{ statements: number }>();

let server: RunningServer;
let workshop: Workshop;
let lots: LotArming;

beforeAll(async () => {
  server = await runningServer();
  workshop = new Workshop(server.base, server.token);
  await workshop.furnish('tiny', 'mot de passe 7731');
  lots = server.app.get(LotArming);
  jest.spyOn(server.app.get(DataSource).logger, 'logQuery').mockImplementation(() => {
    const count = counted.getStore();
    if (count !== undefined) count.statements += 1;
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await server.stop();
});

const sql = <T>(text: string, values: unknown[]) => server.app.get(DataSource).query<T[]>(text, values);

/** A lot of PCs that the server has never seen; their serial numbers in the order of its rows. */
async function lotOf(size: number): Promise<{ id: string; serials: string[] }> {
  const serials = Array.from({ length: size }, () => `SN${randomUUID().slice(0, 8).toUpperCase()}`);
  const id = await workshop.lot(
    'tiny',
    serials.map((serial) => ({ serial }) as SimulatedPc),
  );
  return { id, serials };
}

/** How many statements the work itself sends to PostgreSQL; those of the rest of the server do not count. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const count = { statements: 0 };
  await counted.run(count, work);
  return count.statements;
}

const states = async (lotId: string): Promise<string[]> =>
  (await server.app.get(DeploymentStore).ofLot(lotId)).map(({ state }) => state);

describe('a lot of thirty', () => {
  it('is previewed, armed, disarmed and cancelled with as many SQL statements as a lot of three', async () => {
    const counts = async (size: number) => {
      const { id } = await lotOf(size);
      return {
        preview: await statements(() => lots.preview(id)),
        arm: await statements(() => lots.arm(id, ANNA)),
        disarm: await statements(() => lots.disarm(id, ANNA)),
        cancel: await statements(() => lots.cancel(id, ANNA)),
      };
    };
    const [three, thirty] = [await counts(3), await counts(30)];
    expect(Math.min(...Object.values(three))).toBeGreaterThan(0);
    expect(thirty).toEqual(three);
  });

  it('lists the erasures in the order of its rows, each PC with its own disk', async () => {
    const { id, serials } = await lotOf(30);
    const seen = serials.filter((_, n) => n % 2 === 0).reverse();
    for (const serial of seen) {
      const disk = { path: `/dev/${serial}`, bus: 'nvme', sizeBytes: 512_110_190_592, serial: `D-${serial}` };
      await sql(`INSERT INTO machine (id, serial, inventory) VALUES (gen_random_uuid(), $1, $2)`, [
        serial,
        JSON.stringify({ disks: [disk] }),
      ]);
    }
    const erasures = await lots.preview(id);
    expect(erasures.map(({ serial }) => serial)).toEqual(serials);
    expect(erasures.map(({ disk }) => disk?.serial)).toEqual(
      serials.map((serial, n) => (n % 2 === 0 ? `D-${serial}` : undefined)),
    );
    expect(erasures[1]!.text.en).toBe(
      'PC not seen yet: the disk will be chosen by the profile’s rule, and it alone will be erased',
    );
  });
});

describe('an action on a lot', () => {
  it('is audited and notified for each of its PCs', async () => {
    const { id } = await lotOf(3);
    const ids = (await server.app.get(DeploymentStore).ofLot(id)).map((deployment) => deployment.id);
    const heard: string[] = [];
    const changes = server.app.get(Notifications).changes();
    const listener = changes.subscribe((change) => heard.push(change.id));
    await lots.arm(id, ANNA);
    await lots.disarm(id, ANNA);
    await lots.cancel(id, ANNA);
    const timesHeard = () => ids.map((one) => heard.filter((each) => each === one).length);
    await until(
      () => timesHeard().every((times) => times === 3),
      () => `heard ${timesHeard().join(', ')} times, not 3 times each`,
    );
    listener.unsubscribe();
    for (const deployment of ids) {
      const { items } = await workshop.get<{ items: { action: string; actor: { name: string } }[] }>(
        `/api/audit?subjectId=${deployment}`,
      );
      expect(items.map(({ action, actor }) => `${actor.name} ${action}`)).toEqual([
        'anna deployment.cancel',
        'anna deployment.disarm',
        'anna deployment.arm',
      ]);
    }
  });

  it('does not change PCs in another state, nor their steps', async () => {
    const { id, serials } = await lotOf(3);
    await lots.arm(id, ANNA);
    await sql(`UPDATE deployment SET state = 'running' WHERE serial = $1`, [serials[1]]);
    await lots.disarm(id, ANNA);
    expect(await states(id)).toEqual(['planned', 'running', 'planned']);
    const steps = (serial?: string) =>
      sql<{ state: string }>(
        `SELECT DISTINCT s.state FROM step s JOIN deployment d ON d.id = s.deployment_id WHERE d.serial = $1`,
        [serial],
      );
    expect([await steps(serials[0]), await steps(serials[1])]).toEqual([
      [{ state: 'cancelled' }],
      [{ state: 'pending' }],
    ]);
    await sql(`UPDATE deployment SET state = 'failed' WHERE serial = $1`, [serials[1]]);
    await lots.cancel(id, ANNA);
    expect(await states(id)).toEqual(['cancelled', 'failed', 'cancelled']);
  });

  it('arms no PC when one is already in progress, and names that one', async () => {
    const { id, serials } = await lotOf(3);
    await sql(
      `INSERT INTO deployment (id, row_number, purpose, state, serial) VALUES (gen_random_uuid(), 1, 'capture', 'armed', $1)`,
      [serials[1]],
    );
    const answer = await workshop.ask('POST', `/api/lots/${id}/arm`, {});
    expect([answer.status, ((await answer.json()) as { detail: string }).detail]).toEqual([
      409,
      `the PC ${serials[1]} already has an active deployment`,
    ]);
    expect(await states(id)).toEqual(['planned', 'planned', 'planned']);
  });

  it('on one deployment says why it cannot be done', async () => {
    const arming = server.app.get(Arming);
    await expect(arming.cancel(randomUUID(), ANNA)).rejects.toThrow('no deployment');
    const { id } = await lotOf(1);
    const [deployment] = await server.app.get(DeploymentStore).ofLot(id);
    await expect(arming.disarm(deployment!.id, ANNA)).rejects.toThrow(
      'the deployment is in the state "planned": that cannot be done',
    );
  });
});

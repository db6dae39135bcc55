import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { LicencePoolRow, LicenceRow, Licences } from '../../src/park/licence/index.js';
import { LicenceStore } from '../../src/park/licence/licence.store.js';
import { Machines, MachineRow } from '../../src/park/machine/index.js';
import { Audit } from '../../src/platform/account/index.js';
import { dataSourceOptions } from '../../src/platform/database/index.js';
import { Vault } from '../../src/platform/vault/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let licences: Licences;
/** Those of another process, with connections of its own. */
let elsewhere: { licences: Licences; source: DataSource };
let last = 0;

beforeAll(async () => {
  server = await runningServer();
  licences = server.app.get(Licences, { strict: false });
  const url = server.config.databaseUrl!;
  const source = new DataSource({
    ...dataSourceOptions(url),
    entities: [LicencePoolRow, LicenceRow, MachineRow],
  });
  await source.initialize();
  const vault = server.app.get(Vault, { strict: false });
  const audit = server.app.get(Audit, { strict: false });
  elsewhere = { source, licences: new Licences(new LicenceStore(source), vault, audit) };
});
afterAll(async () => {
  await elsewhere.source.destroy();
  await server.stop();
});

const send = (path: string, body: object, method = 'POST') =>
  server.ask(`/api/licence-pools/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const shown = async (pool: string) =>
  (await (await server.ask(`/api/licence-pools/${pool}`)).json()) as Record<string, unknown> & {
    holders: { machineId?: string }[];
  };
const database = () => server.app.get(DataSource, { strict: false });
async function machine(): Promise<string> {
  last += 1;
  const serial = `SN-${last}`;
  const found = await server.app.get(Machines, { strict: false }).register({ serial, macs: [] });
  return found.id;
}
async function pool(added: object): Promise<string> {
  const name = `pool-${randomUUID().slice(0, 8)}`;
  const answer = await send(`${name}/licences`, added);
  expect(answer.status).toBe(200);
  return name;
}
const machines = (count: number) => Promise.all(Array.from({ length: count }, machine));
const needing = (name: string, machineId?: string) => ({
  deploymentId: randomUUID(),
  machineId,
  needs: [{ pool: name, field: 'software[0]' }],
});
const reserve = (holders: Parameters<Licences['reserve']>[1], by = licences) =>
  database().transaction((manager) => by.reserve(manager, holders));

describe('a pool of licences', () => {
  it('gives 50 licences to 100 machines that ask at once, from two processes, and not one more', async () => {
    const name = await pool({ count: 50 });
    const asking = await machines(100);
    const asked = await Promise.allSettled(
      asking.map((id, index) =>
        (index % 2 === 0 ? licences : elsewhere.licences).take(name, id, randomUUID()),
      ),
    );
    const got = asked.filter(({ status }) => status === 'fulfilled');
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
    expect([got.length, refused.length]).toEqual([50, 50]);
    expect(new Set(refused.map(({ message }) => message))).toEqual(
      new Set([`no licence is left in "${name}"`]),
    );
    const { holders, ...counts } = await shown(name);
    expect(counts).toMatchObject({ total: 50, free: 0, taken: 50, used: 0 });
    expect(new Set(holders.map(({ machineId }) => machineId)).size).toBe(50);
  });

  it('is not over-drawn by lots that are armed at once: each gets all or nothing', async () => {
    const name = await pool({ count: 50 });
    const lots = await Promise.all(
      Array.from({ length: 10 }, async () => (await machines(12)).map((id) => needing(name, id))),
    );
    const armed = await Promise.allSettled(lots.map((lot) => reserve(lot)));
    expect(armed.filter(({ status }) => status === 'fulfilled')).toHaveLength(4);
    expect(await shown(name)).toMatchObject({ taken: 48, free: 2 });
  });

  it('says how many are missing when a lot is armed', async () => {
    const name = await pool({ count: 12 });
    const lot = (await machines(20)).map((id) => needing(name, id));
    await expect(reserve(lot)).rejects.toMatchObject({
      text: { fr: `il manque des licences : une licence par PC : « ${name} » en a 12 pour 20 PC` },
      findings: [{ field: 'software[0]', found: '12 / 20' }],
    });
    await expect(licences.mustSuffice(lot)).rejects.toMatchObject({ findings: [{ found: '12 / 20' }] });
    await licences.mustSuffice(lot.slice(0, 12));
    expect(await shown(name)).toMatchObject({ taken: 0, free: 12 });
  });

  it('lets a machine that is deployed again keep its licence and its key', async () => {
    const name = await pool({ keys: ['AAAAA-11111', 'BBBBB-22222'] });
    const [one = '', other = ''] = await machines(2);
    const first = await licences.take(name, one, randomUUID());
    expect(await licences.take(name, one, randomUUID())).toEqual(first);
    expect(first).toMatchObject({ pool: name, hasKey: true });
    await licences.take(name, other, randomUUID());
    expect(await licences.keyOf(name, one)).toBe('AAAAA-11111');
    expect(await licences.keyOf(name, one)).toBe('AAAAA-11111');
    expect(await licences.keyOf(name, other)).toBe('BBBBB-22222');
    expect(await shown(name)).toMatchObject({ taken: 2, used: 2 });
  });

  it('reserves for a PC that nobody knows yet, and takes that back when the PC has one already', async () => {
    const name = await pool({ count: 2 });
    const known = await machine();
    const { id } = await licences.take(name, known, randomUUID());
    const order = needing(name);
    await reserve([order]);
    expect(await shown(name)).toMatchObject({ free: 0 });
    expect(await licences.take(name, known, order.deploymentId)).toMatchObject({ id });
    expect(await shown(name)).toMatchObject({ free: 1, taken: 1 });
    const unknown = needing(name);
    await reserve([unknown]);
    const stranger = await machine();
    await licences.take(name, stranger, unknown.deploymentId);
    expect(await shown(name)).toMatchObject({ free: 0, taken: 2 });
  });

  it('gets back what was reserved for a deployment that is cancelled, but not what a PC was given', async () => {
    const name = await pool({ count: 2 });
    const [one = '', other = ''] = await machines(2);
    const [first, second] = [needing(name, one), needing(name, other)];
    await reserve([first, second]);
    await licences.use(name, one);
    await database().transaction((manager) =>
      licences.giveBack(manager, [first.deploymentId, second.deploymentId]),
    );
    const { holders, ...counts } = await shown(name);
    expect(counts).toMatchObject({ taken: 1, free: 1, used: 1 });
    expect(holders.map(({ machineId }) => machineId)).toEqual([one]);
  });

  it('takes back the licence of a machine when a technician says so, audited', async () => {
    const name = await pool({ count: 1 });
    const [one = '', other = ''] = await machines(2);
    await licences.take(name, one, randomUUID());
    await licences.use(name, one);
    await expect(licences.take(name, other, randomUUID())).rejects.toThrow('no licence is left');
    expect((await send(`${name}/release`, { machineId: one, reason: 'rebuté' })).status).toBe(204);
    await licences.take(name, other, randomUUID());
    expect((await send(`${name}/release`, { machineId: one, reason: 'again' })).status).toBe(409);
    const acts = await database().query<{ data: object }[]>(
      `SELECT data FROM audit_entry WHERE action = 'licence.release' AND subject_id = $1`,
      [name],
    );
    expect(acts).toMatchObject([{ data: { machine: one, reason: 'rebuté', wasUsed: true } }]);
  });

  it('never gives a licence without taking it first', async () => {
    const name = await pool({ keys: ['ONLY-ONE'] });
    await expect(licences.keyOf(name, await machine())).rejects.toThrow('has no licence');
    await expect(licences.take('nowhere', await machine(), randomUUID())).rejects.toThrow('no pool');
  });
});

describe('the keys of a pool', () => {
  it('are sealed in the database, and in no answer, log or audit', async () => {
    const key = 'PLANT-ED000-KEY00-00000';
    const name = await pool({ keys: [key] });
    const answers = [
      await (await server.ask('/api/licence-pools')).text(),
      JSON.stringify(await shown(name)),
    ];
    expect(answers.join()).not.toContain(key);
    const tables = ['licence', 'licence_pool', 'audit_entry', 'idempotency_key'];
    for (const table of tables) {
      const rows = await database().query<{ row: string }[]>(`SELECT t::text AS row FROM ${table} t`);
      const text = rows.map(({ row }) => row).join();
      expect(text).not.toContain(key);
      expect(text).not.toContain(Buffer.from(key).toString('hex'));
    }
  });

  it('are refused twice, without being named', async () => {
    const name = await pool({ keys: ['ONE-1', 'TWO-2'] });
    const twice = await send(`${name}/licences`, { keys: ['NEW-3', 'one-1'] });
    expect(twice.status).toBe(400);
    const problem = await twice.text();
    expect(problem).toContain('keys[1]');
    expect(problem.toLowerCase()).not.toContain('one-1');
    expect(await shown(name)).toMatchObject({ total: 2 });
    expect((await send(`${name}/licences`, { count: 5 })).status).toBe(409);
  });

  it.each([
    [{}, '(document)'],
    [{ count: 0 }, 'count'],
    [{ count: 1, keys: ['A'] }, ''],
    [{ keys: ['two\nlines'] }, 'keys[0]'],
    [{ count: 5, kees: 1 }, 'kees'],
  ])('%j is refused with the field', async (body, field) => {
    const answer = await send('wrong/licences', body);
    expect(answer.status).toBe(400);
    if (field !== '(document)') expect(await answer.text()).toContain(field);
    expect((await server.ask('/api/licence-pools/wrong')).status).toBe(404);
  });

  it('go with their pool, which cannot be removed while somebody has one', async () => {
    const name = await pool({ keys: ['GONE-1'] });
    const holder = await machine();
    await licences.take(name, holder, randomUUID());
    expect((await send(name, {}, 'DELETE')).status).toBe(409);
    await send(`${name}/release`, { machineId: holder, reason: 'done' });
    expect((await send(name, {}, 'DELETE')).status).toBe(204);
    expect((await server.ask(`/api/licence-pools/${name}`)).status).toBe(404);
  });
});

describe('a pool of thousands of licences', () => {
  /** The most that is opened in the vault before the server can answer somebody else. */
  async function mostOpenedAtOnce(work: () => Promise<unknown>): Promise<number> {
    let most = 0;
    let opened = 0;
    let isDone = false;
    const vault = server.app.get(Vault, { strict: false });
    const open = vault.open.bind(vault);
    const spy = jest.spyOn(vault, 'open').mockImplementation((...given) => {
      opened += 1;
      most = Math.max(most, opened);
      return open(...given);
    });
    const turn = () => {
      opened = 0;
      if (!isDone) setImmediate(turn);
    };
    turn();
    await work();
    isDone = true;
    spy.mockRestore();
    return most;
  }

  it('takes more keys without keeping the server from others', async () => {
    const keys = (from: number) => Array.from({ length: 5_000 }, (_, at) => `KEY-${from + at}`);
    const name = await pool({ keys: keys(0) });
    const most = await mostOpenedAtOnce(() => send(`${name}/licences`, { keys: keys(5_000) }));
    expect(await shown(name)).toMatchObject({ total: 10_000 });
    expect(most).toBe(1_000);
    expect((await send(`${name}/licences`, { keys: ['key-9999'] })).status).toBe(400);
  });

  it('has a limit, which no later addition passes', async () => {
    const name = await pool({ count: 100_000 });
    const more = await send(`${name}/licences`, { count: 1 });
    expect(more.status).toBe(400);
    expect(await more.json()).toMatchObject({
      findings: [
        { field: 'count', expected: `at most 100000 licences in a pool: "${name}" has 100000 already` },
      ],
    });
    expect(await shown(name)).toMatchObject({ total: 100_000 });
  });
});

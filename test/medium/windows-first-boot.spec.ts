import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, type INestApplication, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccountModule } from '../../src/platform/account/index.js';
import { ProblemFilter } from '../../src/interfaces/app/problem.filter.js';
import { RequestBodyModule } from '../../src/interfaces/app/request-body.js';
import { SchemaPipe } from '../../src/interfaces/app/schema.pipe.js';
import { BootModule } from '../../src/deployment/boot/index.js';
import { parseProfile, usesOf } from '../../src/documents/profile/index.js';
import { ProfileVersion } from '../../src/documents/profile/server.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { DatabaseModule, schemaDrift } from '../../src/platform/database/index.js';
import {
  Arrivals,
  Confirmations,
  Deployment,
  DeploymentModule,
  Deployments,
  DeploymentStore,
  Screens,
  WINDOWS_TICKET,
  WindowsBoot,
  WindowsBoots,
  WindowsBootStore,
} from '../../src/deployment/pipeline/index.js';
import { WindowsAnswers } from '../../src/deployment/pipeline/first-boot/windows-answers.js';
import { Lot } from '../../src/deployment/pipeline/lot/lot.entity.js';
import { orderOf } from '../../src/deployment/pipeline/order.js';
import { Planner } from '../../src/deployment/pipeline/planner.js';
import { StepRow } from '../../src/deployment/pipeline/step.entity.js';
import { StepStore } from '../../src/deployment/pipeline/step.store.js';
import { DirectoryModule } from '../../src/park/directory/index.js';
import { ClosedNetworks, MachineModule } from '../../src/park/machine/index.js';
import { ThreadsModule } from '../../src/platform/threads/index.js';
import { SecretUseStore, Tickets, Vault, VaultModule } from '../../src/platform/vault/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';
import { SECRET_WINDOWS, WINDOWS_SECRETS } from '../support/secret-windows.js';
import { windowsReport, windowsSeal } from '../support/windows-report.js';

const PROVEN = { kind: 'code', by: 'Anna', at: '2026-05-04T08:00:00.000Z' };
const PLAIN = { name: 'plain', master: { name: 'windows-11' }, windows: {} };
const [KEY, OTHER_KEY] = ['k'.repeat(43), 'o'.repeat(43)];

const signals: [string, string][] = [];
const fakes = {
  hear: (_: unknown, machineId: string, signal: string) => {
    signals.push([machineId, signal]);
    return Promise.resolve(undefined);
  },
  passOn: () => Promise.resolve(),
};

@Module({})
class FakeDeploymentModule {}

/** What boot needs of the pipeline: all that is about Windows is real. */
function fakeDeploymentModule(): DynamicModule {
  const deployments = {
    provide: Deployments,
    inject: [DeploymentStore],
    useFactory: (store: DeploymentStore) => ({
      ...fakes,
      activeOf: (machineId: string) => store.activeFor({ machineId, macs: [] }),
    }),
  };
  const providers = [
    ...[deployments, DeploymentStore, WindowsBootStore, WindowsAnswers, WindowsBoots],
    ...[Arrivals, Confirmations, Screens].map((provide) => ({ provide, useValue: {} })),
  ];
  const entities = TypeOrmModule.forFeature([Deployment, Lot, ProfileVersion, StepRow, WindowsBoot]);
  const imports = [MachineModule, DirectoryModule, ThreadsModule, entities];
  return { module: FakeDeploymentModule, imports, providers, exports: providers };
}

let database: FreshDatabase;
let dataDir: string;
let app: INestApplication;
let source: DataSource;
let tickets: Tickets;
let count = 0;

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'windows-test-'));
  const config = loadConfig({ ETABLI_DATA_DIR: dataDir, ETABLI_KEY_FILE: join(dataDir, 'key') });
  const imports = [
    ...[DatabaseModule.forRoot(config, database.url), VaultModule, AccountModule, MachineModule],
    ...[RequestBodyModule, BootModule],
  ];
  const module = await Test.createTestingModule({ imports })
    .overrideModule(DeploymentModule)
    .useModule(fakeDeploymentModule())
    .compile();
  app = module.createNestApplication({ logger: false, bodyParser: false });
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
  source = app.get(DataSource);
  tickets = app.get(Tickets);
  const vault = app.get(Vault);
  for (const [reference, value] of Object.entries(WINDOWS_SECRETS)) await vault.put(reference, value);
  const uses = app.get(SecretUseStore);
  await uses.transaction((manager) =>
    uses.approve(usesOf(parseProfile(SECRET_WINDOWS)), 'Anna', manager).then(() => undefined),
  );
}, 60_000);

afterAll(async () => {
  await app?.close();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A PC with a deployment under way, and the ticket that its disk got. */
async function deployed(document: object, asked: { proof?: object } = {}) {
  count += 1;
  const { proof = PROVEN } = asked;
  const [id, machineId] = [randomUUID(), randomUUID()];
  const identity = { serial: `SN-${count}`, uuid: null, macs: [`52:54:00:00:02:${10 + count}`] };
  await source.query(`INSERT INTO machine (id, serial) VALUES ($1, $2)`, [machineId, identity.serial]);
  const profile = { id: randomUUID(), name: 'pc', version: 1, digest: 'd', document: parseProfile(document) };
  const master = { name: 'windows-11', system: 'windows', kind: 'disk', indexSha256: 'a'.repeat(64) };
  const plan = { purpose: 'deploy', row: {}, profile, master, technician: 'Anna' };
  const armedAt = new Date(Date.UTC(2026, 4, 4, 8, count));
  await app.get(DeploymentStore).insert(source.manager, [
    {
      ...({ id, machineId, rowNumber: 1, purpose: 'deploy', state: 'waiting', armedAt, plan } as object),
      facts: { hostname: 'PC-001', identity: proof as never },
    },
  ]);
  const ticket = await written({ id, machineId, armedAt });
  return { id, machineId, identity, armedAt, ticket };
}
type Pc = Awaited<ReturnType<typeof deployed>>;

/** The ticket that `write-answers` gives a disk. */
async function written({ id, machineId, armedAt }: Pick<Pc, 'id' | 'machineId' | 'armedAt'>) {
  const ticket = tickets.issue(WINDOWS_TICKET, machineId, 60, orderOf({ id, armedAt }));
  const { id: windowsTicket } = tickets.read(ticket, WINDOWS_TICKET);
  await app.get(DeploymentStore).remember(id, { windowsTicket });
  return ticket;
}

/** The steps of the deployment: this one has failed, and somebody retries it. */
async function retried({ id }: Pc, failed: string, from: 'failed-step' | 'start') {
  const list = [
    ...['wait-environment', 'write-answers', 'restart'].map((name) => ({ name, place: 'environment' })),
    { name: 'wait-windows', place: 'server' },
  ];
  const at = list.findIndex(({ name }) => name === failed);
  for (const [position, { name }] of list.entries()) {
    const state = position < at ? 'done' : position === at ? 'failed' : 'pending';
    await source.query(
      `INSERT INTO step (id, deployment_id, position, name, queue, timeout_ms, state)
       VALUES (gen_random_uuid(), $1, $2, $3, 'control', 1000, $4)`,
      [id, position, name, state],
    );
  }
  await change(id, `state = 'failed'`);
  const nothing = () => Promise.resolve(undefined);
  const parts = {
    database: source,
    store: app.get(DeploymentStore),
    steps: new StepStore(source),
    planner: Object.create(Planner.prototype, { list: { value: list } }) as Planner,
    progression: { beginning: nothing, enqueue: nothing, changed: nothing },
    audit: { record: nothing },
  };
  const descriptors = Object.entries(parts).map(([name, value]) => [name, { value }]);
  const deployments = Object.create(
    Deployments.prototype,
    Object.fromEntries(descriptors) as never,
  ) as Deployments;
  await deployments.retry(id, from, { kind: 'account', id: 'a', name: 'Anna' });
}

/** Each from an address of its own: refusals of one address are audited ten times a minute. */
function post(what: string, bearer: string, body: object | string) {
  return request(app.getHttpServer())
    .post(`/phone-home/windows/${what}`)
    .agent(new Agent({ localAddress: `127.0.2.${count}` }))
    .set('Authorization', `Bearer ${bearer}`)
    .set('Content-Type', 'application/json')
    .send(body);
}

const redeem = ({ ticket, identity }: Pc, more: object = {}) =>
  post('redeem', ticket, { protocol: 1, identity, key: KEY, ...more });

/** The token of its reports. */
async function redeemed(pc: Pc): Promise<string> {
  const { body } = await redeem(pc).expect(200);
  return (body as { session: string }).session;
}

const change = (id: string, set: string) => source.query(`UPDATE deployment SET ${set} WHERE id = '${id}'`);

async function audited({ machineId }: Pc): Promise<[string, unknown][]> {
  const rows = await source.query<{ action: string; data: { reason?: string } }[]>(
    'SELECT action, data FROM audit_entry WHERE subject_id = $1 ORDER BY id',
    [machineId],
  );
  return rows.map(({ action, data }) => [action, data.reason ?? data]);
}

it('has a table that matches its entity', async () => {
  expect((await schemaDrift(source)).filter((query) => query.includes('windows_boot'))).toEqual([]);
});

describe('a PC that redeems its answer file', () => {
  it('gets it whole, with every secret, and a token; the audit log names the secrets and not their values', async () => {
    const pc = await deployed(SECRET_WINDOWS);
    const { body } = await redeem(pc).expect(200);
    const { answer, session, keepsAutologon } = body as Record<string, string>;
    expect(answer).toContain('<ComputerName>PC-001</ComputerName>');
    expect(answer).toContain('<Value>Admin-l’été-7731 &amp; &lt;b&gt;</Value>');
    expect(answer).toContain(WINDOWS_SECRETS['pc/join']);
    expect(answer).not.toContain('{vault:');
    expect(session).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(keepsAutologon).toBe(true);
    expect(await audited(pc)).toEqual([
      [
        'machine.redeem',
        { deployment: pc.id, profile: 'pc', references: Object.keys(WINDOWS_SECRETS).sort() },
      ],
    ]);
  });

  it('leaves no token, key or secret in a table', async () => {
    const pc = await deployed(SECRET_WINDOWS);
    const session = await redeemed(pc);
    const [row] = await source.query<[{ text: string }]>(
      `SELECT row_to_json(b)::text AS text FROM windows_boot b WHERE deployment_id = $1`,
      [pc.id],
    );
    const stored = [session, KEY, pc.ticket, 'Admin-l’été-7731'].filter((text) => row.text.includes(text));
    expect(stored).toEqual([]);
  });

  it('gets it again after a cut, with a new token; the first token ends', async () => {
    const pc = await deployed(SECRET_WINDOWS);
    const first = await redeemed(pc);
    const second = await redeemed(pc);
    await post('acknowledge', first, {}).expect(401);
    await post('acknowledge', second, {}).expect(204);
  });

  it.each<[string, (pc: Pc, session: string) => Promise<unknown>, object]>([
    ['another key: a copy of the disk', () => Promise.resolve(), { key: OTHER_KEY }],
    [
      'the same key after the PC has acknowledged',
      (_, session) => post('acknowledge', session, {}).expect(204),
      {},
    ],
    [
      'the same key too late',
      ({ id }) =>
        source.query(
          `UPDATE windows_boot SET redeemed_at = now() - interval '16 minutes' WHERE deployment_id = $1`,
          [id],
        ),
      {},
    ],
    [
      'the same key too often',
      ({ id }) => source.query(`UPDATE windows_boot SET redeemed_count = 10 WHERE deployment_id = $1`, [id]),
      {},
    ],
  ])('is refused with %s, and the audit log tells it', async (_, meanwhile, more) => {
    const pc = await deployed(SECRET_WINDOWS);
    await meanwhile(pc, await redeemed(pc));
    const { body } = await redeem(pc, more).expect(403);
    expect((body as { detail: string }).detail).toMatch(/may have been copied|copié/);
    expect((await audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'copied']);
    expect(JSON.stringify(body)).not.toContain('unattend');
  });

  it('that nobody confirmed gets nothing when there are secrets, and its ticket stays unused', async () => {
    const pc = await deployed(SECRET_WINDOWS, { proof: { kind: 'none' } });
    await redeem(pc).expect(403);
    expect(await audited(pc)).toEqual([['machine.ticket-refused', 'unconfirmed']]);
    await change(pc.id, `facts = facts || '{"identity": {"kind": "code"}}'`);
    await redeem(pc).expect(200);
  });

  it('that nobody confirmed gets a file without secrets', async () => {
    await redeem(await deployed(PLAIN, { proof: { kind: 'none' } })).expect(200);
  });

  it('keeps its ticket when a use of a secret is not approved', async () => {
    const pc = await deployed({ ...SECRET_WINDOWS, name: 'unapproved' });
    await redeem(pc).expect((answer) => expect(answer.status).toBeGreaterThanOrEqual(400));
    await app.get(SecretUseStore).transaction(async (manager) => {
      const uses = usesOf(parseProfile({ ...SECRET_WINDOWS, name: 'unapproved' }));
      await app.get(SecretUseStore).approve(uses, 'Anna', manager);
    });
    await redeem(pc).expect(200);
  });

  it.each([
    ['was cancelled', `state = 'cancelled'`],
    ['has failed', `state = 'failed'`],
    ['is certified', `state = 'certified'`],
    ['was armed anew', `armed_at = now()`],
    ['has no ticket on record', `facts = facts - 'windowsTicket'`],
  ])('is refused when its deployment %s', async (_, set) => {
    const pc = await deployed(PLAIN);
    await change(pc.id, set);
    await redeem(pc).expect(403);
    expect(await audited(pc)).toEqual([['machine.ticket-refused', 'ended']]);
  });

  it('is refused as another PC, with the ticket of another use, and without any', async () => {
    const [pc, other] = [await deployed(PLAIN), await deployed(PLAIN)];
    await redeem({ ...pc, identity: other.identity }).expect(403);
    expect(await audited(other)).toEqual([['machine.ticket-refused', 'foreign']]);
    await redeem({ ...pc, ticket: tickets.issue('system', pc.machineId, 60) }).expect(403);
    await redeem({ ...pc, ticket: 'a.b.c' }).expect(403);
    await request(app.getHttpServer()).post('/phone-home/windows/redeem').send({}).expect(401);
    await redeem(pc).expect(200);
  });

  it('of an earlier disk is refused before and after the newer disk has redeemed', async () => {
    const pc = await deployed(SECRET_WINDOWS);
    const newer = { ...pc, ticket: await written(pc) };
    await redeem(pc).expect(403);
    expect(await audited(pc)).toEqual([['machine.ticket-refused', 'copied']]);
    await redeem(newer).expect(200);
    await redeem(pc).expect(403);
    expect((await audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'copied']);
  });

  it('of a disk of the first run is refused after a retry from the start, also when it had redeemed', async () => {
    const [fresh, served] = [await deployed(SECRET_WINDOWS), await deployed(SECRET_WINDOWS)];
    await redeem(served).expect(200);
    for (const pc of [fresh, served]) {
      await retried(pc, 'wait-windows', 'start');
      await redeem(pc).expect(403);
      expect((await audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'ended']);
      const newer = { ...pc, ticket: await written(pc) };
      await redeem(pc).expect(403);
      expect((await audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'copied']);
      await redeem(newer).expect(200);
    }
  });

  it('is refused from the retry of a step after which its answers are written anew', async () => {
    const pc = await deployed(SECRET_WINDOWS);
    await retried(pc, 'restart', 'failed-step');
    await redeem(pc).expect(403);
    expect(await audited(pc)).toEqual([['machine.ticket-refused', 'ended']]);
  });

  it('keeps its ticket when only the wait for it is retried', async () => {
    const pc = await deployed(SECRET_WINDOWS);
    await retried(pc, 'wait-windows', 'failed-step');
    await redeem(pc).expect(200);
  });

  it('of a closed network gets its secrets there, and nothing once the network is open again', async () => {
    const [networks, actor] = [app.get(ClosedNetworks), { kind: 'account', id: 'a', name: 'Anna' } as const];
    const pc = await deployed(SECRET_WINDOWS, { proof: { ...PROVEN, kind: 'closed-network' } });
    await networks.close('10.77.0.0/16', undefined, actor);
    await redeem(pc).expect(403);
    expect(await audited(pc)).toEqual([['machine.ticket-refused', 'unconfirmed']]);
    await networks.close('127.0.2.0/24', undefined, actor);
    await redeem(pc).expect(200);
    await networks.open('127.0.2.0/24', actor);
    await redeem(pc).expect(403);
    expect((await audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'unconfirmed']);
  });
});

describe('the reports of a PC', () => {
  const stored = (pc: Pc) => app.get(WindowsBootStore).of(pc.id);
  const reportOf = ({ identity }: Pc, more: object = {}) => windowsReport({ identity, ...more });
  const sealOf = ({ identity }: Pc, more: object = {}) => windowsSeal({ identity, ...more });

  it('wake the steps that wait for them, and the token ends with the last one', async () => {
    const pc = await deployed(PLAIN);
    const session = await redeemed(pc);
    await post('report', session, reportOf(pc)).expect(204);
    await post('sealed', session, sealOf(pc)).expect(200);
    expect(signals.filter(([id]) => id === pc.machineId).map(([, signal]) => signal)).toEqual([
      'system-booted',
      'system-sealed',
    ]);
    expect(await stored(pc)).toMatchObject({
      report: { boot: { build: '26100.1742' } },
      seal: { left: [] },
      acknowledgedAt: expect.any(Date) as Date,
    });
    await post('sealed', session, sealOf(pc)).expect(401);
  });

  it('are taken once: a repetition changes nothing and wakes nothing', async () => {
    const pc = await deployed(PLAIN);
    const session = await redeemed(pc);
    await post('report', session, reportOf(pc)).expect(204);
    await post('report', session, reportOf(pc, { boot: { build: '1.1' } })).expect(204);
    expect((await stored(pc))?.report?.boot.build).toBe('26100.1742');
    expect(signals.filter(([id]) => id === pc.machineId)).toHaveLength(1);
  });

  it('are refused from another PC, and audited', async () => {
    const [pc, other] = [await deployed(PLAIN), await deployed(PLAIN)];
    const session = await redeemed(pc);
    await post('report', session, reportOf(other)).expect(403);
    await post('sealed', session, sealOf(other)).expect(403);
    expect((await stored(pc))?.report).toBeNull();
    expect((await audited(other)).at(-1)).toEqual(['machine.ticket-refused', 'foreign']);
  });

  it('are refused without a token, with a ticket, and of a disk that was written anew', async () => {
    const pc = await deployed(PLAIN);
    await post('report', pc.ticket, reportOf(pc)).expect(401);
    const session = await redeemed(pc);
    await app.get(WindowsBootStore).forget(pc.id);
    await post('report', session, reportOf(pc)).expect(401);
  });

  it('are refused when they are cut, lack a part, or are too large', async () => {
    const pc = await deployed(PLAIN);
    const session = await redeemed(pc);
    await post('report', session, JSON.stringify(reportOf(pc)).slice(0, -20)).expect(400);
    const { boot: _, ...rest } = reportOf(pc);
    await post('report', session, rest).expect(400);
    await post('report', session, reportOf(pc, { setupLog: 'x'.repeat(60_001) })).expect(400);
    await post('report', session, reportOf(pc, { setupLog: 'x'.repeat(520_000) })).expect(413);
    expect((await stored(pc))?.report).toBeNull();
  });

  it('that the PC is sealed is refused before it has reported', async () => {
    const pc = await deployed(PLAIN);
    await post('sealed', await redeemed(pc), sealOf(pc)).expect(409);
  });

  it('wait while the deployment has failed, and end when it was cancelled', async () => {
    const pc = await deployed(PLAIN);
    const session = await redeemed(pc);
    await change(pc.id, `state = 'failed'`);
    await post('report', session, reportOf(pc)).expect(409);
    await change(pc.id, `state = 'waiting'`);
    await post('report', session, reportOf(pc)).expect(204);
    await change(pc.id, `state = 'cancelled'`);
    await post('sealed', session, sealOf(pc)).expect(403);
  });
});

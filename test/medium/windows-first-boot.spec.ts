import { schemaDrift } from '../../src/platform/database/index.js';
import {
  Deployments,
  DeploymentStore,
  StepAttemptStore,
  StepStore,
  WindowsBootStore,
} from '../../src/deployment/pipeline/index.js';
import { Planner } from '../../src/deployment/pipeline/planner.js';
import { parseProfile, usesOf } from '../../src/documents/profile/index.js';
import { ClosedNetworks } from '../../src/park/machine/index.js';
import { SecretUseStore } from '../../src/platform/vault/index.js';
import request from 'supertest';
import { SECRET_WINDOWS, WINDOWS_SECRETS } from '../support/secret-windows.js';
import { KEY, PLAIN, PROVEN, WindowsHome, type WindowsPc as Pc } from '../support/windows-home.js';
import { windowsReport, windowsSeal } from '../support/windows-report.js';

const OTHER_KEY = 'o'.repeat(43);

let home: WindowsHome;

beforeAll(async () => {
  home = await WindowsHome.start();
});
afterAll(() => home.close());

/** The steps of the deployment: this one has failed, and somebody retries it. */
async function retried({ id }: Pc, failed: string, from: 'failed-step' | 'start') {
  const list = [
    { name: 'wait-environment', place: 'environment' },
    { name: 'write-answers', place: 'environment', forgets: ['windowsTicket'] },
    { name: 'restart', place: 'environment' },
    { name: 'wait-windows', place: 'server' },
  ];
  const at = list.findIndex(({ name }) => name === failed);
  for (const [position, { name }] of list.entries()) {
    const state = position < at ? 'done' : position === at ? 'failed' : 'pending';
    await home.step(id, position, name, state);
  }
  await home.change(id, `state = 'failed'`);
  const nothing = () => Promise.resolve(undefined);
  const parts = {
    database: home.source,
    store: home.app.get(DeploymentStore),
    steps: new StepStore(home.source, new StepAttemptStore(home.source)),
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

it('has tables that match their entities', async () => {
  expect(
    (await schemaDrift(home.source)).filter((query) =>
      /windows_(boot|access)|machine_channel|host_address/.test(query),
    ),
  ).toEqual([]);
});

describe('a PC that redeems its answer file', () => {
  it('gets it whole, with every secret, and a token; the audit log names the secrets and not their values', async () => {
    const pc = await home.deployed(SECRET_WINDOWS);
    const { body } = await home.redeem(pc).expect(200);
    const { answer, session, keepsAutologon } = body as Record<string, string>;
    expect(answer).toContain('<ComputerName>PC-001</ComputerName>');
    expect(answer).toContain('<Value>Admin-l’été-7731 &amp; &lt;b&gt;</Value>');
    expect(answer).toContain(WINDOWS_SECRETS['pc/join']);
    expect(answer).not.toContain('{vault:');
    expect(session).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(keepsAutologon).toBe(true);
    expect(await home.audited(pc)).toEqual([
      [
        'machine.redeem',
        { deployment: pc.id, profile: 'pc', references: Object.keys(WINDOWS_SECRETS).sort() },
      ],
    ]);
  });

  it('leaves no token, key or secret in a table', async () => {
    const pc = await home.deployed(SECRET_WINDOWS);
    const session = await home.redeemed(pc);
    const [row] = await home.source.query<[{ text: string }]>(
      `SELECT row_to_json(b)::text AS text FROM windows_boot b WHERE deployment_id = $1`,
      [pc.id],
    );
    const stored = [session, KEY, pc.ticket, 'Admin-l’été-7731'].filter((text) => row.text.includes(text));
    expect(stored).toEqual([]);
  });

  it('gets it again after a cut, with a new token; the first token ends', async () => {
    const pc = await home.deployed(SECRET_WINDOWS);
    const first = await home.redeemed(pc);
    const second = await home.redeemed(pc);
    await home.post('acknowledge', first, {}).expect(401);
    await home.post('acknowledge', second, {}).expect(204);
  });

  it.each<[string, (pc: Pc, session: string) => Promise<unknown>, object]>([
    ['another key: a copy of the disk', () => Promise.resolve(), { key: OTHER_KEY }],
    [
      'the same key after the PC has acknowledged',
      (_, session) => home.post('acknowledge', session, {}).expect(204),
      {},
    ],
    [
      'the same key too late',
      ({ id }) =>
        home.source.query(
          `UPDATE windows_boot SET redeemed_at = now() - interval '16 minutes' WHERE deployment_id = $1`,
          [id],
        ),
      {},
    ],
    [
      'the same key too often',
      ({ id }) =>
        home.source.query(`UPDATE windows_boot SET redeemed_count = 10 WHERE deployment_id = $1`, [id]),
      {},
    ],
  ])('is refused with %s, and the audit log tells it', async (_, meanwhile, more) => {
    const pc = await home.deployed(SECRET_WINDOWS);
    await meanwhile(pc, await home.redeemed(pc));
    const { body } = await home.redeem(pc, more).expect(403);
    expect((body as { detail: string }).detail).toMatch(/may have been copied|copié/);
    expect((await home.audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'copied']);
    expect(JSON.stringify(body)).not.toContain('unattend');
  });

  it('that nobody confirmed gets nothing when there are secrets, and its ticket stays unused', async () => {
    const pc = await home.deployed(SECRET_WINDOWS, { proof: { kind: 'none' } });
    await home.redeem(pc).expect(403);
    expect(await home.audited(pc)).toEqual([['machine.ticket-refused', 'unconfirmed']]);
    await home.change(pc.id, `facts = facts || '{"identity": {"kind": "code"}}'`);
    await home.redeem(pc).expect(200);
  });

  it('that nobody confirmed gets a file without secrets', async () => {
    await home.redeem(await home.deployed(PLAIN, { proof: { kind: 'none' } })).expect(200);
  });

  it('keeps its ticket when a use of a secret is not approved', async () => {
    const pc = await home.deployed({ ...SECRET_WINDOWS, name: 'unapproved' });
    await home.redeem(pc).expect((answer) => expect(answer.status).toBeGreaterThanOrEqual(400));
    await home.app.get(SecretUseStore).transaction(async (manager) => {
      const uses = usesOf(parseProfile({ ...SECRET_WINDOWS, name: 'unapproved' }));
      await home.app.get(SecretUseStore).approve(uses, 'Anna', manager);
    });
    await home.redeem(pc).expect(200);
  });

  it.each([
    ['was cancelled', `state = 'cancelled'`],
    ['has failed', `state = 'failed'`],
    ['is certified', `state = 'certified'`],
    ['was armed anew', `armed_at = now()`],
    ['has no ticket on record', `facts = facts - 'windowsTicket'`],
  ])('is refused when its deployment %s', async (_, set) => {
    const pc = await home.deployed(PLAIN);
    await home.change(pc.id, set);
    await home.redeem(pc).expect(403);
    expect(await home.audited(pc)).toEqual([['machine.ticket-refused', 'ended']]);
  });

  it('is refused as another PC, with the ticket of another use, and without any', async () => {
    const [pc, other] = [await home.deployed(PLAIN), await home.deployed(PLAIN)];
    await home.redeem({ ...pc, identity: other.identity }).expect(403);
    expect(await home.audited(other)).toEqual([['machine.ticket-refused', 'foreign']]);
    await home.redeem({ ...pc, ticket: home.tickets.issue('system', pc.machineId, 60) }).expect(403);
    await home.redeem({ ...pc, ticket: 'a.b.c' }).expect(403);
    await request(home.app.getHttpServer()).post('/phone-home/windows/redeem').send({}).expect(401);
    await home.redeem(pc).expect(200);
  });

  it('of an earlier disk is refused before and after the newer disk has redeemed', async () => {
    const pc = await home.deployed(SECRET_WINDOWS);
    const newer = { ...pc, ticket: await home.written(pc) };
    await home.redeem(pc).expect(403);
    expect(await home.audited(pc)).toEqual([['machine.ticket-refused', 'copied']]);
    await home.redeem(newer).expect(200);
    await home.redeem(pc).expect(403);
    expect((await home.audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'copied']);
  });

  it('of a disk of the first run is refused after a retry from the start, also when it had redeemed', async () => {
    const [fresh, served] = [await home.deployed(SECRET_WINDOWS), await home.deployed(SECRET_WINDOWS)];
    await home.redeem(served).expect(200);
    for (const pc of [fresh, served]) {
      await retried(pc, 'wait-windows', 'start');
      await home.redeem(pc).expect(403);
      expect((await home.audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'ended']);
      const newer = { ...pc, ticket: await home.written(pc) };
      await home.redeem(pc).expect(403);
      expect((await home.audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'copied']);
      await home.redeem(newer).expect(200);
    }
  });

  it('is refused from the retry of a step after which its answers are written anew', async () => {
    const pc = await home.deployed(SECRET_WINDOWS);
    await retried(pc, 'restart', 'failed-step');
    await home.redeem(pc).expect(403);
    expect(await home.audited(pc)).toEqual([['machine.ticket-refused', 'ended']]);
  });

  it('keeps its ticket when only the wait for it is retried', async () => {
    const pc = await home.deployed(SECRET_WINDOWS);
    await retried(pc, 'wait-windows', 'failed-step');
    await home.redeem(pc).expect(200);
  });

  it('of a closed network gets its secrets there, and nothing once the network is open again', async () => {
    const [networks, actor] = [
      home.app.get(ClosedNetworks),
      { kind: 'account', id: 'a', name: 'Anna' } as const,
    ];
    const pc = await home.deployed(SECRET_WINDOWS, { proof: { ...PROVEN, kind: 'closed-network' } });
    await networks.close('10.77.0.0/16', undefined, actor);
    await home.redeem(pc).expect(403);
    expect(await home.audited(pc)).toEqual([['machine.ticket-refused', 'unconfirmed']]);
    await networks.close('127.0.2.0/24', undefined, actor);
    await home.redeem(pc).expect(200);
    await networks.open('127.0.2.0/24', actor);
    await home.redeem(pc).expect(403);
    expect((await home.audited(pc)).at(-1)).toEqual(['machine.ticket-refused', 'unconfirmed']);
  });
});

describe('the reports of a PC', () => {
  const stored = (pc: Pc) => home.app.get(WindowsBootStore).of(pc.id);
  const reportOf = ({ identity }: Pc, more: object = {}) => windowsReport({ identity, ...more });
  const sealOf = ({ identity }: Pc, more: object = {}) => windowsSeal({ identity, ...more });

  it('wake the steps that wait for them, and the token ends with the last one', async () => {
    const pc = await home.deployed(PLAIN);
    const session = await home.redeemed(pc);
    await home.post('report', session, reportOf(pc)).expect(200, { handOver: null });
    await home.post('sealed', session, sealOf(pc)).expect(200);
    expect(home.signals.filter(([id]) => id === pc.machineId).map(([, signal]) => signal)).toEqual([
      'system-booted',
      'system-sealed',
    ]);
    expect(await stored(pc)).toMatchObject({
      report: { boot: { build: '26100.1742' } },
      seal: { left: [] },
      acknowledgedAt: expect.any(Date) as Date,
    });
    await home.post('sealed', session, sealOf(pc)).expect(401);
  });

  it('are taken once: a repetition changes nothing and wakes nothing', async () => {
    const pc = await home.deployed(PLAIN);
    const session = await home.redeemed(pc);
    await home.post('report', session, reportOf(pc)).expect(200, { handOver: null });
    await home.post('report', session, reportOf(pc, { boot: { build: '1.1' } })).expect(200);
    expect((await stored(pc))?.report?.boot.build).toBe('26100.1742');
    expect(home.signals.filter(([id]) => id === pc.machineId)).toHaveLength(1);
  });

  it('are refused from another PC, and audited', async () => {
    const [pc, other] = [await home.deployed(PLAIN), await home.deployed(PLAIN)];
    const session = await home.redeemed(pc);
    await home.post('report', session, reportOf(other)).expect(403);
    await home.post('sealed', session, sealOf(other)).expect(403);
    expect((await stored(pc))?.report).toBeNull();
    expect((await home.audited(other)).at(-1)).toEqual(['machine.ticket-refused', 'foreign']);
  });

  it('are refused without a token, with a ticket, and of a disk that was written anew', async () => {
    const pc = await home.deployed(PLAIN);
    await home.post('report', pc.ticket, reportOf(pc)).expect(401);
    const session = await home.redeemed(pc);
    await home.app.get(WindowsBootStore).forget(pc.id);
    await home.post('report', session, reportOf(pc)).expect(401);
  });

  it('are refused when they are cut, lack a part, or are too large', async () => {
    const pc = await home.deployed(PLAIN);
    const session = await home.redeemed(pc);
    await home.post('report', session, JSON.stringify(reportOf(pc)).slice(0, -20)).expect(400);
    const { boot: _, ...rest } = reportOf(pc);
    await home.post('report', session, rest).expect(400);
    await home.post('report', session, reportOf(pc, { setupLog: 'x'.repeat(60_001) })).expect(400);
    await home.post('report', session, reportOf(pc, { setupLog: 'x'.repeat(520_000) })).expect(413);
    expect((await stored(pc))?.report).toBeNull();
  });

  it('that the PC is sealed is refused before it has reported', async () => {
    const pc = await home.deployed(PLAIN);
    await home.post('sealed', await home.redeemed(pc), sealOf(pc)).expect(409);
  });

  it('wait while the deployment has failed, and end when it was cancelled', async () => {
    const pc = await home.deployed(PLAIN);
    const session = await home.redeemed(pc);
    await home.change(pc.id, `state = 'failed'`);
    await home.post('report', session, reportOf(pc)).expect(409);
    await home.change(pc.id, `state = 'waiting'`);
    await home.post('report', session, reportOf(pc)).expect(200, { handOver: null });
    await home.change(pc.id, `state = 'cancelled'`);
    await home.post('sealed', session, sealOf(pc)).expect(403);
  });
});

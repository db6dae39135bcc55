import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Arming,
  DeploymentStore,
  WindowsBoots,
  WindowsBootStore,
  WINDOWS_TICKET,
} from '../../src/deployment/pipeline/index.js';
import { orderOf } from '../../src/deployment/pipeline/order.js';
import type { StepContext } from '../../src/deployment/pipeline/step-context.js';
import { PrepareJoin } from '../../src/deployment/pipeline/steps/prepare-join/prepare-join.step.js';
import { VerifyJoin } from '../../src/deployment/pipeline/steps/verify-join/verify-join.step.js';
import { readJoinBlob } from '../../src/documents/answer/join-blob.js';
import { parseProfile } from '../../src/documents/profile/index.js';
import { SYSTEM } from '../../src/platform/account/index.js';
import { EtabliError } from '../../src/platform/core/index.js';
import { Tickets } from '../../src/platform/vault/index.js';
import { DirectoryServer } from '../support/directory-server.js';
import { JOIN_PASSWORD, WORKSTATIONS } from '../support/samba-domain.js';
import { encodingsOf } from '../support/secret-windows.js';
import { DIRECTORY } from '../support/windows-scripts/directory.js';

const KEY = 'k'.repeat(43);
const ROOM = `OU=Salle A,${WORKSTATIONS}`;
const DOMAIN = { directory: 'corp', offlineJoin: true, existing: 'refuse' };
const PROVEN = { kind: 'code', by: 'Anna', at: '2026-05-04T08:00:00.000Z' };

let lab: DirectoryServer;
let folder: string;
const path = process.env['PATH'];
beforeAll(async () => {
  lab = await DirectoryServer.start();
  await lab.add();
  folder = mkdtempSync(join(tmpdir(), 'etabli-net-'));
  // Writes down how it was called, and does the same.
  const net = `#!/bin/sh\nprintf '%s\\n' "$@" >> ${folder}/calls\nenv >> ${folder}/calls\nexec /usr/bin/net "$@"\n`;
  writeFileSync(join(folder, 'net'), net);
  chmodSync(join(folder, 'net'), 0o755);
  process.env['PATH'] = `${folder}:${path}`;
});
afterAll(async () => {
  process.env['PATH'] = path;
  await lab?.stop();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
/** A deployment under way, with a PC that was confirmed. */
async function deployed(hostname: string, row: object = {}) {
  count += 1;
  const [id, machineId] = [randomUUID(), await lab.machine()];
  const document = parseProfile({ name: 'pc', master: { name: 'windows-11' }, windows: { domain: DOMAIN } });
  const profile = { id: randomUUID(), name: 'pc', version: 1, digest: 'd', document };
  const master = { name: 'windows-11', system: 'windows', kind: 'disk', indexSha256: 'a'.repeat(64) };
  const plan = { purpose: 'deploy', row, profile, master, technician: 'Anna' };
  const armedAt = new Date(Date.UTC(2026, 4, 4, 8, count));
  const facts = { hostname, identity: PROVEN };
  await lab.server.app
    .get(DeploymentStore)
    .insert(lab.database.manager, [
      { id, machineId, rowNumber: 1, purpose: 'deploy', state: 'waiting', armedAt, plan, facts } as never,
    ]);
  return { id, machineId, armedAt, plan, facts: { ...facts } as Record<string, unknown> };
}
type Pc = Awaited<ReturnType<typeof deployed>>;

/** What a step is given; `windows` is the state of the simulated Windows. */
function contextOf(pc: Pc, windows?: Record<string, unknown>): StepContext<'deploy'> {
  return {
    deploymentId: pc.id,
    machineId: pc.machineId,
    plan: pc.plan,
    facts: pc.facts,
    signal: new AbortController().signal,
    confirmMine: () => Promise.resolve(),
    conceal: () => undefined,
    log: () => undefined,
    pause: () => Promise.resolve(),
    remember: (facts: object) => Promise.resolve(void Object.assign(pc.facts, facts)),
    powershell: async (script: string, given: object) => {
      if (windows === undefined) throw new EtabliErrorOfTest();
      return (await DIRECTORY[script]!(given as never, windows)).result;
    },
  } as unknown as StepContext<'deploy'>;
}
class EtabliErrorOfTest extends EtabliError {
  constructor() {
    super({ fr: 'personne ne répond', en: 'nobody answers' });
  }
}

const step = <T>(type: new (...args: never[]) => T): T => lab.server.app.get(type, { strict: false });
const prepare = (pc: Pc) => step(PrepareJoin).run(contextOf(pc));

async function redeem(pc: Pc, ticket?: string): Promise<{ blob: string; ticket: string }> {
  const tickets = lab.server.app.get(Tickets);
  const written = ticket ?? tickets.issue(WINDOWS_TICKET, pc.machineId, 600, orderOf(pc));
  const windowsTicket = tickets.read(written, WINDOWS_TICKET).id;
  await lab.server.app.get(DeploymentStore).remember(pc.id, { windowsTicket });
  const { answer } = await lab.server.app.get(WindowsBoots).redeem(written, KEY, '127.0.0.1');
  return { blob: /<AccountData>([^<]+)/.exec(answer)?.[1] ?? '', ticket: written };
}

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const tables = await lab.database.query<{ name: string }[]>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
  );
  const rows: string[] = [];
  for (const { name } of tables)
    rows.push(
      ...(await lab.database.query<{ t: string }[]>(`SELECT t::text AS t FROM ${name} t`)).map(({ t }) => t),
    );
  expect(rows.length).toBeGreaterThan(20);
  return rows.join('\n');
}

/** Of a blob: the machine passwords of Établi begin alike. */
function passwordIn(blob: string): string {
  const bytes = Buffer.from(blob, 'base64');
  const at = bytes.indexOf(Buffer.from('aA1.', 'utf16le'));
  expect(at).toBeGreaterThan(0);
  return bytes.toString('utf16le', at, at + 240);
}

describe('a PC that joins offline', () => {
  it('finds its account where the lot says, redeems its blob once, joins, and is verified on both sides', async () => {
    const pc = await deployed('pc-70', { organizationalUnit: ROOM });
    const prepared = await prepare(pc);
    expect(prepared).toMatchObject({
      kind: 'done',
      evidence: { action: 'create', dn: `CN=PC-70,${ROOM}`, user: null },
    });

    const { blob, ticket } = await redeem(pc);
    expect(readJoinBlob(blob)).toEqual({ domain: 'CORP.TEST', machine: 'PC-70' });
    // It lost its network while the answer travelled.
    expect((await redeem(pc, ticket)).blob).toBe(blob);
    const boot = await lab.server.app.get(WindowsBootStore).of(pc.id);
    await lab.server.app.get(WindowsBoots).acknowledge(boot!);
    await expect(redeem(pc)).rejects.toThrow('has expired or was called off');

    expect(await lab.domain.clientWith(blob, 'PC-70')).toMatchObject({ testjoin: { text: 'Join is OK\n' } });
    await lab.domain.change(`CN=PC-70,${ROOM}`, { operatingSystem: 'Windows 11 Pro' });
    const verified = await step(VerifyJoin).run(contextOf(pc, { domain: 'corp.test' }));
    expect(verified).toMatchObject({ kind: 'done', evidence: { account: { isAfterJoin: true } } });
    const checks = pc.facts['checks'] as { kind: string; verdict: string }[];
    expect(checks.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      'domain-joined passed',
      'domain-channel passed',
      'domain-account passed',
      'domain-logon passed',
      'domain-system passed',
    ]);

    const secrets = [JOIN_PASSWORD, passwordIn(blob), blob];
    const kept = await everything();
    const called = readFileSync(join(folder, 'calls'), 'utf8');
    expect(called).toContain('composeodj');
    const said = JSON.stringify([prepared, verified, pc.facts]);
    for (const secret of secrets) {
      // The database prints bytes as hexadecimal digits.
      const hexadecimal = [Buffer.from(secret), Buffer.from(secret, 'utf16le')].map((bytes) =>
        bytes.toString('hex'),
      );
      for (const form of [...encodingsOf(secret), ...hexadecimal])
        expect([kept.includes(form), called.includes(form), said.includes(form)]).toEqual([
          false,
          false,
          false,
        ]);
    }
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('etabli-join-'))).toEqual([]);
    expect(existsSync(join(folder, 'net'))).toBe(true);
  });

  it('is refused before anything is erased when the directory refuses', async () => {
    const pc = await deployed('pc-71', { organizationalUnit: 'OU=Serveurs,DC=corp,DC=test' });
    await expect(prepare(pc)).rejects.toThrow('svc-join has no right to do that');
    expect(pc.facts['directoryJoin']).toBeUndefined();
    await expect(redeem(pc)).rejects.toThrow('has expired or was called off');
  });

  it('that nobody confirmed redeems no blob', async () => {
    const pc = await deployed('pc-72');
    await prepare(pc);
    await lab.database.query(
      `UPDATE deployment SET facts = facts || '{"identity":{"kind":"none"}}' WHERE id = $1`,
      [pc.id],
    );
    await expect(redeem(pc)).rejects.toThrow();
    expect(await lab.states()).toContain('PC-72 create ready');
  });

  it('that is cancelled has no account any more', async () => {
    const pc = await deployed('pc-73');
    await prepare(pc);
    await lab.server.app.get(Arming).cancel(pc.id, SYSTEM);
    await lab.callOff();
    expect(await lab.domain.entry('PC-73$')).toBeUndefined();
    expect(await lab.states()).toContain('PC-73 create revoked');
  });

  it('whose Windows does not answer is unmeasured, and gets no certificate', async () => {
    const pc = await deployed('pc-74');
    await prepare(pc);
    await lab.domain.clientWith((await redeem(pc)).blob, 'PC-74');
    await lab.domain.change(`CN=PC-74,${WORKSTATIONS}`, { operatingSystem: 'Windows 11 Pro' });
    await expect(step(VerifyJoin).run(contextOf(pc))).rejects.toThrow('Windows has not answered');
    const checks = pc.facts['checks'] as { kind: string; verdict: string }[];
    expect(checks.find(({ kind }) => kind === 'domain-joined')?.verdict).toBe('unmeasured');
    expect(checks.find(({ kind }) => kind === 'domain-logon')?.verdict).toBe('passed');
  });
});

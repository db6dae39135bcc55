import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { DataSource as Source } from 'typeorm';
import { Accounts, ApiTokens } from '../../src/platform/account/index.js';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { hostKeyFingerprint } from '../../src/park/machine/index.js';
import { Tickets } from '../../src/platform/vault/index.js';
import { EnvironmentClient } from '../support/environment-client.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { Workshop } from '../support/workshop.js';

let server: RunningServer;
let workshop: Workshop;
let database: DataSource;

interface Entry {
  action: string;
  subject: { id: string };
  data: Record<string, unknown>;
}

beforeAll(async () => {
  server = await runningServer();
  workshop = new Workshop(server.base, server.token);
  await workshop.furnish('secrets', 'password-of-the-profile');
  await workshop.well('POST', '/api/profiles', {
    name: 'plain',
    master: { name: 'tiny' },
    disk: { rule: {} },
    hostname: { pattern: 'PC-{{serialTail 6}}' },
  });
  await workshop.openNetwork();
  database = server.app.get(Source);
});
afterAll(() => server?.stop());

const newPc = (identity: object = {}) => new EnvironmentClient(server.base, identity);

/** Arms a deployment of the PC; its id. */
async function armed(pc: EnvironmentClient, profile = 'plain'): Promise<string> {
  const lot = await workshop.well(
    'POST',
    `/api/lots?profile=${profile}&customer=Test`,
    `serial\n${pc.identity.serial}\n`,
    'text/csv',
  );
  return workshop.arm(((await lot.json()) as { id: string }).id);
}

async function machineOf({ identity }: EnvironmentClient) {
  const { items } = await workshop.get<{ items: { id: string; serial: string }[] }>(
    `/api/machines?search=${identity.serial}`,
  );
  return items[0]!;
}

/** The machine, as the API tells it. */
async function identityOf(pc: EnvironmentClient) {
  const { id } = await machineOf(pc);
  return workshop.get<{
    id: string;
    environment: null | {
      address: string;
      hostKey: string;
      contested: boolean;
      proof: null | { kind: string; by: string };
    };
  }>(`/api/machines/${id}`);
}

async function audited(action: string): Promise<Entry[]> {
  const { items } = await workshop.get<{ items: Entry[] }>(`/api/audit?action=${action}&pageSize=100`);
  return items;
}

async function statesOf(id: string) {
  const { state, steps } = await workshop.deployment(id);
  const first = steps[0] as { state: string; waitsFor?: string };
  return { state, step: first.state, waitsFor: first.waitsFor ?? null };
}

/** The step under way is in the hands of a worker. */
async function running(id: string): Promise<void> {
  await database.query(
    `UPDATE step SET state = 'running', claimed_at = now(), heartbeat_at = now() WHERE deployment_id = $1 AND position = 0`,
    [id],
  );
}

/** What an attacker without patience, or a technician who reads badly, types. */
async function confirm(pc: EnvironmentClient, code: string, as = workshop) {
  const { id } = await machineOf(pc);
  const answer = await as.ask('POST', `/api/machines/${id}/confirm`, { code });
  const body = answer.status === 204 ? {} : ((await answer.json()) as { detail?: string; remedy?: string });
  return { status: answer.status, ...body };
}

/** It was seen and heard that long ago. */
async function silentFor(pc: EnvironmentClient, seconds: number): Promise<void> {
  const { id } = await machineOf(pc);
  await database.query(
    `UPDATE machine_session SET began_at = began_at - $2 * interval '1 second', ended_at = ended_at - $2 * interval '1 second',
            seen_at = seen_at - $2 * interval '1 second' WHERE machine_id = $1`,
    [id, seconds],
  );
}

const wrong = (code = '') => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a PC that claims to be another one', () => {
  it('is refused with its own inventory ticket and the serial number of an armed PC, which is audited', async () => {
    const victim = newPc();
    const id = await armed(victim);
    expect(await victim.boot()).toBe('stay');
    const attacker = newPc({ serial: victim.identity.serial });
    const ticket = await attacker.ticket({ macs: attacker.identity.macs });
    expect(await attacker.hello(ticket)).toBe(403);

    const machine = await machineOf(victim);
    const [refusal] = await audited('machine.ticket-refused');
    expect(refusal).toMatchObject({
      subject: { id: machine.id },
      data: { reason: 'foreign', ticketOf: attacker.identity.macs[0] },
    });
    const anomalies =
      await workshop.get<{ kind: string; value: string; machineIds: string[] }[]>('/api/machines/anomalies');
    expect(anomalies.filter(({ kind }) => kind === 'foreign-ticket')).toMatchObject([
      { value: attacker.identity.macs[0], machineIds: [machine.id] },
    ]);
    const board = await (await server.ask(`/machines/${machine.id}`)).text();
    expect(board).toContain('this ticket is another PC');
    expect(await (await server.ask('/machines')).text()).toContain('A device identified itself as this PC');
    expect((await identityOf(victim)).environment).toMatchObject({
      hostKey: hostKeyFingerprint(victim.hostKey),
    });
    expect(await statesOf(id)).toMatchObject({ state: 'running' });
  });

  it('is refused although it also claims the MAC of its ticket', async () => {
    const victim = newPc();
    await armed(victim);
    await victim.boot();
    const attacker = newPc();
    const ticket = await attacker.ticket();
    const both = [...attacker.identity.macs, ...victim.identity.macs];
    expect(await attacker.hello(ticket, { ...victim.identity, macs: both })).toBe(403);
    expect(await attacker.hello(ticket, { macs: both } as never)).toBe(403);
  });

  it('begins no deployment with a ticket for an inventory, even of the PC that was armed meanwhile', async () => {
    const pc = newPc();
    const ticket = await pc.ticket({ macs: pc.identity.macs });
    const id = await armed(pc);
    expect(await pc.hello(ticket)).toBe(200);
    expect(await pc.inventory()).toBe('restart');
    expect(await statesOf(id)).toMatchObject({ state: 'armed', step: 'pending' });
    expect((await identityOf(pc)).environment).toBeNull();
    expect(await pc.screen()).toEqual({ state: 'unknown' });
    expect(await pc.boot()).toBe('stay');
    expect(await statesOf(id)).toMatchObject({ state: 'running' });
  });

  it('is refused at its inventory when another device was registered as the claimed PC meanwhile', async () => {
    const real = newPc();
    const attacker = newPc({ serial: real.identity.serial });
    expect(await attacker.hello(await attacker.ticket({ macs: attacker.identity.macs }))).toBe(200);
    expect(await real.boot()).toBe('restart');
    const { id } = await machineOf(real);
    expect(await attacker.inventory({ system: { product: 'Forged' } })).toBe(403);
    expect(await workshop.get(`/api/machines/${id}`)).not.toMatchObject({
      inventory: { system: { product: 'Forged' } },
    });
  });
});

describe('a session', () => {
  it('from before the arming cannot start the deployment', async () => {
    const pc = newPc();
    const first = await armed(pc);
    const attacker = newPc({ ...pc.identity });
    expect(await attacker.hello(await attacker.ticket())).toBe(200); // kept for later, its inventory unsent
    await workshop.well('POST', `/api/deployments/${first}/cancel`);
    const second = await armed(pc);
    expect(await pc.boot()).toBe('stay');
    expect(await attacker.inventory()).toBe('restart');
    expect((await identityOf(pc)).environment).toMatchObject({ hostKey: hostKeyFingerprint(pc.hostKey) });
    expect(await statesOf(second)).toMatchObject({ state: 'running', step: 'queued' });
  });

  it('from before the deployment was disarmed and armed again cannot start it, even of an unknown PC', async () => {
    const pc = newPc();
    const id = await armed(pc);
    expect(await pc.hello(await pc.ticket())).toBe(200);
    const { lotId } = await workshop.get<{ lotId: string }>(`/api/deployments/${id}`);
    await workshop.well('POST', `/api/deployments/${id}/disarm`);
    expect(await workshop.arm(lotId)).toBe(id);
    expect(await pc.inventory()).toBe('restart');
    expect(await statesOf(id)).toMatchObject({ state: 'armed' });
    expect(await pc.boot()).toBe('stay');
  });

  it('loses its host key when its machine is armed again', async () => {
    const pc = newPc();
    const first = await armed(pc);
    expect(await pc.boot()).toBe('stay');
    await workshop.well('POST', `/api/deployments/${first}/cancel`);
    expect((await identityOf(pc)).environment).not.toBeNull();
    await armed(pc);
    expect((await identityOf(pc)).environment).toBeNull();
    expect(await pc.screen()).toEqual({ state: 'unknown', confirmation: { state: 'ended' } });
  });

  it('accepts its inventory once: repeated, it gets the same answer and changes nothing', async () => {
    const pc = newPc();
    await armed(pc);
    expect(await pc.boot()).toBe('stay');
    const { id } = await machineOf(pc);
    pc.address = '127.9.9.9';
    expect(await pc.inventory({ system: { product: 'Replayed' } })).toBe('stay');
    expect(await workshop.get(`/api/machines/${id}`)).not.toMatchObject({
      inventory: { system: { product: 'Replayed' } },
    });
    expect((await identityOf(pc)).environment?.address).not.toBe('127.9.9.9');
  });

  it('ends when its machine says hello again', async () => {
    const pc = newPc();
    await armed(pc);
    const older = newPc({ ...pc.identity });
    expect(await older.hello(await older.ticket())).toBe(200);
    expect(await older.inventory()).toBe('stay');
    const unsent = newPc({ ...pc.identity });
    expect(await unsent.hello(await unsent.ticket())).toBe(200);
    expect(await pc.boot()).toBe('stay');
    expect(await unsent.inventory()).toBe('restart');
    expect((await identityOf(pc)).environment?.hostKey).toBe(hostKeyFingerprint(pc.hostKey));
  });
});

describe('a machine that says hello again and again', () => {
  it('must wait after twenty times from one address, and is accepted from its own', async () => {
    const pc = newPc();
    await armed(pc);
    expect(await pc.boot()).toBe('stay');
    const attacker = newPc({ ...pc.identity });
    const statuses: number[] = [];
    for (let n = 0; n < 21; n += 1) statuses.push(await attacker.hello(await attacker.ticket()));
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    expect(await pc.boot()).toBe('stay');
    const hello = { protocol: 1, identity: pc.identity, hostKey: pc.hostKey, nonce: 'n'.repeat(43) };
    const refused = await attacker.post('hello', (await attacker.ticket()) ?? '', hello);
    expect(refused).toMatchObject({ status: 429, retryAfter: expect.stringMatching(/^\d+$/) as string });
    expect((await identityOf(pc)).environment?.hostKey).toBe(hostKeyFingerprint(pc.hostKey));
  });
});

describe('a host key that changes during a deployment', () => {
  async function begun(profile = 'plain') {
    const pc = newPc();
    const id = await armed(pc, profile);
    expect(await pc.boot()).toBe('stay');
    await running(id);
    return { pc, id, before: hostKeyFingerprint(pc.hostKey) };
  }

  it('ends the running step and waits for a technician, who confirms by the code on the screen', async () => {
    const { pc, id, before } = await begun();
    expect(await pc.boot()).toBe('stay');
    expect(await statesOf(id)).toEqual({ state: 'waiting', step: 'waiting', waitsFor: 'machine-confirmed' });
    const { id: machine } = await machineOf(pc);
    const [change] = await audited('machine.host-key-changed');
    expect(change).toMatchObject({
      subject: { id: machine },
      data: {
        kind: 'environment',
        former: before,
        current: hostKeyFingerprint(pc.hostKey),
        formerAddress: pc.address,
      },
    });
    for (const page of [`/machines/${machine}`, `/deployments/${id}`]) {
      const text = await (await server.ask(page)).text();
      expect(text).toContain(before);
      expect(text).toContain(`href="/confirm/${machine}"`);
      expect(text).toContain('Read the code on this PC');
    }
    const { confirmation } = await pc.screen();
    expect((await confirm(pc, confirmation?.code ?? '')).status).toBe(204);
    expect(await statesOf(id)).toMatchObject({ step: 'queued' });
    expect((await identityOf(pc)).environment?.proof).toMatchObject({ kind: 'code' });
  });

  it('continues automatically on a closed network, and is audited', async () => {
    await workshop.closeNetwork();
    const { pc, id, before } = await begun();
    expect(await pc.boot()).toBe('stay');
    await workshop.openNetwork();
    expect(await statesOf(id)).toMatchObject({ state: 'running', step: 'running' });
    const { id: machine } = await machineOf(pc);
    expect((await audited('machine.host-key-changed'))[0]).toMatchObject({
      subject: { id: machine },
      data: { former: before },
    });
    expect(await (await server.ask(`/machines/${machine}`)).text()).toContain(before);
  });

  it('stops on a closed network too while the former session is there', async () => {
    await workshop.closeNetwork();
    const { pc, id } = await begun();
    const former = newPc({ ...pc.identity });
    former.session = pc.session;
    await former.screen();
    expect(await pc.boot()).toBe('stay');
    await workshop.openNetwork();
    expect(await statesOf(id)).toMatchObject({ state: 'waiting', waitsFor: 'machine-confirmed' });
  });

  it('can be cancelled instead', async () => {
    const { pc, id } = await begun();
    await pc.boot();
    await workshop.well('POST', `/api/deployments/${id}/cancel`);
    expect(await statesOf(id)).toMatchObject({ state: 'cancelled', step: 'cancelled' });
    expect(await pc.screen()).toMatchObject({ state: 'cancelled' });
  });
});

describe('a confirmation', () => {
  /** A PC whose profile has a secret, in the environment. */
  async function waiting() {
    const pc = newPc();
    const id = await armed(pc, 'secrets');
    expect(await pc.boot()).toBe('stay');
    return { pc, id, code: (await pc.screen()).confirmation?.code ?? '' };
  }

  it('is requested with six digits and a QR code that links to the page of the machine', async () => {
    const { pc } = await waiting();
    const { confirmation } = await pc.screen();
    const { id } = await machineOf(pc);
    expect(confirmation).toMatchObject({ state: 'wanted', code: expect.stringMatching(/^\d{6}$/) as string });
    expect(confirmation?.url).toMatch(new RegExp(`^https://.*/confirm/${id}$`));
    const rows = confirmation?.qr ?? [];
    expect(rows.length).toBeGreaterThanOrEqual(33);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([rows.length]));
    // The finder pattern of a corner. ISO/IEC 18004 §6.3.3.
    expect(rows[0]).toMatch(/^1111111/);
    const page = await (await server.ask(`/confirm/${id}`)).text();
    expect(page).toContain('<script src="/assets/machine/confirm.js" defer></script>');
    expect((await server.ask('/assets/machine/confirm.js')).status).toBe(200);
  });

  it('can be given with the command, by the hostname of the deployment', async () => {
    const { pc, id, code } = await waiting();
    const name = `PC-${pc.identity.serial.slice(-6)}`;
    // The inventory step, which no worker runs here, settles it.
    await database.query(`UPDATE deployment SET facts = facts || $2::jsonb WHERE id = $1`, [
      id,
      JSON.stringify({ hostname: name }),
    ]);
    let err = '';
    const target = ['--url', server.base, '--token', server.token];
    const status = await runCommand([...target, 'machine', 'confirm', name.toLowerCase(), code], {
      out: { write: () => true },
      err: { write: (text) => (err += text) },
    });
    expect([status, err]).toEqual([0, expect.stringContaining('est confirmé')]);
    expect((await identityOf(pc)).environment?.proof).toMatchObject({ kind: 'code' });
  });

  it('is not requested for a PC whose profile has no secret', async () => {
    const pc = newPc();
    await armed(pc);
    expect(await pc.boot()).toBe('stay');
    expect((await pc.screen()).confirmation).toBeUndefined();
  });

  it('is given once, and audited with the account, the session and the host key', async () => {
    const { pc, code } = await waiting();
    const { id } = await machineOf(pc);
    expect((await confirm(pc, `${code.slice(0, 3)} ${code.slice(3)}`)).status).toBe(204);
    expect((await audited('machine.confirm'))[0]).toMatchObject({
      subject: { id },
      actor: { kind: 'account' },
      data: { hostKey: hostKeyFingerprint(pc.hostKey), session: expect.any(String) as string },
    });
    expect((await pc.screen()).confirmation).toBeUndefined();
    expect((await identityOf(pc)).environment).toMatchObject({ proof: { kind: 'code' }, contested: false });
  });

  it('refuses a wrong code three times, then needs a new one', async () => {
    const { pc, code } = await waiting();
    for (const left of [2, 1]) {
      expect(await confirm(pc, wrong(code))).toMatchObject({
        status: 422,
        remedy: expect.stringContaining(`Tries left: ${left}`) as string,
      });
    }
    expect(await confirm(pc, wrong(code))).toMatchObject({ status: 422 });
    expect(await confirm(pc, code)).toMatchObject({ status: 409, detail: 'this code is no longer good' });
    const next = (await pc.screen()).confirmation?.code ?? '';
    expect(next).not.toBe(code);
    expect((await confirm(pc, next)).status).toBe(204);
    const refusals = await audited('machine.confirm-refused');
    expect(refusals.slice(0, 4).map(({ data }) => data['reason'])).toEqual([
      'expired',
      'wrong',
      'wrong',
      'wrong',
    ]);
  });

  it('refuses a code after ten minutes', async () => {
    const { pc, code } = await waiting();
    const { id } = await machineOf(pc);
    await database.query(
      `UPDATE machine_session SET code_at = now() - interval '601 seconds' WHERE machine_id = $1`,
      [id],
    );
    expect(await confirm(pc, code)).toMatchObject({ status: 409, detail: 'this code is no longer good' });
    const next = (await pc.screen()).confirmation?.code ?? '';
    expect((await confirm(pc, next)).status).toBe(204);
  });

  it('is refused for both of two PCs that claim one machine, until one was not heard for a minute', async () => {
    const { pc: former } = await waiting();
    const pc = newPc({ ...former.identity });
    expect(await pc.boot()).toBe('stay');
    expect((await former.screen()).confirmation).toEqual({ state: 'contested' });
    expect((await pc.screen()).confirmation).toEqual({ state: 'contested' });
    expect(await confirm(pc, '000000')).toMatchObject({
      status: 409,
      detail: 'two PCs claim to be this machine: neither can be confirmed',
    });
    const { id } = await machineOf(pc);
    expect(await (await server.ask(`/machines/${id}`)).text()).toContain('Two PCs claim to be this machine');
    expect((await identityOf(pc)).environment?.contested).toBe(true);

    await silentFor(pc, 61);
    const { confirmation } = await pc.screen();
    expect((await confirm(pc, confirmation?.code ?? '')).status).toBe(204);
    // It is back: nothing that is proven is lost, and both screens say so again.
    expect((await former.screen()).confirmation).toEqual({ state: 'contested' });
    expect((await identityOf(pc)).environment).toMatchObject({ contested: true, proof: { kind: 'code' } });
  });

  it('is refused with the code of a session that has ended', async () => {
    const { pc: former, code } = await waiting();
    await silentFor(former, 11);
    const pc = newPc({ ...former.identity });
    expect(await pc.boot()).toBe('stay');
    expect((await pc.screen()).confirmation?.state).toBe('wanted');
    expect(await confirm(pc, code)).toMatchObject({ status: 422 });
  });

  it('is for technicians, in the API and on the board', async () => {
    const { pc, code } = await waiting();
    const viewer = workshop.as(await viewerToken());
    expect(await confirm(pc, code, viewer)).toMatchObject({ status: 403 });
    const { id } = await machineOf(pc);
    expect((await viewer.ask('GET', `/confirm/${id}`)).status).toBe(403);
    expect((await viewer.ask('POST', `/confirm/${id}`, { code })).status).toBe(403);
    expect((await identityOf(pc)).environment?.proof).toBeNull();
    expect((await viewer.ask('POST', '/api/closed-networks', { network: '127.0.0.0/8' })).status).toBe(403);
  });

  it('is refused when nothing is deployed', async () => {
    const pc = newPc();
    expect(await pc.boot()).toBe('restart');
    expect(await confirm(pc, '123456')).toMatchObject({
      status: 409,
      detail: 'there is nothing to confirm for this machine',
    });
    const { id } = await machineOf(pc);
    expect((await workshop.ask('POST', `/api/machines/${id}/confirm`, { code: '12345' })).status).toBe(400);
    expect(
      (await workshop.ask('POST', `/api/machines/${randomUUID()}/confirm`, { code: '123456' })).status,
    ).toBe(404);
  });
});

describe('an inventory', () => {
  it('of more than 256 KiB is refused by its field, and a larger one is refused unread', async () => {
    const pc = newPc();
    expect(await pc.hello(await pc.ticket())).toBe(200);
    const send = (nics: object[]) =>
      pc.post('inventory', pc.session, { nonce: pc.nonce, inventory: { firmware: { kind: 'uefi' }, nics } });
    const nic = { name: 'n'.repeat(1_000), mac: 'm'.repeat(200) };
    const large = await send(Array.from({ length: 256 }, () => nic));
    expect(large).toMatchObject({ status: 400, body: { findings: [{ field: 'inventory' }] } });
    expect((await send(Array.from({ length: 512 }, () => nic))).status).toBe(413);
    const { total } = await workshop.get<{ total: number }>(`/api/machines?search=${pc.identity.serial}`);
    expect(total).toBe(0);
    expect(await pc.inventory()).toBe('restart');
  });
});

describe('installed systems', () => {
  it('are all accepted when a whole lot boots for the first time at once', async () => {
    const systems = Array.from({ length: 12 }, () => newPc());
    const tickets: string[] = [];
    for (const pc of systems) {
      await armed(pc);
      expect(await pc.boot()).toBe('stay');
      const { id } = await machineOf(pc);
      await database.query(
        `UPDATE deployment SET facts = facts || jsonb_build_object('systemHostKey', $2::text) WHERE machine_id = $1`,
        [id, pc.hostKey],
      );
      tickets.push(server.app.get(Tickets).issue('system', id, 60));
    }
    const answers = await Promise.all(
      systems.map((pc, n) => pc.post('system', tickets[n]!, { hostKey: pc.hostKey })),
    );
    expect(answers.map(({ status }) => status)).toEqual(systems.map(() => 204));
    const heard = await database.query<{ serial: string }[]>(
      `SELECT serial FROM deployment WHERE last_signal = 'system-booted' ORDER BY serial`,
    );
    expect(heard.map(({ serial }) => serial)).toEqual(systems.map(({ identity }) => identity.serial).sort());
  });
});

describe('a closed network', () => {
  const list = () =>
    workshop.get<{ network: string; reason: string; closedBy: string }[]>('/api/closed-networks');

  it('is declared and withdrawn, which is audited', async () => {
    await workshop.well('POST', '/api/closed-networks', {
      network: '10.77.0.0/16',
      reason: 'the switch of the bench',
    });
    await workshop.well('POST', '/api/closed-networks', { network: '10.77.0.0/16' });
    expect(await list()).toMatchObject([{ network: '10.77.0.0/16', reason: 'the switch of the bench' }]);
    await workshop.well('DELETE', '/api/closed-networks?network=10.77.0.0%2F16');
    expect(await list()).toEqual([]);
    expect((await workshop.ask('DELETE', '/api/closed-networks?network=10.77.0.0%2F16')).status).toBe(404);
    for (const action of ['network.close', 'network.open']) {
      const entries = await audited(action);
      expect(entries.filter(({ subject }) => subject.id === '10.77.0.0/16')).toHaveLength(1);
    }
  });

  it.each(['10.77.0.1/16', '0.0.0.0/0', '10.0.0.0', 'fe80::1/64', '::/0', 'workshop'])(
    'is not %s',
    async (network) => {
      const answer = await workshop.ask('POST', '/api/closed-networks', { network });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ findings: [{ field: 'network', found: network }] });
    },
  );

  it('proves its PCs only while it is declared closed', async () => {
    await workshop.closeNetwork();
    const pc = newPc();
    await armed(pc, 'secrets');
    expect(await pc.boot()).toBe('stay');
    expect((await pc.screen()).confirmation).toBeUndefined();
    expect((await identityOf(pc)).environment?.proof).toMatchObject({
      kind: 'closed-network',
      network: '127.0.0.0/8',
    });
    await workshop.openNetwork();
    expect((await identityOf(pc)).environment?.proof).toBeNull();
    expect((await pc.screen()).confirmation).toMatchObject({ state: 'wanted' });
  });
});

/** The API token of an account that may only look. */
async function viewerToken(): Promise<string> {
  const name = `viewer-${randomUUID().slice(0, 8)}`;
  const order = { name, displayName: 'Vera', role: 'viewer' as const, password: 'a-password-of-hers' };
  const { id } = await server.app.get(Accounts).create(order);
  return (await server.app.get(ApiTokens).create(id, 'test')).token;
}

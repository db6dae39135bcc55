import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { HostAddressStore, WindowsAccesses, WindowsBootStore } from '../../src/deployment/pipeline/index.js';
import { KeptRemotes } from '../../src/deployment/pipeline/kept-remotes.js';
import { type ContextParts, StepContext } from '../../src/deployment/pipeline/step-context.js';
import { restartWindows } from '../../src/deployment/pipeline/windows/restart-windows.js';
import { connectTo, targetOf } from '../../src/deployment/pipeline/remote-target.js';
import { Channels, ClosedNetworks } from '../../src/park/machine/index.js';
import { inTransaction } from '../../src/platform/database/index.js';
import { RefusedLoginError } from '../../src/platform/transport/index.js';
import { CertificateAuthority } from '../../src/platform/vault/index.js';
import { SimulatedDisk } from '../support/simulated-pc-disk.js';
import { windowsBoot, type WindowsHost, type WindowsOptions } from '../support/simulated-windows.js';
import { newRequest, WINRM_PORT } from '../support/simulated-windows-remote.js';
import { until } from '../support/until.js';
import { PLAIN, PROVEN, WindowsHome, type WindowsPc } from '../support/windows-home.js';
import { windowsReport } from '../support/windows-report.js';

const STEPS = ['wait-windows', 'hand-over', 'install-programs', 'seal-windows'];

let home: WindowsHome;
let accesses: WindowsAccesses;
let channels: Channels;
const powers: AbortController[] = [];

beforeAll(async () => {
  home = await WindowsHome.start();
  accesses = home.app.get(WindowsAccesses);
  channels = home.app.get(Channels);
});
afterAll(async () => {
  for (const power of powers) power.abort();
  await home.close();
});

interface Reported extends WindowsPc {
  session: string;
  name: string;
}

/** A PC that has reported, and was asked to hand over. */
async function reported(document: object = PLAIN, asked: { proof?: object } = {}): Promise<Reported> {
  const pc = await home.deployed(document, { steps: STEPS, ...asked });
  const session = await home.redeemed(pc);
  const report = windowsReport({ identity: pc.identity });
  const { body } = await home.post('report', session, report).expect(200);
  const { handOver } = body as { handOver: { name: string } };
  return { ...pc, session, name: handOver.name };
}

function enrol({ session, identity }: Reported, request: string, more: object = {}) {
  return home.post('enrol', session, { protocol: 1, identity, request, ...more });
}

async function enrolled(pc: Reported) {
  const { keyPem, request } = await newRequest(pc.name);
  const { body } = await enrol(pc, request).expect(200);
  return { keyPem, ...(body as { certificate: string; account: { name: string; password: string } }) };
}

const open = ({ session, identity }: Reported, more: object = { port: WINRM_PORT }) =>
  home.post('open', session, { protocol: 1, identity, ...more });

async function nextOf({ session }: Reported): Promise<string> {
  const { body } = await home.post('next', session, { protocol: 1 }).expect(200);
  return (body as { next: string }).next;
}

const rowsAbout = (id: string) =>
  home.source.query<{ text: string }[]>(
    `SELECT row_to_json(a)::text AS text FROM windows_access a WHERE deployment_id = $1`,
    [id],
  );

/** A request as the program of this machine makes it, with what Établi does not sign. */
function madeBy(openssl: string[], name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'etabli-bad-request-'));
  try {
    const files = ['-keyout', join(folder, 'key'), '-outform', 'DER', '-out', join(folder, 'request')];
    const subject = openssl.includes('-subj') ? [] : ['-subj', `/CN=${name}`];
    execFileSync('openssl', ['req', '-new', '-nodes', ...subject, ...openssl, ...files], { stdio: 'pipe' });
    return execFileSync('base64', ['-w0', join(folder, 'request')]).toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('a PC that is asked to hand over', () => {
  it('is asked only where its deployment has that step', async () => {
    const pc = await home.deployed(PLAIN, { steps: ['wait-windows', 'seal-windows'] });
    const session = await home.redeemed(pc);
    const report = windowsReport({ identity: pc.identity });
    await home.post('report', session, report).expect(200, { handOver: null });
    const { request } = await newRequest(`${pc.machineId}.etabli.invalid`);
    await home.post('enrol', session, { protocol: 1, identity: pc.identity, request }).expect(409);
    const asked = await reported();
    expect(asked.name).toBe(`${asked.machineId}.etabli.invalid`);
  });

  it('gets a certificate that another program verifies: for its name, for servers, for four days', async () => {
    const pc = await reported();
    const { certificate } = await enrolled(pc);
    const folder = mkdtempSync(join(tmpdir(), 'etabli-verify-'));
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const ca = file('ca.pem', await home.app.get(CertificateAuthority).certificatePem());
    const asked = ['-purpose', 'sslserver', '-verify_hostname', pc.name, '-x509_strict'];
    const said = execFileSync('openssl', ['verify', '-CAfile', ca, ...asked, file('pc.pem', certificate)]);
    expect(said.toString()).toContain('pc.pem: OK');
    const { validFrom, validTo, subjectAltName, subject, keyUsage } = new X509Certificate(certificate);
    expect({ subject, subjectAltName, keyUsage }).toEqual({
      subject: `CN=${pc.name}`,
      subjectAltName: `DNS:${pc.name}`,
      keyUsage: ['1.3.6.1.5.5.7.3.1'],
    });
    expect((Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000).toBe(4);
    rmSync(folder, { recursive: true });
  });

  it.each<[string, string[], string]>([
    ['another name', ['-newkey', 'rsa:2048', '-subj', '/CN=srv-dc1.corp.example'], 'subject'],
    ['a further name', ['-newkey', 'rsa:2048', '-subj', '/O=Mairie/CN=x.etabli.invalid'], 'subject'],
    ['an extension', ['-newkey', 'rsa:2048', '-addext', 'subjectAltName=DNS:dc1'], 'attributes'],
    ['the right to sign', ['-newkey', 'rsa:2048', '-addext', 'basicConstraints=CA:TRUE'], 'attributes'],
    ['a short key', ['-newkey', 'rsa:1024'], 'key'],
    ['another kind of key', ['-newkey', 'ed25519'], 'key'],
    ['another curve', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp384r1'], 'key'],
  ])('is refused a certificate with %s', async (_, openssl, field) => {
    const pc = await reported();
    const { body } = await enrol(pc, madeBy(openssl, pc.name)).expect(400);
    const { findings } = body as { findings: { field: string }[] };
    expect(findings.map((finding) => finding.field)).toEqual([field]);
    expect(await rowsAbout(pc.id)).toEqual([]);
  });

  it('is refused a request that its key has not signed, one that is none, and one of another PC', async () => {
    const [pc, other] = [await reported(), await reported()];
    const { request } = await newRequest(pc.name);
    const bytes = Buffer.from(request, 'base64');
    bytes[bytes.length - 9] = (bytes[bytes.length - 9] ?? 0) ^ 1;
    await enrol(pc, bytes.toString('base64')).expect(400);
    await enrol(pc, Buffer.from('nothing').toString('base64')).expect(400);
    await enrol(pc, '"; drop').expect(400);
    await enrol(pc, 'A'.repeat(8_004)).expect(400);
    await enrol(pc, (await newRequest(other.name)).request).expect(400);
    await enrol(pc, request, { identity: other.identity }).expect(403);
    expect(await rowsAbout(pc.id)).toEqual([]);
  });

  it('takes an elliptic key too', async () => {
    const pc = await reported();
    const request = madeBy(['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'], pc.name);
    await enrol(pc, request).expect(200);
  });

  it('that asks again, its answer lost, keeps its account and gets another certificate', async () => {
    const pc = await reported();
    const [first, second] = [await enrolled(pc), await enrolled(pc)];
    expect(second.account).toEqual(first.account);
    expect(second.certificate).not.toBe(first.certificate);
    expect(first.account.name).toMatch(/^etabli-[0-9a-f]{12}$/);
    for (const kind of [/[A-Z]/, /[a-z]/, /\d/, /-/, /^.{36,}$/])
      expect(first.account.password).toMatch(kind);
    expect((await enrolled(await reported())).account.password).not.toBe(first.account.password);
  });

  it('lets in the server that it has reached, and every host that works for it', async () => {
    const pc = await reported();
    await home.app.get(HostAddressStore).record('worker-2', ['10.77.0.9', 'fd00::9']);
    const { body } = await enrol(pc, (await newRequest(pc.name)).request).expect(200);
    const { addresses } = body as { addresses: string[] };
    expect(addresses).toEqual(expect.arrayContaining(['127.0.0.1', '10.77.0.9', 'fd00::9']));
    await home.source.query(`UPDATE host_address SET recorded_at = now() - interval '31 days'`);
    const again = await enrol(pc, (await newRequest(pc.name)).request).expect(200);
    expect((again.body as { addresses: string[] }).addresses).not.toContain('10.77.0.9');
  });

  it('lets in addresses alone: a rule of the firewall with a name, or a zone, is none', async () => {
    const pc = await reported();
    const hosts = ['etabli.example', 'fe80::7%eth0', '10.77.0.8'];
    await home.app.get(HostAddressStore).record('worker-3', hosts);
    const { body } = await enrol(pc, (await newRequest(pc.name)).request).expect(200);
    const { addresses } = body as { addresses: string[] };
    expect(addresses).toEqual(expect.arrayContaining(['fe80::7', '10.77.0.8']));
    expect(addresses.filter((address) => isIP(address) === 0 || address.includes('%'))).toEqual([]);
  });

  it('gets no certificates without end: each is in the audit log for good', async () => {
    const pc = await reported();
    const { request } = await newRequest(pc.name);
    for (let count = 0; count < 20; count += 1) await enrol(pc, request).expect(200);
    await enrol(pc, request).expect(429);
    await enrolled(await reported());
  });

  it('twice at once gets one account', async () => {
    const pc = await reported();
    const both = await Promise.all([enrolled(pc), enrolled(pc)]);
    expect(new Set(both.map(({ account }) => account.password)).size).toBe(1);
  });

  it('leaves no password in a table or in the audit log', async () => {
    const pc = await reported();
    const { account } = await enrolled(pc);
    await open(pc).expect(204);
    const [row] = await rowsAbout(pc.id);
    expect(row?.text).toContain(account.name);
    expect(row?.text).not.toContain(account.password);
    expect(row?.text).not.toContain(Buffer.from(account.password).toString('hex'));
    const audit = await home.source.query<{ text: string }[]>(
      `SELECT coalesce(string_agg(data::text, ' '), '') AS text FROM audit_entry`,
    );
    expect(audit[0]?.text).toContain(account.name);
    expect(audit[0]?.text).not.toContain(account.password);
  });

  it('opens only after it has enrolled, and wakes the step that waits for that', async () => {
    const pc = await reported();
    await open(pc).expect(409);
    await enrolled(pc);
    await open(pc).expect(204);
    expect(home.signals.filter(([id]) => id === pc.machineId).map(([, signal]) => signal)).toEqual([
      'system-booted',
      'system-opened',
    ]);
    expect(await channels.of(pc.machineId, 'system')).toMatchObject({
      protocol: 'winrm',
      port: WINRM_PORT,
      pin: (await accesses.of(pc.id))?.certificate,
    });
  });

  it('that cannot open says why, and opens later', async () => {
    const pc = await reported();
    const boots = home.app.get(WindowsBootStore);
    // Before it has enrolled: it may be unable to make a request.
    await open(pc, { fault: 'WinRM allows Basic\u0000' }).expect(204);
    expect(await boots.of(pc.id)).toMatchObject({ accessFault: 'WinRM allows Basic' });
    expect(home.signals.at(-1)).toEqual([pc.machineId, 'system-opened']);
    await enrolled(pc);
    await open(pc, { port: 5986, fault: 'both' }).expect(400);
    await open(pc, {}).expect(400);
    await open(pc).expect(204);
    expect(await boots.of(pc.id)).toMatchObject({ accessFault: null });
  });

  it('that was confirmed by its network enrols and opens from there alone', async () => {
    const networks = home.app.get(ClosedNetworks);
    const actor = { kind: 'account', id: 'a', name: 'Anna' } as const;
    const pc = await reported(PLAIN, { proof: { ...PROVEN, kind: 'closed-network' } });
    const { request } = await newRequest(pc.name);
    await enrol(pc, request).expect(403);
    await networks.close('127.0.2.0/24', undefined, actor);
    await enrol(pc, request).expect(200);
    await networks.open('127.0.2.0/24', actor);
    await open(pc).expect(403);
  });

  it.each([
    ['cancelled', `state = 'cancelled'`, 403],
    ['armed anew', `armed_at = now()`, 403],
    ['failed, and not retried yet', `state = 'failed'`, 409],
  ])('hears nothing once its deployment is %s', async (_, set, status) => {
    const pc = await reported();
    await enrolled(pc);
    await home.change(pc.id, set);
    await enrol(pc, (await newRequest(pc.name)).request).expect(status);
    await open(pc).expect(status);
  });
});

describe('a PC that has opened', () => {
  it('waits, also while its deployment has failed, and leaves once that is over', async () => {
    const pc = await reported();
    await enrolled(pc);
    expect(await nextOf(pc)).toBe('wait');
    await home.change(pc.id, `state = 'failed'`);
    expect(await nextOf(pc)).toBe('wait');
    await home.change(pc.id, `closed_at = now(), closed_by = 'Anna', closing_note = 'n'`);
    expect(await nextOf(pc)).toBe('leave');
  });

  it.each([`state = 'cancelled'`, `armed_at = now()`])('leaves when its deployment is %s', async (set) => {
    const pc = await reported();
    await enrolled(pc);
    await home.change(pc.id, set);
    expect(await nextOf(pc)).toBe('leave');
  });

  it('seals when it is told to, and goes on being told', async () => {
    const pc = await reported();
    await enrolled(pc);
    expect(await accesses.askSeal(pc.id)).toBe(true);
    expect([await nextOf(pc), await nextOf(pc)]).toEqual(['seal', 'seal']);
  });

  it('waits before it has enrolled: it asks first, so that a PC that was cut off opens nothing once more', async () => {
    expect(await nextOf(await reported())).toBe('wait');
  });
});

describe('the way into a Windows', () => {
  const forget = (of: Parameters<WindowsAccesses['forget']>[1]) =>
    inTransaction(home.app.get(DataSource), (manager) => accesses.forget(manager, of));

  it('is open from its call on, and gone with its row', async () => {
    const pc = await reported();
    const { certificate } = await enrolled(pc);
    expect(await accesses.loginOf(pc.id)).toBeUndefined();
    await open(pc).expect(204);
    const pin = createHash('sha256').update(new X509Certificate(certificate).raw).digest('hex');
    expect(await accesses.loginOf(pc.id)).toMatchObject({ serverName: pc.name, certificate: pin });
    await forget({ deploymentIds: [pc.id] });
    expect(await accesses.loginOf(pc.id)).toBeUndefined();
    expect(await channels.of(pc.machineId, 'system')).toBeUndefined();
    await forget({ deploymentIds: [pc.id] });
  });

  it('to one PC stays when that to another is forgotten', async () => {
    const [one, other] = [await reported(), await reported()];
    for (const pc of [one, other]) {
      await enrolled(pc);
      await open(pc).expect(204);
    }
    await forget({ machineIds: [one.machineId] });
    expect(await accesses.loginOf(one.id)).toBeUndefined();
    expect(await channels.of(other.machineId, 'system')).toBeDefined();
    expect(await accesses.loginOf(other.id)).toMatchObject({ serverName: other.name });
  });

  it('does not open with the sealed password of another deployment', async () => {
    const [one, other] = [await reported(), await reported()];
    for (const pc of [one, other]) {
      await enrolled(pc);
      await open(pc).expect(204);
    }
    await home.source.query(
      `UPDATE windows_access SET sealed_password = (SELECT sealed_password FROM windows_access WHERE deployment_id = $1)
        WHERE deployment_id = $2`,
      [one.id, other.id],
    );
    await expect(accesses.loginOf(other.id)).rejects.toThrow('does not open');
  });
});

describe('a simulated Windows', () => {
  /** Runs as on a PC at that address; `state` is what stays over its restarts. */
  function boot(
    pc: WindowsPc,
    disk: SimulatedDisk,
    address: string,
    options: WindowsOptions = {},
    state: Record<string, unknown> = { bootedAt: Date.now() },
  ) {
    const power = new AbortController();
    powers.push(power);
    const secrets: string[] = [];
    const host: WindowsHost = {
      ...{ disk, address, identity: pc.identity as never, signal: power.signal },
      post: async (url, bearer, body) => {
        const { status, text } = await home.post(url.split('/').at(-1) ?? '', bearer, body);
        return { status, body: text };
      },
      midway: () => Promise.resolve(),
      secret: (secret) => void secrets.push(secret),
      received: () => undefined,
      restart: () => power.abort(),
      state,
    };
    const ended = windowsBoot(host, options);
    ended.catch(() => undefined);
    return { power, host, ended, secrets };
  }

  function diskOf(pc: WindowsPc): SimulatedDisk {
    const disk = new SimulatedDisk('disk');
    disk.tree = mkdtempSync(join(tmpdir(), 'etabli-simulated-'));
    disk.put('Windows/Etabli/first-boot.json', JSON.stringify({ server: 'https://x', ticket: pc.ticket }));
    return disk;
  }

  const opened = (pc: WindowsPc) =>
    until(
      async () => (await accesses.loginOf(pc.id)) !== undefined,
      () => `${pc.id} was never opened`,
      30_000,
    );

  async function connect(pc: WindowsPc, address: string, more: object = {}) {
    const channel = await channels.of(pc.machineId, 'system');
    const logins = { privateKey: '', systemHostKey: () => '', windows: () => accesses.loginOf(pc.id) };
    const target = await targetOf({ ...channel!, address }, logins);
    return connectTo({ ...target!, ...more }, { timeoutMs: 5_000 });
  }

  it('is logged on to with what the server has recorded, and by nobody else; several at once', async () => {
    const addresses = ['127.9.1.1', '127.9.1.2', '127.9.1.3'];
    const pcs = await Promise.all(
      addresses.map(async (address) => {
        const pc = await home.deployed(PLAIN, { steps: STEPS });
        return { pc, address, run: boot(pc, diskOf(pc), address) };
      }),
    );
    for (const { pc, address } of pcs) {
      await opened(pc);
      const remote = await connect(pc, address);
      expect(await remote.run('hostname')).toMatchObject({ exitCode: 0, stdout: 'PC-001' });
      await remote.close();
    }
    const [one, other] = pcs as [(typeof pcs)[0], (typeof pcs)[0]];
    await expect(connect(one.pc, one.address, { password: 'wrong' })).rejects.toBeInstanceOf(
      RefusedLoginError,
    );
    // The certificate of another PC that Établi has signed as well.
    await expect(connect(one.pc, other.address)).rejects.toThrow();
    for (const { pc, run } of pcs) {
      await accesses.askSeal(pc.id);
      expect(await run.ended).toBe(200);
      expect(
        await connect(pc, '127.9.1.1').then(
          () => 'in',
          () => 'refused',
        ),
      ).toBe('refused');
    }
  });

  it('finds its way after its power went: it opens again, and is sealed', async () => {
    const pc = await home.deployed(PLAIN, { steps: STEPS });
    const disk = diskOf(pc);
    const first = boot(pc, disk, '127.9.1.4');
    await opened(pc);
    first.power.abort();
    await first.ended.catch(() => undefined);
    const before = await accesses.loginOf(pc.id);
    const second = boot(pc, disk, '127.9.1.4');
    await until(async () => {
      const remote = await connect(pc, '127.9.1.4').catch(() => undefined);
      await remote?.close();
      return remote !== undefined;
    });
    expect((await accesses.loginOf(pc.id))?.password).toBe(before?.password);
    await accesses.askSeal(pc.id);
    expect(await second.ended).toBe(200);
    const [row] = await home.source.query<[{ seal: { access: object } }]>(
      `SELECT seal FROM windows_boot WHERE deployment_id = $1`,
      [pc.id],
    );
    expect(row.seal.access).toMatchObject({ listener: true, account: true });
  });

  /** What a step on that PC is given. */
  function contextOf(pc: WindowsPc, address: string): StepContext {
    const parts = {
      ...{ deploymentId: pc.id, machineId: pc.machineId, facts: {}, place: 'system', needsProof: false },
      signal: new AbortController().signal,
      channels: {
        of: async () => {
          const channel = await channels.of(pc.machineId, 'system');
          return channel && { ...channel, address };
        },
      },
      lives: { of: () => Promise.resolve(undefined) },
      keptRemotes: new KeptRemotes(),
      logins: { privateKey: '', windows: () => accesses.loginOf(pc.id) },
      steps: { heartbeat: () => Promise.resolve(true) },
    };
    return new StepContext(parts as unknown as ContextParts);
  }

  it('restarts, and is known to have restarted once it answers again', async () => {
    const pc = await home.deployed(PLAIN, { steps: STEPS });
    const disk = diskOf(pc);
    const first = boot(pc, disk, '127.9.1.6');
    await opened(pc);
    const { state } = first.host;
    state['bootedAt'] = Date.now() - 3_600_000;
    const context = contextOf(pc, '127.9.1.6');
    const restarted = restartWindows(context, 60_000);
    await first.ended.catch(() => undefined);
    const at = Date.now();
    const second = boot(pc, disk, '127.9.1.6', {}, { ...state, bootedAt: at });
    expect(await restarted).toMatchObject({ after: new Date(at).toISOString() });
    await context.closeRemotes();
    await accesses.askSeal(pc.id);
    expect(await second.ended).toBe(200);
  });

  it('cleans up and says nothing when its deployment is cancelled', async () => {
    const pc = await home.deployed(PLAIN, { steps: STEPS });
    const disk = diskOf(pc);
    const run = boot(pc, disk, '127.9.1.5');
    await opened(pc);
    await home.change(pc.id, `state = 'cancelled'`);
    expect(await run.ended).toBe(410);
    expect(disk.file('Windows/Etabli/session.json')).toBeUndefined();
  });
});

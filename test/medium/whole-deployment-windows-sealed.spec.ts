import pg from 'pg';
import { verifyCertificate } from '../../src/deployment/proof/index.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { encodingsOf, SECRET_WINDOWS, WINDOWS_SECRETS } from '../support/secret-windows.js';
import { SimulatedPc, type SimulatedPcOptions } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import { furnishWindows, windowsProfile } from '../support/windows-wim.js';
import { Workshop } from '../support/workshop.js';

/** All secrets but the blob, which names another PC, and one that a deployment refuses. */
const { domain: _, raw: __, ...SECTION } = SECRET_WINDOWS.windows;
const SECRETS = Object.entries(WINDOWS_SECRETS).filter(([reference]) => !/join|raw/.test(reference));

/** Every row of every table, as text. */
async function everythingIn(url: string): Promise<string> {
  return withDatabase(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    );
    const texts: string[] = [];
    for (const { name } of rows) {
      const found = await client.query<{ text: string | null }>(
        `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
      );
      texts.push(found.rows[0]?.text ?? '');
    }
    return texts.join('\n');
  });
}

/** What Établi keeps to log on to this PC. */
function waysInto({ serial }: SimulatedPc, url: string): Promise<{ accesses: number; channels: number }> {
  return withDatabase(url, async (client) => {
    const { rows } = await client.query<{ accesses: number; channels: number }>(
      `SELECT (SELECT count(*)::int FROM windows_access a WHERE a.machine_id = m.id) AS accesses,
              (SELECT count(*)::int FROM machine_channel c WHERE c.machine_id = m.id AND c.kind = 'system') AS channels
         FROM machine m WHERE m.serial = $1`,
      [serial],
    );
    return rows[0]!;
  });
}

async function withDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe('a whole deployment of Windows, with the real processes and a simulated PC', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  const pcs: SimulatedPc[] = [];

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    await furnishWindows(workshop);
    for (const [reference, value] of SECRETS)
      await workshop.well('PUT', '/api/secrets', { reference, value });
    const comfort = { explorer: { fileExtensions: true } };
    const { network } = SECRET_WINDOWS;
    await workshop.well(
      'POST',
      '/api/profiles',
      windowsProfile('windows', { ...SECTION, comfort }, { network }),
    );
    const strict = windowsProfile('strict', { drivers: { missing: 'fail' } });
    await workshop.well('POST', '/api/profiles', strict);
  }, 240_000);
  afterAll(async () => {
    for (const pc of pcs) await pc.remove();
    await etabli?.remove();
  });

  async function deploy(profile: string, windows: SimulatedPcOptions['windows'] = {}) {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca, windows });
    pcs.push(pc);
    const id = await workshop.arm(await workshop.lot(profile, [pc]));
    const held = { redeem: pc.hold('redeem'), sealed: pc.hold('sealed') };
    await pc.powerOn();
    return { pc, id, held };
  }

  describe('from power-on to the certificate', () => {
    let pc: SimulatedPc;
    let id: string;
    let deployment: Awaited<ReturnType<Workshop['deployment']>>;
    let onDisk: (string | undefined)[];
    let redeemed: string | undefined;

    beforeAll(async () => {
      let held;
      ({ pc, id, held } = await deploy('windows', { registry: { HideFileExt: 0 } }));
      await held.redeem.reached;
      const names = [
        'Panther/unattend.xml',
        'Etabli/first-boot.ps1',
        'Etabli/report.ps1',
        'Etabli/options.ps1',
      ];
      const paths = [...names, 'Etabli/first-boot.json', 'Etabli/ca.pem'].map((name) => `Windows/${name}`);
      onDisk = paths.map((path) => pc.disk.file(path));
      held.redeem.release();
      await held.sealed.reached;
      redeemed = pc.disk.file('Windows/Panther/Unattend/unattend.xml');
      held.sealed.release();
      deployment = await workshop.reached(id, 'certified');
    }, 240_000);

    it('goes through every step, once each', () => {
      expect(deployment.steps.map(({ name, state }) => `${name} ${state}`)).toEqual(
        [
          ...['wait-environment', 'inventory', 'hardware-check', 'boot-check', 'partition', 'apply-master'],
          ...['verify-master', 'inject-drivers', 'write-answers', 'install-windows-boot', 'restart'],
          ...['wait-windows', 'hand-over', 'personalise-windows', 'windows-recette', 'seal-windows'],
          'certificate',
        ].map((name) => `${name} done`),
      );
      expect(pc.story).toEqual(['environment', 'stay', 'off', 'windows', 'sealed']);
    });

    it('writes no secret to the disk: the PC redeems them at its first boot', () => {
      expect(onDisk.filter((text) => text === undefined)).toEqual([]);
      const texts = onDisk.join('\n');
      const found = SECRETS.flatMap(([, value]) => encodingsOf(value)).filter((form) => texts.includes(form));
      expect(found).toEqual([]);
      expect(redeemed).toContain('<Value>Admin-l’été-7731 &amp; &lt;b&gt;</Value>');
    });

    it('leaves nothing of Établi on the PC', () => {
      for (const path of ['Etabli/session.json', 'Etabli/report.ps1', 'Panther/unattend.xml'])
        expect(pc.disk.file(`Windows/${path}`)).toBeUndefined();
    });

    it('certifies what the PC measured, option by option', async () => {
      const { id: certificate = '' } = deployment.certificate ?? {};
      const answer = await workshop.well('GET', `/api/certificates/${certificate}.json`);
      const proof = verifyCertificate(Buffer.from(await answer.arrayBuffer()), etabli.certificateKey);
      expect(proof.valid).toBe(true);
      const { record } = proof as unknown as { record: { checks: { kind: string; verdict: string }[] } };
      const verdicts = Object.fromEntries(record.checks.map(({ kind, verdict }) => [kind, verdict]));
      expect(verdicts).toMatchObject({
        hostname: 'passed',
        'windows-version': 'passed',
        'windows-setup': 'passed',
        'windows-options': 'passed',
        'device-drivers': 'passed',
        'answer-commands': 'passed',
        'answer-scripts': 'passed',
        'no-leftover': 'passed',
        'access-removed': 'passed',
        'access-refused': 'passed',
      });
    });

    it('leaks no secret in the API, a log, the database, or a command or a script on the PC', async () => {
      const said = `${workshop.answers.join('\n')}\n${etabli.printed}\n${pc.received.join('\n')}`;
      expect(said).toContain(pc.serial);
      expect(said).toContain('# etabli: system/who-am-i');
      const stored = await everythingIn(await etabli.databaseUrl);
      expect(stored).toContain(pc.serial);
      // Its ticket, its token, and the password of the administrator that it was given.
      expect(pc.secrets.some((secret) => /-Aa\d$/.test(secret))).toBe(true);
      const forms = [...SECRETS.map(([, value]) => value), ...new Set(pc.secrets)].flatMap(encodingsOf);
      expect(forms.filter((form) => stored.includes(form))).toEqual([]);
      // Its ticket was written to its disk over SSH, as a file in base64.
      const plain = [...SECRETS.map(([, value]) => value), ...pc.secrets];
      expect(plain.filter((secret) => said.includes(secret))).toEqual([]);
    });

    it('has no way into the PC any more', async () => {
      expect(await waysInto(pc, await etabli.databaseUrl)).toEqual({ accesses: 0, channels: 0 });
      const { identity: _identity, ...evidence } = (deployment.steps.find(({ name }) => name === 'hand-over')
        ?.evidence ?? {}) as Record<string, unknown>;
      expect(evidence).toMatchObject({
        account: expect.stringMatching(/^PC-[0-9A-F]{6}\\etabli-[0-9a-f]{12}$/) as string,
        administrator: true,
        build: '26100.1742',
        port: 5986,
      });
    });
  });

  it('fails a PC with a device without driver, where the profile says so', async () => {
    const ill = [{ id: 'PCI\\VEN_1\\2', name: 'Webcam', code: 28, hardwareIds: ['PCI\\VEN_1'] }];
    const { id, held } = await deploy('strict', { report: { devices: { seen: 80, ill } } });
    await held.redeem.reached;
    held.redeem.release();
    const { failure } = await workshop.reached(id, 'failed');
    expect(failure).toMatchObject({
      step: 'wait-windows',
      cause: {
        en: expect.stringContaining(
          'A driver for every device (none → Webcam (PCI\\VEN_1) : without driver)',
        ) as string,
      },
    });
  }, 200_000);

  it('gives nothing to a copy of the disk, and tells it in the audit log', async () => {
    const { pc, id, held } = await deploy('strict');
    await held.redeem.reached;
    const { server, ticket } = JSON.parse(pc.disk.file('Windows/Etabli/first-boot.json') ?? '') as Record<
      string,
      string
    >;
    held.redeem.release();
    await held.sealed.reached;
    const identity = { serial: pc.serial, uuid: pc.uuid, macs: [pc.mac] };
    const order = { protocol: 1, identity, key: 'c'.repeat(43) };
    const answer = await pc.post(`${server}/phone-home/windows/redeem`, ticket ?? '', order);
    expect(answer.status).toBe(403);
    held.sealed.release();
    await workshop.reached(id, 'certified');
    const audit = await workshop.get<{ items: { data: { reason?: string } }[] }>('/api/audit?pageSize=100');
    expect(audit.items.filter(({ data }) => data.reason === 'copied')).toHaveLength(1);
  }, 200_000);

  it('fails a PC that leaves something behind', async () => {
    const { id, held } = await deploy('strict', { seal: { left: ['C:\\unattend.xml'] } });
    await held.redeem.reached;
    held.redeem.release();
    await held.sealed.reached;
    held.sealed.release();
    const { failure } = await workshop.reached(id, 'failed');
    expect(failure).toMatchObject({
      step: 'seal-windows',
      cause: { en: expect.stringContaining('C:\\unattend.xml') as string },
    });
  }, 200_000);

  it('leaves nothing on a PC whose deployment is cancelled while it is open, and forgets the way into it', async () => {
    const { pc, id, held } = await deploy('strict');
    const logon = pc.hold('system/who-am-i');
    await held.redeem.reached;
    held.redeem.release();
    await logon.reached;
    expect(await waysInto(pc, await etabli.databaseUrl)).toEqual({ accesses: 1, channels: 1 });
    await workshop.well('POST', `/api/deployments/${id}/cancel`, {});
    expect(await waysInto(pc, await etabli.databaseUrl)).toEqual({ accesses: 0, channels: 0 });
    await until(
      () => Promise.resolve(pc.story.at(-1) === 'windows 410'),
      () => pc.story.join(', '),
      30_000,
    );
    expect(pc.disk.file('Windows/Etabli/session.json')).toBeUndefined();
    logon.release();
  }, 200_000);

  it('fails a PC that could not open, with its own words, and a retry goes on once it could', async () => {
    const windows: NonNullable<SimulatedPcOptions['windows']> = {
      fault: 'WinRM listens over HTTPS already, as srv.corp.example',
    };
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca, windows });
    pcs.push(pc);
    const id = await workshop.arm(await workshop.lot('strict', [pc]));
    await pc.powerOn();
    const { failure } = await workshop.reached(id, 'failed');
    expect(failure).toMatchObject({
      step: 'hand-over',
      cause: { en: expect.stringContaining('as srv.corp.example') as string },
    });
    delete windows.fault;
    await workshop.well('POST', `/api/deployments/${id}/retry`, {});
    await workshop.reached(id, 'certified');
  }, 200_000);

  it('fails a PC that keeps a part of the access, or still lets Établi in', async () => {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca, windows: { staysOpen: true } });
    pcs.push(pc);
    const id = await workshop.arm(await workshop.lot('strict', [pc]));
    await pc.powerOn();
    const { failure } = await workshop.reached(id, 'failed');
    expect(failure).toMatchObject({
      step: 'seal-windows',
      cause: { en: expect.stringContaining('Windows still lets Établi in') as string },
    });
    // Kept for a retry, which tries it again; gone with the PC.
    expect(await waysInto(pc, await etabli.databaseUrl)).toEqual({ accesses: 1, channels: 1 });
    await workshop.well('POST', `/api/deployments/${id}/close`, { note: 'back to the bench' });
    expect(await waysInto(pc, await etabli.databaseUrl)).toEqual({ accesses: 0, channels: 0 });
  }, 200_000);

  it('goes on after the power went while it was open', async () => {
    const { pc, id, held } = await deploy('strict');
    const logon = pc.hold('system/who-am-i');
    await held.redeem.reached;
    held.redeem.release();
    await logon.reached;
    await pc.die();
    await pc.powerOn();
    await held.sealed.reached;
    held.sealed.release();
    await workshop.reached(id, 'certified');
  }, 200_000);

  it('waits for a PC that has not reported, and goes on once it has', async () => {
    const { pc, id, held } = await deploy('strict');
    await held.redeem.reached;
    const waits = async () =>
      (await workshop.deployment(id)).steps.find(({ name }) => name === 'wait-windows')?.state === 'waiting';
    await until(waits, () => pc.story.join(', '), 60_000);
    held.redeem.release();
    await held.sealed.reached;
    held.sealed.release();
    await workshop.reached(id, 'certified');
  }, 200_000);
});

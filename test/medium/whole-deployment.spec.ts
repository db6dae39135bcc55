import pg from 'pg';
import { verify } from 'unixcrypt';
import { verifyCertificate } from '../../src/deployment/proof/index.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc, type SimulatedPcOptions } from '../support/simulated-pc.js';
import { Workshop } from '../support/workshop.js';

const PASSWORD = 'mot $(reboot) de passe 7731';
const HOST_KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}`;

describe('a deployment, with the real processes and a simulated PC', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  const pcs: SimulatedPc[] = [];

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    await workshop.furnish('tiny', PASSWORD);
  }, 180_000);
  afterAll(async () => {
    for (const pc of pcs) await pc.remove();
    await etabli?.remove();
  });

  const newPc = (options: Partial<SimulatedPcOptions> = {}): SimulatedPc => {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca, ...options });
    pcs.push(pc);
    return pc;
  };

  /** What the audit log says of a subject, oldest first. */
  async function audited(subjectId: string) {
    const path = `/api/audit?pageSize=100&subjectId=${encodeURIComponent(subjectId)}`;
    const { items } = await workshop.get<{ items: { action: string; data: Record<string, unknown> }[] }>(
      path,
    );
    return items.reverse();
  }

  describe('from power-on to the certificate', () => {
    let pc: SimulatedPc;
    let id: string;
    let deployment: Awaited<ReturnType<Workshop['deployment']>>;

    beforeAll(async () => {
      pc = newPc();
      const lot = await workshop.lot('tiny', [pc]);
      const preview = await workshop.get<{ text: { en: string } }[]>(`/api/lots/${lot}/arming`);
      expect(preview[0]?.text.en).toContain('PC not seen yet');
      id = await workshop.arm(lot);
      await pc.powerOn();
      deployment = await workshop.reached(id, 'certified');
    }, 200_000);

    it('goes through every step, once each', () => {
      expect(deployment.steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
        'wait-environment done',
        'inventory done',
        'hardware-check done',
        'partition done',
        'apply-master done',
        'verify-master done',
        'configure done',
        'install-boot done',
        'restart done',
        'wait-first-boot done',
        'install-software done',
        'personalise done',
        'recette done',
        'seal done',
        'certificate done',
      ]);
      expect(pc.story).toEqual(['environment', 'stay', 'off', 'system']);
      expect(pc.disk.destroyed).toEqual([
        { by: 'partition', onDelivered: false },
        { by: 'apply-rootfs', onDelivered: false },
      ]);
    });

    it('leaves the PC as the profile describes it, and nothing of Établi', () => {
      const name = `PC-${pc.serial.slice(-6)}`;
      expect(pc.disk.file('etc/hostname')).toBe(`${name}\n`);
      const [, hash = ''] = /^alice:(\S+)\n$/.exec(pc.disk.file('chpasswd.log') ?? '') ?? [];
      expect(verify(PASSWORD, hash)).toBe(true);
      for (const path of ['etc/etabli/ca.pem', 'etc/etabli/authorization', 'root/.ssh/authorized_keys']) {
        expect(pc.disk.file(path)).toBeUndefined();
      }
    });

    it('gives a certificate that verifies offline, as JSON and PDF, and is refused with a changed byte', async () => {
      const { id: certificate = '', number } = deployment.certificate ?? {};
      for (const kind of ['json', 'pdf']) {
        const answer = await workshop.well('GET', `/api/certificates/${certificate}.${kind}`);
        const bytes = Buffer.from(await answer.arrayBuffer());
        const proof = verifyCertificate(bytes, etabli.certificateKey);
        expect(proof).toMatchObject({
          valid: true,
          kind,
          record: {
            number,
            customer: { name: 'Mairie de Brest' },
            machine: {
              serial: pc.serial,
              hostname: `PC-${pc.serial.slice(-6)}`,
              identity: { proof: 'closed-network', network: '127.0.0.0/8', by: expect.any(String) as string },
            },
          },
        });
        bytes[bytes.length >> 1]! ^= 1;
        expect(verifyCertificate(bytes, etabli.certificateKey).valid).toBe(false);
      }
    });

    it('keeps a log of its steps and of who armed it', async () => {
      const lines = await workshop.get<{ step: string; text: string }[]>(`/api/deployments/${id}/log`);
      expect(lines.filter(({ step }) => step === 'configure').map(({ text }) => text)).toContain('host key');
      const [arm] = await audited(id);
      expect(arm).toMatchObject({ action: 'deployment.arm', actor: { kind: 'account' } });
    });

    it('leaks no secret in the API, a log or a table', async () => {
      await workshop.get(`/api/machines`);
      await workshop.get(`/api/profiles/tiny`);
      await workshop.get(`/api/audit?pageSize=100`);
      const secrets = [PASSWORD, ...new Set(pc.secrets)];
      expect(secrets).toHaveLength(4); // the password, the ticket of each system, the session
      const url = await etabli.databaseUrl;
      const said = `${workshop.answers.join('\n')}\n${etabli.printed}`;
      expect(said).toContain(pc.serial);
      expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
      expect(await tablesWith(url, pc.serial)).toContain('public.machine');
      for (const secret of secrets) expect(await tablesWith(url, secret)).toEqual([]);
    });

    it('sends the PC the hash of a password, never the password', () => {
      const received = pc.received.join('\n');
      expect(received).toContain('chpasswd --encrypted');
      expect(received).not.toContain(PASSWORD);
    });

    it('boots the PC from its own disk afterwards', async () => {
      expect(await pc.bootScript()).not.toContain('etabli.ticket');
    });
  });

  it('certifies no PC with the machine id of another installed PC', async () => {
    const twins = [newPc({ machineId: '5'.repeat(32) }), newPc({ machineId: '5'.repeat(32) })];
    for (const [n, pc] of twins.entries()) {
      const id = await workshop.arm(await workshop.lot('tiny', [pc]));
      await pc.powerOn();
      if (n === 0) await workshop.reached(id, 'certified');
      else {
        const { failure } = await workshop.reached(id, 'failed');
        expect(failure).toMatchObject({
          step: 'recette',
          cause: { en: expect.stringMatching(/Unique machine ID .* → 5{32}, also on another machine/) },
        });
      }
    }
  }, 200_000);

  it('registers an unknown PC and changes nothing on it; its next boot is from its own disk', async () => {
    const pc = newPc();
    await pc.powerOn();
    expect(pc.story).toEqual(['environment', 'restart', 'off', 'no system']);
    expect(pc.commands).toEqual([]);
    const { items } = await workshop.get<{ items: { serial: string }[] }>('/api/machines?pageSize=100');
    expect(items.map(({ serial }) => serial)).toContain(pc.serial);
  });

  it('refuses a ticket that was already used, and audits this', async () => {
    const pc = newPc();
    const script = await pc.bootScript();
    const ticket = /etabli\.ticket=([^\s']+)/.exec(script)?.[1] ?? '';
    const server = /etabli\.server=([^\s']+)/.exec(script)?.[1] ?? '';
    expect((await pc.hello(server, ticket, HOST_KEY)).status).toBe(200);
    expect((await pc.hello(server, ticket, HOST_KEY)).status).toBe(403);
    expect(await audited(pc.mac)).toMatchObject([
      { action: 'machine.ticket-refused', data: { reason: 'spent' }, address: pc.address },
    ]);
  });

  it('changes no disk before the lot is armed', async () => {
    const pc = newPc();
    await workshop.lot('tiny', [pc]);
    await pc.powerOn();
    expect(pc.story).toEqual(['environment', 'restart', 'off', 'no system']);
    expect(pc.disk.destroyed).toEqual([]);
  });
});

/** The tables, of every schema, in whose rows the text stands. */
async function tablesWith(url: string, text: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; table: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS "table", table_schema || '.' || table_name AS name
         FROM information_schema.tables
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')`,
    );
    const found: string[] = [];
    for (const { name, table } of rows) {
      const hit = await client.query(
        `SELECT 1 FROM ${table} AS row WHERE position($1 IN row::text) > 0 LIMIT 1`,
        [text],
      );
      if (hit.rowCount !== 0) found.push(name);
    }
    return found;
  } finally {
    await client.end();
  }
}

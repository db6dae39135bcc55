import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { inventorySchema, Machines, ShortMemoryStore } from '../../src/park/machine/index.js';
import { Accounts, actorOf } from '../../src/platform/account/index.js';
import { ManualChecks, Signatures } from '../../src/deployment/recette/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let folder: string;

beforeAll(async () => {
  server = await runningServer();
  folder = await mkdtemp(join(tmpdir(), 'etabli-cli-'));
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const status = await runCommand(['--url', server.base, '--token', server.token, ...args], {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
  });
  return { status, out, err };
}

async function typing(answer: string, ...args: string[]) {
  const stdin = jest.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([`${answer}\n`]) as never);
  try {
    return await etabli(...args);
  } finally {
    stdin.mockRestore();
  }
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const login = (name: string, password: string) =>
  server.ask('/api/session', {
    method: 'POST',
    body: JSON.stringify({ name, password }),
    headers: { 'content-type': 'application/json', authorization: '' },
  });

describe('etabli payload put', () => {
  it('stores a package file and prints its digest', async () => {
    const content = Buffer.alloc(3 << 20, 'deb');
    const { status, out } = await etabli('payload', 'put', await file('x.deb', content));
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect([status, out]).toEqual([0, `${sha256}\n`]);
    const stored = await server.ask(`/payloads/${sha256}`);
    expect(Buffer.from(await stored.arrayBuffer()).equals(content)).toBe(true);
  });
});

describe('etabli user', () => {
  it('changes the role, the password, and disables and enables', async () => {
    const made = await typing('first password of anna', 'user', 'create', 'anna', '--role', 'viewer');
    expect(made.status).toBe(0);
    expect((await etabli('user', 'set-role', 'anna', 'technician')).out).toBe('anna  technicien\n');
    expect((await etabli('user', 'disable', 'anna')).out).toBe('anna  technicien  désactivé\n');
    expect((await login('anna', 'first password of anna')).status).toBe(401);
    expect((await etabli('user', 'enable', 'Anna')).out).toBe('anna  technicien\n');
    expect((await typing('other password of anna', 'user', 'password', 'anna')).status).toBe(0);
    expect((await login('anna', 'other password of anna')).status).toBe(201);
  });

  it('refuses an unknown role (2) and an unknown account (4)', async () => {
    expect((await etabli('user', 'set-role', 'anna', 'king')).status).toBe(2);
    expect((await etabli('user', 'disable', 'nobody')).err).toBe('Erreur : Il n’y a pas de compte nobody.\n');
  });
});

/** A lot of these PCs, `serial,hostname` each, and its deployments. */
async function newLot(...pcs: string[]): Promise<{ number: string; ids: string[] }> {
  await etabli('profile', 'apply', 'profiles/debian-13-minimal.yaml');
  const csv = await file('lot.csv', `serial,hostname\n${pcs.join('\n')}\n`);
  const order = ['--profile', 'debian-13-minimal', '--customer', 'ACME', '--json'];
  const { number } = JSON.parse((await etabli('lot', 'import', csv, ...order)).out) as { number: string };
  const shown = JSON.parse((await etabli('lot', 'show', number, '--json')).out) as {
    deployments: { id: string }[];
  };
  return { number, ids: shown.deployments.map(({ id }) => id) };
}

describe('a lot', () => {
  let number: string;
  let ids: string[];

  beforeAll(async () => {
    ({ number, ids } = await newLot('SN-2001,PC-1', 'SN-2002,PC-2'));
  });

  it('has its manual checks listed and answered', async () => {
    const title = { fr: 'Écran sans défaut', en: 'Flawless screen' };
    await server.app.get(ManualChecks).expect(ids[0]!, [{ id: 'screen', title, severity: 'blocking' }]);
    expect((await etabli('deployment', 'checks', ids[0]!)).out).toMatch(
      /^screen {4}Écran sans défaut {2}à faire$/m,
    );
    const answered = await etabli('deployment', 'check', ids[0]!, 'screen', 'failed', '--remark', 'rayé');
    expect(answered.out).toMatch(/^screen .*mauvais .*rayé$/m);
    expect((await etabli('deployment', 'check', ids[0]!, 'screen', 'perhaps')).status).toBe(2);
    expect((await etabli('deployment', 'check', ids[0]!, 'other', 'passed')).status).toBe(4);
  });

  it('has all that is open answered at once, and is signed by a PIN that is typed', async () => {
    const title = { fr: 'Webcam', en: 'Webcam' };
    await server.app.get(ManualChecks).expect(ids[1]!, [{ id: 'webcam', title, severity: 'reserve' }]);
    expect((await etabli('deployment', 'pass', ids[1]!)).out).toMatch(/^webcam .*bon .*$/m);
    const me = (await (await server.ask('/api/session')).json()) as { id: string; name: string };
    await server.app.get(Accounts).setPassword(me.id, 'password of the admin', actorOf(me));
    expect((await typing('password of the admin\n123456', 'user', 'pin')).status).toBe(2);
    const saved = await typing('password of the admin\n271828', 'user', 'pin');
    expect([saved.status, saved.out, saved.err]).toEqual([0, 'PIN enregistré.\n', '']);
    expect((await typing('000001', 'deployment', 'sign', ids[1]!)).err).toContain('compte ou PIN incorrect');
    const signed = await typing('271828', 'deployment', 'sign', ids[1]!);
    expect([signed.status, signed.out]).toEqual([0, 'Signé.\n']);
    expect(await server.app.get(Signatures).ofDeployment(ids[1]!)).toMatchObject([
      { role: 'technician', byPin: true },
    ]);
  });

  it('is disarmed and cancelled as a whole', async () => {
    expect((await etabli('lot', 'disarm', number)).status).toBe(0);
    const unknown = 'son adresse MAC n’est pas connue : allumez-le à la main';
    expect((await etabli('lot', 'wake', number)).out).toBe(
      `✗  PC-1  ${unknown}\n✗  PC-2  ${unknown}\nAucun PC à réveiller.\n`,
    );
    const unsure = await etabli('lot', 'cancel', number);
    expect([unsure.status, unsure.err]).toEqual([1, 'Rien n’a été fait : ajoutez --yes pour confirmer.\n']);
    await etabli('deployment', 'cancel', ids[1]!);
    const { status, out } = await etabli('lot', 'cancel', number, '--yes', '--json');
    expect(status).toBe(0);
    const { deployments } = JSON.parse(out) as { deployments: { state: string }[] };
    expect(deployments.map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  });

  it('that does not exist is reported', async () => {
    const path = '/api/lots/00000000-0000-4000-8000-000000000000';
    for (const act of ['cancel', 'disarm'])
      expect((await server.ask(`${path}/${act}`, { method: 'POST' })).status).toBe(404);
  });
});

describe('etabli lot list', () => {
  it('shows certified PCs with reservations separately', async () => {
    const { number, ids } = await newLot('SN-4001,PC-4', 'SN-4002,PC-5');
    const facts = { certificate: { id: ids[0], number: 'C', verdict: 'conforming-with-reservations' } };
    await server.app
      .get(DataSource)
      .query("UPDATE deployment SET state = 'certified', facts = $1, ended_at = now() WHERE id = $2", [
        facts,
        ids[0],
      ]);
    const line = (await etabli('lot', 'list')).out.split('\n').find((text) => text.startsWith(number));
    expect(line).toContain('  1 prévu, 1 certifié avec réserves  ');
  });
});

describe('etabli deployment close', () => {
  it('closes a failed deployment, once, with a note on what happens to the PC', async () => {
    const { ids } = await newLot('SN-3001,PC-3');
    const failure = {
      step: 'recette',
      cause: { fr: 'panne', en: 'fault' },
      remedy: { fr: 'agir', en: 'act' },
    };
    await server.app
      .get(DataSource)
      .query("UPDATE deployment SET state = 'failed', failure = $1, ended_at = now() WHERE id = $2", [
        failure,
        ids[0],
      ]);
    const close = (...note: string[]) => etabli('deployment', 'close', ids[0]!, ...note);
    expect((await close()).status).toBe(2);
    expect((await close('--note', ' ')).status).toBe(2);
    expect(await close('--note', 'rendu')).toEqual({ status: 0, out: 'PC-3  échec, clos\n', err: '' });
    expect((await etabli('deployment', 'show', ids[0]!)).out).toMatch(
      /^clos le \d\d\/\d\d\/\d{4} \d\d:\d\d par .* : rendu$/m,
    );
    expect((await close('--note', 'encore')).status).toBe(4);
  });
});

describe('etabli machine anomalies', () => {
  it('lists anomalies', async () => {
    const dock = '50:1a:c5:fe:aa:8c';
    const machines = server.app.get(Machines);
    for (const serial of ['DOCKED-1', 'DOCKED-2']) {
      await machines.register({ serial, uuid: undefined, macs: [dock] });
    }
    expect((await etabli('machine', 'anomalies')).out).toContain(
      `L’adresse MAC ${dock} a été vue sur plusieurs PC`,
    );
  });

  it('names a PC with too little memory, and what to do', async () => {
    const pc = { mac: '52:54:00:00:0f:02', serial: 'SMALL-2', machineId: null, foundMib: 512 };
    await server.app.get(ShortMemoryStore).note(pc);
    expect((await etabli('machine', 'anomalies')).out).toContain(
      'Le PC SMALL-2 a 512 Mio de mémoire, il en faut au moins 768',
    );
  });
});

describe('etabli machine show', () => {
  it('names the authorities that Secure Boot trusts', async () => {
    const machines = server.app.get(Machines);
    const { id } = await machines.register({ serial: 'TRUSTS-1', macs: ['52:54:00:00:0f:03'] });
    const authorities = ['Windows UEFI CA 2023', 'Microsoft UEFI CA 2023'];
    const firmware = { kind: 'uefi', secureBoot: 'enabled', authorities };
    await machines.recordInventory(id, inventorySchema.parse({ firmware }));
    expect((await etabli('machine', 'show', id)).out).toContain(
      'Autorités de Secure Boot : Windows UEFI CA 2023, Microsoft UEFI CA 2023',
    );
  });
});

describe('etabli master capture', () => {
  /** The steps of the capture that this orders on a new machine. */
  async function stepsOf(serial: string, ...options: string[]): Promise<string[]> {
    const { id } = await server.app.get(Machines).register({ serial, macs: [] });
    const ordered = await etabli('master', 'capture', id, '--name', 'parc', ...options, '--json');
    const { id: deployment } = JSON.parse(ordered.out) as { id: string };
    const shown = await server.ask(`/api/deployments/${deployment}`);
    return ((await shown.json()) as { steps: { name: string }[] }).steps.map(({ name }) => name);
  }

  it('asks for the whole disk, or for the image of its Windows', async () => {
    expect(await stepsOf('REFERENCE-1')).toEqual(['wait-environment', 'inventory', 'capture-disk']);
    expect(await stepsOf('REFERENCE-2', '--image', '--partition', '3')).toEqual([
      ...['wait-environment', 'inventory', 'capture-image', 'register-image'],
    ]);
  });

  it('refuses a partition that is no number, and one without --image', async () => {
    const { id } = await server.app.get(Machines).register({ serial: 'REFERENCE-3', macs: [] });
    const order = ['master', 'capture', id, '--name', 'parc'];
    expect((await etabli(...order, '--image', '--partition', 'C:')).status).toBe(2);
    const { status, err } = await etabli(...order, '--partition', '3');
    expect(status).toBe(2);
    expect(err).toContain('partition');
    expect(err).toContain('un disque est capturé en entier');
  });
});

describe('etabli network', () => {
  it('closes a network, lists it and opens it again', async () => {
    const closed = await etabli('network', 'close', '10.77.0.0/16', '--reason', 'atelier');
    expect([closed.status, closed.err]).toEqual([
      0,
      '10.77.0.0/16 est déclaré fermé : les PC qui y démarrent n’ont pas à être confirmés.\n',
    ]);
    expect((await etabli('network', 'list')).out).toMatch(/10\.77\.0\.0\/16 .* atelier/);
    expect((await etabli('network', 'open', '10.77.0.0/16')).status).toBe(0);
    expect((await etabli('--json', 'network', 'list')).out).toBe('[]\n');
  });

  it('refuses an invalid network (2) and one that is not closed (4)', async () => {
    const wrong = await etabli('network', 'close', '10.77.0.1/16');
    expect([wrong.status, wrong.err]).toEqual([2, expect.stringContaining('10.77.0.0/16')]);
    expect((await etabli('network', 'open', '10.78.0.0/16')).status).toBe(4);
  });
});

describe('etabli machine confirm', () => {
  it('finds the machine by serial number in any case, or by ID, and says when there is nothing to confirm', async () => {
    const machine = await server.app.get(Machines).register({ serial: 'CONFIRM-1', macs: [] });
    for (const named of ['confirm-1', machine.id]) {
      const { status, err } = await etabli('machine', 'confirm', named, '123456');
      expect(err).toContain('il n’y a rien à confirmer pour cette machine');
      expect(status).toBe(4);
    }
    expect((await etabli('machine', 'confirm', 'CONFIRM', '123456')).status).toBe(4);
    expect((await etabli('machine', 'confirm', 'CONFIRM-1', 'no code')).status).toBe(2);
  });
});

import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type DynamicModule, type INestApplication, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { DataSource } from 'typeorm';
import { AccountModule } from '../../src/platform/account/index.js';
import { ProblemFilter } from '../../src/interfaces/app/problem.filter.js';
import { SchemaPipe } from '../../src/interfaces/app/schema.pipe.js';
import { BootModule, BootSockets, collapseSlashes } from '../../src/deployment/boot/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { DatabaseModule, schemaDrift } from '../../src/platform/database/index.js';
import {
  type Arrival,
  Arrivals,
  type BootDecision,
  Confirmations,
  DeploymentModule,
  Deployments,
  DeploymentStore,
  LotActs,
  Screens,
  WindowsBoots,
  WindowsHandOvers,
} from '../../src/deployment/pipeline/index.js';
import {
  Channels,
  type Machine,
  MachineModule,
  Machines,
  ShortMemoryStore,
} from '../../src/park/machine/index.js';
import { Tickets, VaultModule } from '../../src/platform/vault/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';

const HOST_KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'A'.repeat(43)}`;
const OTHER_KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'B'.repeat(43)}`;
const NONCE = 'n'.repeat(43);

/** Deployments as a machine meets them: one may be armed for it, and it hears signals. */
class FakeDeployments {
  armed = new Set<string>();
  /** By machine. */
  active = new Map<string, { purpose: 'capture' | 'deploy'; state: string }>();
  signals: [string, string][] = [];
  /** PCs that came for an order: of which machine, with what. */
  arrivals: [string, Arrival][] = [];
  /** By machine, the host key that was read from its system while it was made. */
  systemKeys = new Map<string, string>();
  asked: unknown[] = [];
  decision: BootDecision = { kind: 'disk' };

  bootDecision(identity: unknown): Promise<BootDecision> {
    this.asked.push(identity);
    return Promise.resolve(this.decision);
  }

  activeOf(machineId: string): Promise<object | null> {
    return Promise.resolve(this.active.get(machineId) ?? null);
  }

  isActive(machine: Machine): Promise<boolean> {
    return Promise.resolve(this.armed.has(machine.serial ?? ''));
  }

  systemHostKey(machineId: string): Promise<string | undefined> {
    return Promise.resolve(this.systemKeys.get(machineId));
  }

  arrive(machine: Machine, arrival: Arrival): Promise<boolean> {
    this.arrivals.push([machine.id, arrival]);
    return this.isActive(machine);
  }

  hear(_: unknown, machineId: string, signal: string): Promise<undefined> {
    this.signals.push([machineId, signal]);
    return Promise.resolve(undefined);
  }

  passOn(): Promise<void> {
    return Promise.resolve();
  }
}

@Module({})
class FakeDeploymentModule {}

function fakeDeploymentModule(deployments: FakeDeployments, screens: object): DynamicModule {
  const providers = [
    { provide: Deployments, useValue: deployments },
    { provide: Arrivals, useValue: deployments },
    { provide: Confirmations, useValue: { stateOf: () => Promise.resolve(undefined) } },
    { provide: Screens, useValue: screens },
    { provide: DeploymentStore, useValue: { claimWaking: () => Promise.resolve(undefined) } },
    { provide: LotActs, useValue: {} },
    { provide: WindowsBoots, useValue: {} },
    { provide: WindowsHandOvers, useValue: {} },
  ];
  return { module: FakeDeploymentModule, providers, exports: providers };
}

let database: FreshDatabase;
let dataDir: string;
let app: INestApplication;
let deployments: FakeDeployments;
let tickets: Tickets;
let machines: Machines;
let channels: Channels;
let source: DataSource;
let count = 0;

/** A PC that nobody knows yet. */
function newPc() {
  count += 1;
  const end = count.toString(16).padStart(2, '0');
  return {
    serial: `SN-${count}`,
    uuid: randomUUID(),
    macs: [`52:54:00:00:01:${end}`],
    manufacturer: 'Etabli',
    product: 'Virtual PC',
  };
}

type Pc = ReturnType<typeof newPc>;

function inventoryOf({ serial, uuid, macs, manufacturer, product }: Pc) {
  return {
    firmware: { kind: 'uefi', secureBoot: 'enabled' },
    system: { manufacturer, product, serial, uuid },
    disks: [],
    nics: macs.map((mac) => ({ name: 'eth0', mac, bus: 'virtio' })),
  };
}

const helloOf = (pc: Pc) => ({ protocol: 1, identity: pc, hostKey: HOST_KEY, nonce: NONCE, kernel: '6.12' });

function hello(ticket: string, body: object) {
  return request(app.getHttpServer())
    .post('/phone-home/hello')
    .set('Authorization', `Bearer ${ticket}`)
    .send(body);
}

/** A PC says hello with a good ticket; its session and the server's nonce. */
async function welcomed(pc: Pc): Promise<{ session: string; nonce: string }> {
  const answer = await hello(tickets.issue('inventory', pc.macs[0]!, 60), helloOf(pc)).expect(200);
  return answer.body as { session: string; nonce: string };
}

function sendInventory(session: string, nonce: string, pc: Pc) {
  return request(app.getHttpServer())
    .post('/phone-home/inventory')
    .set('Authorization', `Bearer ${session}`)
    .send({ nonce, inventory: inventoryOf(pc) });
}

async function refusals(): Promise<{ subject_id: string; data: { reason: string } }[]> {
  return source.query(
    "SELECT subject_id, data, address FROM audit_entry WHERE action = 'machine.ticket-refused' ORDER BY id",
  );
}

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'boot-test-'));
  const config = loadConfig({
    ETABLI_DATA_DIR: dataDir,
    ETABLI_KEY_FILE: join(dataDir, 'key'),
    PUBLIC_ADDRESS: '10.77.1.3',
    HTTPS_PORT: '8443',
  });
  deployments = new FakeDeployments();
  const screens = {
    of: ({ id }: { id: string }) => Promise.resolve({ state: 'armed', hostname: `pc-${id}` }),
  };
  const module = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot(config, database.url),
      VaultModule,
      AccountModule,
      MachineModule,
      BootModule,
    ],
  })
    .overrideModule(DeploymentModule)
    .useModule(fakeDeploymentModule(deployments, screens))
    .compile();
  app = module.createNestApplication({ logger: false });
  app.use(collapseSlashes);
  app.useGlobalPipes(new SchemaPipe());
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
  tickets = app.get(Tickets);
  machines = app.get(Machines);
  channels = app.get(Channels);
  source = app.get(DataSource);
});

afterAll(async () => {
  await app?.close();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

it('has a table that matches its entity', async () => {
  expect((await schemaDrift(source)).filter((query) => query.includes('environment_session'))).toEqual([]);
});

describe('a PC in the environment', () => {
  it('uses its ticket, sends its inventory, and begins its armed deployment', async () => {
    const pc = newPc();
    deployments.armed.add(pc.serial);
    const ticket = tickets.issue('deployment', pc.macs[0]!, 60, 'order-1');
    const { body } = await hello(ticket, helloOf(pc)).expect(200);
    expect(body).toEqual({
      protocol: 1,
      session: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      nonce: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      challenge: null,
      authorizedKey: expect.stringMatching(/^ssh-ed25519 AAAA/),
      screenIntervalSeconds: 2,
    });

    const { session, nonce } = body as { session: string; nonce: string };
    const answer = await sendInventory(session, nonce, pc).expect(200);
    expect(answer.body).toEqual({ next: 'stay' });
    const machine = await machines.find({ serial: pc.serial, macs: [] });
    expect(await machines.findById(machine!.id)).toMatchObject({
      serial: pc.serial,
      uuid: pc.uuid,
      inventory: { firmware: { kind: 'uefi' } },
    });
    const sessionId = expect.any(String) as string;
    expect(deployments.arrivals).toEqual([
      [machine!.id, { sessionId, order: 'order-1', address: '127.0.0.1', port: 22, hostKey: HOST_KEY }],
    ]);

    const screen = await request(app.getHttpServer())
      .get('/phone-home/screen')
      .set('Authorization', `Bearer ${session}`)
      .expect(200);
    expect(screen.body).toEqual({ state: 'armed', hostname: `pc-${machine!.id}` });
  });

  it('is only registered, and restarts, when nothing is armed for it', async () => {
    const pc = newPc();
    const before = deployments.arrivals.length;
    const { session, nonce } = await welcomed(pc);
    const answer = await sendInventory(session, nonce, pc).expect(200);
    expect(answer.body).toEqual({ next: 'restart' });
    expect(await machines.find({ serial: pc.serial, macs: [] })).toMatchObject({ uuid: pc.uuid });
    expect(deployments.arrivals).toHaveLength(before);
  });

  it('keeps no session token in clear', async () => {
    const { session } = await welcomed(newPc());
    const rows: unknown[] = await source.query('SELECT * FROM environment_session');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(session);
  });

  it('is refused with a used ticket, and the refusal is audited', async () => {
    const pc = newPc();
    const ticket = tickets.issue('inventory', pc.macs[0]!, 60);
    await hello(ticket, helloOf(pc)).expect(200);
    const answer = await hello(ticket, { ...helloOf(pc), hostKey: OTHER_KEY }).expect(403);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect((await refusals()).at(-1)).toEqual({
      subject_id: pc.macs[0],
      data: { reason: 'spent', identity: pc },
      address: '127.0.0.1',
    });
  });

  it("is refused with another PC's ticket, which stays valid for its own", async () => {
    const [own, other] = [newPc(), newPc()];
    const ticket = tickets.issue('inventory', own.macs[0]!, 60);
    await hello(ticket, helloOf(other)).expect(403);
    expect((await refusals()).at(-1)).toMatchObject({
      subject_id: other.macs[0],
      data: { reason: 'foreign' },
    });
    await hello(ticket, helloOf(own)).expect(200);
  });

  it('is refused with a forged ticket, one for another purpose, and none', async () => {
    const pc = newPc();
    await hello('forged', helloOf(pc)).expect(403);
    await hello(tickets.issue('system', pc.macs[0]!, 60), helloOf(pc)).expect(403);
    await request(app.getHttpServer()).post('/phone-home/hello').send(helloOf(pc)).expect(401);
  });

  it('is refused with a malformed key, nonce or protocol', async () => {
    const pc = newPc();
    const ticket = tickets.issue('inventory', pc.macs[0]!, 60);
    for (const wrong of [
      { hostKey: `${HOST_KEY}\nssh-ed25519 AAAA` },
      { hostKey: HOST_KEY.replace('ssh-ed25519', 'ssh-rsa') },
      { nonce: 'short' },
      { protocol: 2 },
    ]) {
      await hello(ticket, { ...helloOf(pc), ...wrong }).expect(400);
    }
    await hello(ticket, helloOf(pc)).expect(200);
  });

  it('cannot send an inventory without its session or with the nonce of another', async () => {
    const pc = newPc();
    const { session, nonce } = await welcomed(pc);
    await sendInventory('unknown', nonce, pc).expect(401);
    await sendInventory(session, NONCE, pc).expect(422);
    expect(await machines.find({ serial: pc.serial, macs: [] })).toBeUndefined();
  });

  it('is refused once its session has expired', async () => {
    const pc = newPc();
    const { session, nonce } = await welcomed(pc);
    await source.query("UPDATE environment_session SET expires_at = now() - interval '1 second'");
    await sendInventory(session, nonce, pc).expect(401);
  });
});

describe('an installed system', () => {
  function bootSystem(ticket: string, hostKey: string) {
    return request(app.getHttpServer())
      .post('/phone-home/system')
      .set('Authorization', `Bearer ${ticket}`)
      .send({ hostKey, addresses: [] });
  }

  /** A machine whose system was made, and has not booted yet. */
  async function installed(): Promise<Machine> {
    const machine = await machines.register(newPc());
    deployments.systemKeys.set(machine.id, HOST_KEY);
    return machine;
  }

  it('is registered once; the same message again changes nothing, another key is refused', async () => {
    const machine = await installed();
    const ticket = tickets.issue('system', machine.id, 60);
    await bootSystem(ticket, HOST_KEY).expect(204);
    expect(await channels.of(machine.id, 'system')).toMatchObject({
      address: '127.0.0.1',
      pin: HOST_KEY,
    });
    await bootSystem(ticket, HOST_KEY).expect(204);
    expect(deployments.signals.filter(([id]) => id === machine.id)).toEqual([[machine.id, 'system-booted']]);
    await bootSystem(ticket, OTHER_KEY).expect(403);
    expect((await refusals()).at(-1)).toMatchObject({ subject_id: machine.id, data: { reason: 'spent' } });
    expect(await channels.of(machine.id, 'system')).toMatchObject({ protocol: 'ssh', pin: HOST_KEY });
  });

  it('is refused with another host key than the one that was read during its installation, and this is audited', async () => {
    const machine = await installed();
    const ticket = tickets.issue('system', machine.id, 60);
    await bootSystem(ticket, OTHER_KEY).expect(403);
    expect((await refusals()).at(-1)).toMatchObject({
      subject_id: machine.id,
      data: { reason: 'host-key' },
      address: '127.0.0.1',
    });
    expect(await channels.of(machine.id, 'system')).toBeUndefined();
    await bootSystem(ticket, HOST_KEY).expect(204);
  });

  it('keeps its ticket when the server failed', async () => {
    const machine = await installed();
    const ticket = tickets.issue('system', machine.id, 60);
    const heard = deployments.hear.bind(deployments);
    deployments.hear = () => Promise.reject(new Error('no database'));
    await bootSystem(ticket, HOST_KEY).expect(500);
    deployments.hear = heard;
    await bootSystem(ticket, HOST_KEY).expect(204);
    expect(deployments.signals.at(-1)).toEqual([machine.id, 'system-booted']);
  });
});

describe('a PC that boots from the network', () => {
  const path = '/boot/52-54-00-E7-AB-01/grub.cfg?serial=SN+0042-A&uuid=';

  it('gets the script of its boot decision, with a valid ticket', async () => {
    const decision = { kind: 'environment', reason: 'deployment', machineKey: 'machine-1' } as const;
    deployments.decision = { ...decision, order: 'deployment-1 at noon' };
    const { text, headers } = await request(app.getHttpServer()).get(path).expect(200);
    expect(deployments.asked.at(-1)).toEqual({
      mac: '52:54:00:e7:ab:01',
      serial: 'SN 0042-A',
      uuid: undefined,
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(text).toContain("'etabli.server=https://10.77.1.3:8443'");
    const ticket = /'etabli\.ticket=([^']+)'/.exec(text)?.[1] ?? '';
    expect(tickets.read(ticket, 'deployment')).toMatchObject({
      subject: 'machine-1',
      order: 'deployment-1 at noon',
    });
  });

  it.each([
    ['deployment', 'deployment'],
    ['capture', 'deployment'],
    ['inventory', 'inventory'],
  ] as const)('for %s is given a ticket for %s', async (reason, purpose) => {
    deployments.decision = { kind: 'environment', reason, machineKey: 'machine-1' };
    const { text } = await request(app.getHttpServer()).get(path).expect(200);
    const ticket = /'etabli\.ticket=([^']+)'/.exec(text)?.[1] ?? '';
    expect(tickets.read(ticket, ['deployment', 'inventory']).purpose).toBe(purpose);
  });

  it('boots its disk when nothing is armed', async () => {
    deployments.decision = { kind: 'disk' };
    const { text } = await request(app.getHttpServer()).get(path).expect(200);
    expect(text.startsWith(`echo "Etabli: disque de ce PC / this PC's own disk"\n`)).toBe(true);
  });

  it('gets no ticket with HEAD, and no decision is made', async () => {
    const before = deployments.asked.length;
    await request(app.getHttpServer()).head(path).expect(200);
    expect(deployments.asked).toHaveLength(before);
  });

  it('must have a MAC address', async () => {
    await request(app.getHttpServer()).get('/boot/not-a-mac/grub.cfg').expect(404);
  });

  it('downloads the published environment, also in parts, also with a double slash', async () => {
    const version = join(dataDir, 'environment', 'v1');
    await mkdir(version, { recursive: true });
    await writeFile(join(version, 'vmlinuz'), '0123456789');
    await symlink('v1', join(dataDir, 'environment', 'current'));
    const whole = await request(app.getHttpServer()).get('//env//vmlinuz').expect(200);
    expect(whole.body).toEqual(Buffer.from('0123456789'));
    const part = await request(app.getHttpServer()).get('/env/vmlinuz').set('Range', 'bytes=2-4').expect(206);
    expect(part.body).toEqual(Buffer.from('234'));
    expect(part.headers['content-range']).toBe('bytes 2-4/10');
    await request(app.getHttpServer()).get('/env/initrd.img').expect(404);
    await request(app.getHttpServer()).get('/env/manifest.json').expect(404);
    await request(app.getHttpServer()).get('/env/..%2f..%2fkey').expect(404);
  });

  it('downloads its boot loaders and their configuration by HTTP, and nothing else of that folder', async () => {
    await mkdir(join(dataDir, 'tftp-1', 'grub'), { recursive: true });
    for (const name of ['shimx64.efi', 'grubx64.efi', 'grub-bios.0', 'grub/grub.cfg']) {
      await writeFile(join(dataDir, 'tftp-1', name), `this is ${name}`);
    }
    const get = (path: string) => request(app.getHttpServer()).get(path);
    await get('/boot/loader/shimx64.efi').expect(404);
    await symlink('tftp-1', join(dataDir, 'tftp'));
    expect((await get('/boot/loader/shimx64.efi').expect(200)).body).toEqual(
      Buffer.from('this is shimx64.efi'),
    );
    expect((await get('/boot/loader//grubx64.efi').expect(200)).body).toEqual(
      Buffer.from('this is grubx64.efi'),
    );
    expect((await get('/grub/grub.cfg').expect(200)).text).toBe('this is grub/grub.cfg');
    for (const path of [
      '/boot/loader/grub-bios.0',
      '/boot/loader/..%2f..%2fkey',
      '/grub/x86_64-efi/fs.lst',
    ]) {
      await get(path).expect(404);
    }
  });
});

describe('the upload of a capture', () => {
  const upload = (ticket: string, body: string) =>
    request(app.getHttpServer())
      .put('/phone-home/payloads')
      .set('Authorization', `Bearer ${ticket}`)
      .set('Content-Type', 'application/octet-stream')
      .send(body);

  it('is accepted with its ticket, several times, while the PC is being captured', async () => {
    const pc = newPc();
    const { id } = await machines.register(pc);
    deployments.active.set(id, { purpose: 'capture', state: 'running' });
    const ticket = tickets.issue('capture', id, 60);
    expect((await upload(ticket, 'payload').expect(201)).body).toMatchObject({ bytes: 7 });
    expect((await upload(ticket, 'index').expect(201)).body).toMatchObject({ bytes: 5 });
  });

  it('continues where it stopped, part by part, for that PC only', async () => {
    const [pc, other] = [newPc(), newPc()];
    const [{ id }, { id: otherId }] = [await machines.register(pc), await machines.register(other)];
    for (const each of [id, otherId]) deployments.active.set(each, { purpose: 'capture', state: 'running' });
    const http = request(app.getHttpServer());
    const bearer = (machineId: string) => `Bearer ${tickets.issue('capture', machineId, 60)}`;
    const part = (query: string, body = '') =>
      http
        .put(`/phone-home/payloads/part?${query}`)
        .set('Authorization', bearer(id))
        .set('Content-Type', 'application/octet-stream')
        .send(body);
    const held = (machineId: string) =>
      http.get('/phone-home/payloads/part').set('Authorization', bearer(machineId)).expect(200);
    expect((await part('offset=0', 'disk of').expect(200)).body).toEqual({ bytes: 7 });
    expect((await held(id)).body).toMatchObject({ bytes: 7 });
    expect((await held(otherId)).body).toMatchObject({ bytes: 0 });
    await part('offset=8', 'no hole').expect(409);
    expect((await part('offset=7', ' a PC').expect(200)).body).toEqual({ bytes: 12 });
    const sha256 = createHash('sha256').update('disk of a PC').digest('hex');
    expect((await part(`offset=12&sha256=${sha256}`).expect(200)).body).toEqual({ bytes: 12, sha256 });
    await http.get('/phone-home/payloads/part').set('Authorization', 'Bearer x').expect(403);
  });

  it('is refused once the capture has ended, although the ticket has not expired', async () => {
    const pc = newPc();
    const { id } = await machines.register(pc);
    const ticket = tickets.issue('capture', id, 60);
    await upload(ticket, 'disk').expect(403);
    deployments.active.set(id, { purpose: 'deploy', state: 'running' });
    await upload(ticket, 'disk').expect(403);
  });

  it('is refused with another ticket, and the refusal is audited', async () => {
    const pc = newPc();
    const { id } = await machines.register(pc);
    deployments.active.set(id, { purpose: 'capture', state: 'running' });
    const before = (await refusals()).length;
    await upload(tickets.issue('system', id, 60), 'disk').expect(403);
    expect((await refusals()).slice(before)).toMatchObject([{ data: { reason: 'purpose' } }]);
  });
});

describe('a PC with too little memory for the environment', () => {
  const mac = '52:54:00:00:0f:01';
  const ask = async (memory: string) =>
    (await request(app.getHttpServer()).get(`/boot/${mac}/grub.cfg?serial=SMALL-1&memory=${memory}`)).text;
  const smallMemoryPcs = async () =>
    (await app.get(ShortMemoryStore).list()).map(({ mac, serial, foundMib }) => ({ mac, serial, foundMib }));

  it('shows a message, does not boot it, and is shown to technicians until it has enough', async () => {
    deployments.decision = { kind: 'environment', reason: 'deployment', machineKey: mac };
    expect(await ask('.256.256')).toContain("echo 'Etabli : ce PC a 512 Mio de memoire");
    expect(await ask('.256.256')).not.toContain('etabli.ticket');
    expect(await smallMemoryPcs()).toEqual([{ mac, serial: 'SMALL-1', foundMib: 512 }]);
    expect(await ask('.512.256')).toContain('etabli.ticket=');
    expect(await smallMemoryPcs()).toEqual([]);
  });

  it('boots it when its memory is unknown', async () => {
    deployments.decision = { kind: 'environment', reason: 'deployment', machineKey: mac };
    for (const memory of ['', '.65535', 'x']) expect(await ask(memory)).toContain('etabli.ticket=');
    expect(await smallMemoryPcs()).toEqual([]);
  });

  it('boots its own disk when nothing is armed', async () => {
    deployments.decision = { kind: 'disk' };
    expect(await ask('.512')).not.toContain('Mio de memoire');
    expect(await smallMemoryPcs()).toEqual([]);
  });

  it('is recorded at most ten times a minute from one address', async () => {
    for (let n = 0; n < 20; n += 1) {
      const other = `52:54:00:00:10:${n.toString().padStart(2, '0')}`;
      deployments.decision = { kind: 'environment', reason: 'inventory', machineKey: other };
      await request(app.getHttpServer()).get(`/boot/${other}/grub.cfg?memory=.512`).expect(200);
    }
    // The tests above have used up two of the ten.
    expect(await smallMemoryPcs()).toHaveLength(8);
  });
});

it.each([
  ['GRUB 2.12-9+deb13u2', 1],
  ['UefiHttpBoot/1.0', 0],
])('resets the connection of a script that %s fetched %s times', async (agent, resets) => {
  const begin = jest.spyOn(app.get(BootSockets), 'begin');
  await request(app.getHttpServer())
    .get('/boot/52:54:00:00:0f:09/grub.cfg')
    .set('User-Agent', agent)
    .expect(200);
  expect(begin).toHaveBeenCalledTimes(resets);
  begin.mockRestore();
});

describe('unknown PCs', () => {
  it('are registered from one address up to a burst, then at a limited rate', async () => {
    // The tests before count too: they come from the same address.
    const statuses: number[] = [];
    let last = await hello(tickets.issue('inventory', '52:54:00:ff:00:00', 60), helloOf(newPc()));
    for (let n = 0; n < 70 && last.status !== 429; n += 1) {
      const pc = newPc();
      last = await hello(tickets.issue('inventory', pc.macs[0]!, 60), helloOf(pc));
      statuses.push(last.status);
    }
    expect(new Set(statuses.slice(0, -1))).toEqual(new Set([200]));
    expect(last.status).toBe(429);
    expect(last.headers['content-type']).toContain('application/problem+json');
    const wait = Number(last.headers['retry-after']);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(180);
  });

  it('keep their ticket when they exceed the rate, and known PCs are still accepted', async () => {
    const known = newPc();
    const { id } = await machines.register(known);
    await hello(tickets.issue('inventory', id, 60), helloOf(known)).expect(200);
    const pc = newPc();
    const ticket = tickets.issue('inventory', pc.macs[0]!, 60);
    await hello(ticket, helloOf(pc)).expect(429);
    await machines.register(pc);
    await hello(ticket, helloOf(pc)).expect(200);
  });
});

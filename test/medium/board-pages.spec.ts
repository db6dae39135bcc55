import { Accounts, ApiTokens, Audit } from '../../src/platform/account/index.js';
import { TicketGate } from '../../src/deployment/boot/ticket-gate.js';
import { inventorySchema, Machines, ShortMemoryStore } from '../../src/park/machine/index.js';
import { TicketError } from '../../src/platform/vault/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const PASSWORD = 'correct horse battery';

let server: RunningServer;
let machineId: string;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  server = await runningServer();
  for (const role of ['technician', 'viewer'] as const) {
    await server.app.get(Accounts).create({ name: role, displayName: role, role, password: PASSWORD });
    cookies[role] = await loggedIn(role);
  }
  const known = { serial: 'BOARD-1', macs: ['52:54:00:0b:0a:01'], manufacturer: 'Etabli', product: 'Un' };
  machineId = (await server.app.get(Machines).register(known)).id;
});

afterAll(async () => {
  await server.stop();
});

function post(path: string, form: Record<string, string>, cookie = ''): Promise<Response> {
  const body = new URLSearchParams(form);
  return fetch(server.base + path, { method: 'POST', redirect: 'manual', body, headers: { cookie } });
}

const cookieOf = (response: Response) => response.headers.get('set-cookie')?.split(';')[0] ?? '';

async function loggedIn(name: string): Promise<string> {
  return cookieOf(await post('/login', { name, password: PASSWORD, back: '/' }));
}

/** A page of the board as a person reads it: without tags, one space between words. */
async function page(path: string, who = 'technician', language = 'fr'): Promise<string> {
  const headers = { cookie: `${cookies[who]}; etabli_language=${language}` };
  return textOf(await (await fetch(server.base + path, { headers })).text());
}

function textOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replace(/\s+/g, ' ');
}

/** The first drawings of a live page until one holds this text; false when the stream ends before. */
async function shownLive(path: string, text: string, meanwhile: () => Promise<void>): Promise<boolean> {
  const headers = { cookie: `${cookies['technician']}; etabli_language=fr` };
  const response = await fetch(server.base + path, { headers });
  let seen = '';
  let acted = false;
  for await (const chunk of response.body!) {
    if (!acted) await meanwhile();
    acted = true;
    seen += Buffer.from(chunk as Uint8Array).toString('utf8');
    if (textOf(seen).includes(text)) return true;
  }
  return false;
}

/** A PC shows a ticket at the gate of the boot service, which refuses it for this reason. */
async function refuse(subject: string, reason: TicketError['reason'], address: string): Promise<void> {
  const gate = new TicketGate(
    server.app.get(Audit),
    { publish: () => Promise.resolve() } as never,
    server.app.get(Machines),
  );
  const work = () => Promise.reject(new TicketError(reason));
  await gate.pass('ticket', { address, subject }, work).catch(() => undefined);
}

describe('tickets that were refused', () => {
  it('are on the first page with time, address, PC and reason, in the reader’s language', async () => {
    expect(await page('/')).not.toContain('Tickets refusés');
    await refuse(machineId, 'spent', '10.77.1.20');
    await refuse('52:54:00:0b:0a:99', 'expired', '10.77.1.21');
    const french = await page('/');
    expect(french).toContain('Tickets refusés');
    expect(french).toMatch(
      /\d\d\/\d\d\/\d{4} \d\d:\d\d 10\.77\.1\.20 Etabli Un · BOARD-1 ce ticket a déjà servi/,
    );
    expect(french).toContain('10.77.1.21 52:54:00:0b:0a:99 ce ticket a expiré');
    expect(await page('/', 'technician', 'en')).toContain(
      '10.77.1.20 Etabli Un · BOARD-1 this ticket was already used',
    );
  });

  it('are on the page of their machine only', async () => {
    await refuse(machineId, 'foreign', '10.77.1.22');
    const other = await server.app.get(Machines).register({ serial: 'BOARD-2', macs: [] });
    expect(await page(`/machines/${machineId}`)).toContain(
      'ce ticket est celui d’un autre PC ou d’un autre serveur Établi',
    );
    expect(await page(`/machines/${other.id}`)).not.toContain('Tickets refusés');
  });

  it('appear without reloading the page', async () => {
    const first = () => refuse(machineId, 'superseded', '10.77.1.23');
    expect(await shownLive('/live', '10.77.1.23', first)).toBe(true);
    const second = () => refuse(machineId, 'superseded', '10.77.1.24');
    expect(await shownLive(`/machines/${machineId}/live`, '10.77.1.24', second)).toBe(true);
  });

  it('show their total when some are not shown', async () => {
    for (let n = 0; n < 12; n++) await refuse('52:54:00:0b:0a:98', 'expired', `10.77.2.${n}`);
    expect(await page('/')).toMatch(/10 sur \d\d affichés/);
    const many = await server.app.get(Machines).register({ serial: 'BOARD-3', macs: ['52:54:00:0b:0a:98'] });
    expect(await page(`/machines/${many.id}`)).toContain('10 sur 12 affichés');
  });

  it('are hidden from viewers', async () => {
    await refuse(machineId, 'spent', '10.77.1.25');
    expect(await page('/', 'viewer')).not.toContain('10.77.1.25');
    expect(await page(`/machines/${machineId}`, 'viewer')).not.toContain('10.77.1.25');
  });
});

describe('anomalies of the identities of PCs', () => {
  const dock = '00:50:b6:0b:0a:0d';

  it('are on the page of the machines, with the PCs that they concern', async () => {
    expect(await page('/machines')).not.toContain('À savoir');
    const machines = server.app.get(Machines);
    const uuid = '8f4a3b52-9c1d-4e6f-a7b8-0123456789ab';
    const model = { manufacturer: 'Etabli', product: 'Deux' };
    await machines.register({ ...model, serial: 'DOCKED-1', macs: ['52:54:00:0b:0b:01', dock], uuid });
    await machines.register({ ...model, serial: 'DOCKED-2', macs: ['52:54:00:0b:0b:02', dock], uuid });
    const seen = await page('/machines', 'viewer');
    expect(seen).toContain('À savoir');
    expect(seen).toMatch(
      /L’adresse MAC 00:50:b6:0b:0a:0d a été vue sur plusieurs PC : c’est celle d’une station d’accueil ou d’un adaptateur USB\. [^.]+\. (Etabli Deux · DOCKED-[12] ){2}/,
    );
    expect(seen).toContain('Plusieurs PC annoncent le même UUID 8f4a3b52-9c1d-4e6f-a7b8-0123456789ab');
  });

  it('include a replaced board, in English too', async () => {
    const machines = server.app.get(Machines);
    const uuids = ['1f4a3b52-9c1d-4e6f-a7b8-0123456789ab', '2f4a3b52-9c1d-4e6f-a7b8-0123456789ab'];
    await machines.register({ serial: 'MENDED-1', macs: ['52:54:00:0b:0c:01'], uuid: uuids[0] });
    await machines.register({ serial: 'MENDED-1', macs: ['52:54:00:0b:0c:02'], uuid: uuids[1] });
    expect(await page('/machines', 'viewer', 'en')).toContain(
      'The PC MENDED-1 came back with another UUID and other network cards: its board was replaced, or two PCs have this serial number. PC · MENDED-1',
    );
  });
});

describe('notices of PCs', () => {
  it('show their total, and the command that lists all of them', async () => {
    const memories = server.app.get(ShortMemoryStore);
    const macs = Array.from({ length: 21 }, (_, n) => `52:54:00:0b:0d:${String(n).padStart(2, '0')}`);
    for (const mac of macs) await memories.note({ mac, serial: null, machineId: null, foundMib: 512 });
    expect(await page('/')).toContain('20 sur 21 affichés ; tous : etabli machine anomalies');
    expect(await page('/machines')).toMatch(/20 sur \d\d affichés ; tous : etabli machine anomalies/);
    for (const mac of macs) await memories.forget(mac);
    expect(await page('/')).not.toContain('À savoir');
  });
});

describe('a first login with a password that another person chose', () => {
  it('is redirected to the page for changing it, from every page, until it is changed', async () => {
    const order = { name: 'first', displayName: 'First', role: 'administrator', password: PASSWORD } as const;
    await server.app.get(Accounts).create({ ...order, passwordChangeRequired: true });
    const login = await post('/login', { name: 'first', password: PASSWORD, back: '/machines' });
    expect(login.headers.get('location')).toBe('/password');
    const headers = { cookie: cookieOf(login), 'accept-language': 'fr' };
    const lead = await fetch(`${server.base}/machines`, { redirect: 'manual', headers });
    expect([lead.status, lead.headers.get('location')]).toEqual([303, '/password']);
    const form = await (await fetch(`${server.base}/password`, { headers })).text();
    expect(textOf(form)).toContain('choisissez-en un que vous seul connaissez');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? '';
    const change = { _csrf: csrf, current: PASSWORD, password: 'one that only I know' };
    expect((await post('/password', change, headers.cookie)).headers.get('location')).toBe('/');
    expect((await fetch(`${server.base}/machines`, { redirect: 'manual', headers })).status).toBe(200);
  });

  it('is answered in the API with a problem that says what to do', async () => {
    const order = { name: 'program', displayName: 'P', role: 'administrator', password: PASSWORD } as const;
    const { id } = await server.app.get(Accounts).create({ ...order, passwordChangeRequired: true });
    const { token } = await server.app.get(ApiTokens).create(id, 'test');
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en' };
    const response = await fetch(`${server.base}/api/machines`, { headers });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      detail: 'change your password first: somebody else chose it',
      remedy: 'Log in to the board, which asks for it, or send PUT /api/session/password.',
    });
  });
});

it('shows a PC with too little memory on the first page, and the Secure Boot authorities on the page of a PC', async () => {
  const machines = server.app.get(Machines);
  const { id } = await machines.register({ serial: 'BOARD-SMALL', macs: ['52:54:00:0b:0a:70'] });
  const pc = { mac: '52:54:00:0b:0a:70', serial: 'BOARD-SMALL', machineId: id, foundMib: 512 };
  await server.app.get(ShortMemoryStore).note(pc);
  expect(await page('/')).toContain('Le PC BOARD-SMALL a 512 Mio de mémoire, il en faut au moins 768');
  const firmware = { kind: 'uefi', authorities: ['Microsoft UEFI CA 2023'] };
  await machines.recordInventory(id, inventorySchema.parse({ firmware }));
  expect(await page(`/machines/${id}`)).toContain('Autorités de Secure Boot Microsoft UEFI CA 2023');
});

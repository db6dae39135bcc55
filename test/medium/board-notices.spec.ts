import { Accounts, Audit } from '../../src/account/index.js';
import { TicketGate } from '../../src/boot/ticket-gate.js';
import { Machines } from '../../src/machine/index.js';
import { TicketError } from '../../src/vault/index.js';
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
}, 60_000);

afterAll(async () => {
  await server.stop();
});

async function loggedIn(name: string): Promise<string> {
  const response = await fetch(`${server.base}/login`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ name, password: PASSWORD, back: '/' }),
  });
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
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
  const gate = new TicketGate(server.app.get(Audit), { publish: () => Promise.resolve() } as never);
  const work = () => Promise.reject(new TicketError(reason));
  await gate.pass('ticket', { address, subject }, work).catch(() => undefined);
}

describe('tickets that were refused', () => {
  it('stand on the first page with when, where from, which PC and why, in the reader’s language', async () => {
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

  it('stand on the page of their machine, and on no other’s', async () => {
    await refuse(machineId, 'foreign', '10.77.1.22');
    const other = await server.app.get(Machines).register({ serial: 'BOARD-2', macs: [] });
    expect(await page(`/machines/${machineId}`)).toContain(
      "ce ticket est celui d'un autre PC ou d'un autre serveur Établi",
    );
    expect(await page(`/machines/${other.id}`)).not.toContain('Tickets refusés');
  });

  it('appear without the page being loaded again', async () => {
    const first = () => refuse(machineId, 'superseded', '10.77.1.23');
    expect(await shownLive('/live', '10.77.1.23', first)).toBe(true);
    const second = () => refuse(machineId, 'superseded', '10.77.1.24');
    expect(await shownLive(`/machines/${machineId}/live`, '10.77.1.24', second)).toBe(true);
  });

  it('are for those who can go and look: a viewer is not shown them', async () => {
    await refuse(machineId, 'spent', '10.77.1.25');
    expect(await page('/', 'viewer')).not.toContain('10.77.1.25');
    expect(await page(`/machines/${machineId}`, 'viewer')).not.toContain('10.77.1.25');
  });
});

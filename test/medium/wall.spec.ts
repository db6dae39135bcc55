import { DataSource } from 'typeorm';
import { Accounts, ApiTokens, WallScreens, type Actor } from '../../src/platform/account/index.js';
import type { Role } from '../../src/platform/core/index.js';
import { Machines } from '../../src/park/machine/index.js';
import { openStream } from '../support/event-stream.js';
import { madeDeployment, madeLot, madeProfile } from '../support/made-deployments.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { until } from '../support/until.js';

const ANNA: Actor = { kind: 'account', id: '00000000-0000-4000-8000-000000000001', name: 'anna' };
let server: RunningServer;
let database: DataSource;
const tokens: Record<string, string> = {};

beforeAll(async () => {
  server = await runningServer();
  database = server.app.get(DataSource);
  for (const role of ['viewer', 'technician', 'administrator'] as Role[]) {
    const account = { name: role, displayName: role, role, password: 'correct horse battery' };
    const { id } = await server.app.get(Accounts).create(account);
    tokens[role] = (await server.app.get(ApiTokens).create(id, 'spec')).token;
  }
});
afterAll(() => server.stop());

async function ask(method: string, path: string, body?: object, role: Role = 'administrator') {
  const answer = await fetch(`${server.base}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${tokens[role]}`,
      'accept-language': 'fr',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: answer.status,
    text,
    json: isJson ? (JSON.parse(text) as Record<string, unknown>) : undefined,
  };
}

interface Position {
  name: string;
  row: number;
  column: number;
  switchPort: string | null;
  serial: string | null;
  machineId: string | null;
}
const positions = async () => (await ask('GET', '/api/wall/positions')).json as unknown as Position[];
const standing = async () =>
  Object.fromEntries((await positions()).map(({ name, serial }) => [name, serial]));
const grid = (...names: string[]) => ({
  positions: names.map((name, index) => ({ name, row: 1, column: index + 1 })),
});
const audit = async (action: string) =>
  (
    await database.query<{ data: object }[]>(
      'SELECT data FROM audit_entry WHERE action = $1 ORDER BY id DESC LIMIT 1',
      [action],
    )
  )[0]?.data;

describe('the grid of the wall', () => {
  it('is drawn by an administrator only, and read by everybody', async () => {
    const drawn = { positions: [{ name: 'A1', row: 1, column: 1, switchPort: 'sw1 Gi0/12' }] };
    expect((await ask('PUT', '/api/wall/positions', drawn, 'technician')).status).toBe(403);
    expect((await ask('PUT', '/api/wall/positions', drawn)).status).toBe(204);
    const read = await ask('GET', '/api/wall/positions', undefined, 'viewer');
    expect(read.json).toMatchObject([
      { name: 'A1', row: 1, column: 1, switchPort: 'sw1 Gi0/12', serial: null },
    ]);
    expect(await audit('wall.draw')).toEqual({ positions: 1 });
  });

  it('is refused whole when a name or a cell is there twice, or a name is not one', async () => {
    await ask('PUT', '/api/wall/positions', grid('A1'));
    const twice = await ask('PUT', '/api/wall/positions', grid('B1', 'B1'));
    expect([twice.status, twice.json?.['findings']]).toEqual([
      400,
      [{ field: 'positions.1.name', found: 'B1', expected: 'un nom que porte un seul emplacement' }],
    ]);
    const sameCell = { positions: ['B1', 'B2'].map((name) => ({ name, row: 1, column: 1 })) };
    expect((await ask('PUT', '/api/wall/positions', sameCell)).status).toBe(400);
    for (const name of ['', '<b>', 'x'.repeat(13)])
      expect((await ask('PUT', '/api/wall/positions', grid(name))).status).toBe(400);
    const outside = { positions: [{ name: 'B1', row: 13, column: 1 }] };
    expect((await ask('PUT', '/api/wall/positions', outside)).status).toBe(400);
    expect((await positions()).map(({ name }) => name)).toEqual(['A1']);
  });

  it('keeps each PC on the position that keeps its name, wherever that is drawn', async () => {
    await ask('PUT', '/api/wall/positions', grid('A1', 'A2'));
    await ask('PUT', '/api/wall/positions/A1', { serial: 'KEPT1' }, 'technician');
    await ask('PUT', '/api/wall/positions/A2', { serial: 'LOST1' }, 'technician');
    await ask('PUT', '/api/wall/positions', grid('A3', 'A1'));
    expect(await standing()).toEqual({ A3: null, A1: 'KEPT1' });
  });
});

describe('a PC on the bench', () => {
  beforeEach(async () => {
    await ask('PUT', '/api/wall/positions', grid());
    await ask('PUT', '/api/wall/positions', grid('A1', 'A2'));
  });

  it('stands on one position only, and the one that stood there has none', async () => {
    await ask('PUT', '/api/wall/positions/A1', { serial: ' cz 1 ' }, 'technician');
    await ask('PUT', '/api/wall/positions/A2', { serial: 'CZ2' }, 'technician');
    await ask('PUT', '/api/wall/positions/A2', { serial: 'CZ 1' }, 'technician');
    expect(await standing()).toEqual({ A1: null, A2: 'CZ 1' });
    expect(await audit('wall.place')).toEqual({ serial: 'CZ 1', machineId: null, before: 'CZ2' });
    expect((await ask('DELETE', '/api/wall/positions/A2', undefined, 'technician')).status).toBe(204);
    expect(await standing()).toEqual({ A1: null, A2: null });
    expect(await audit('wall.clear')).toEqual({ before: 'CZ 1' });
  });

  it('is known by its MAC too, or by its id, once Établi knows it', async () => {
    const machine = await server.app
      .get(Machines)
      .register({ serial: 'KNOWN1', macs: ['52:54:00:0b:0b:01'] });
    await ask('PUT', '/api/wall/positions/A1', { serial: '52-54-00-0B-0B-01' }, 'technician');
    expect((await positions())[0]).toMatchObject({ serial: 'KNOWN1', machineId: machine.id });
    await ask('PUT', '/api/wall/positions/A2', { machineId: machine.id }, 'technician');
    expect(await standing()).toEqual({ A1: null, A2: 'KNOWN1' });
  });

  it('is refused without a change when nothing identifies it, or there is no such position', async () => {
    expect((await ask('PUT', '/api/wall/positions/Z9', { serial: 'CZ1' }, 'technician')).status).toBe(404);
    expect((await ask('DELETE', '/api/wall/positions/Z9', undefined, 'technician')).status).toBe(404);
    const filler = await ask(
      'PUT',
      '/api/wall/positions/A1',
      { serial: 'To Be Filled By O.E.M.' },
      'technician',
    );
    expect([filler.status, filler.json?.['detail']]).toEqual([
      400,
      '«\u00a0To Be Filled By O.E.M.\u00a0» ne désigne aucun PC',
    ]);
    expect((await ask('PUT', '/api/wall/positions/A1', {}, 'technician')).status).toBe(400);
    expect((await ask('PUT', '/api/wall/positions/A1', { serial: 'CZ1' }, 'viewer')).status).toBe(403);
    expect(await standing()).toEqual({ A1: null, A2: null });
  });

  it('is placed once when two technicians scan it at the same moment', async () => {
    await Promise.all(
      ['A1', 'A2', 'A1', 'A2'].map((name) =>
        ask('PUT', `/api/wall/positions/${name}`, { serial: 'TWICE1' }, 'technician'),
      ),
    );
    expect(Object.values(await standing()).filter((serial) => serial === 'TWICE1')).toHaveLength(1);
  });
});

describe('the wall', () => {
  it('shows each PC on its position, and those without one after the grid', async () => {
    await ask('PUT', '/api/wall/positions', grid('A1', 'A2', 'A3'));
    const lot = await madeLot(database, await madeProfile(database, 'poste'), 'L-2026-0901');
    const steps = [
      { name: 'apply-master', state: 'running', began: 9, progress: { done: 3, total: 10, unit: 'bytes' } },
    ];
    await madeDeployment(database, {
      state: 'running',
      lotId: lot,
      hostname: 'PC-ONE',
      serial: 'WALL-771',
      steps,
    });
    await madeDeployment(database, { state: 'armed', lotId: lot, hostname: 'PC-TWO', serial: 'WALL-772' });
    await madeDeployment(database, {
      state: 'running',
      lotId: lot,
      hostname: 'PC-ELSE',
      serial: 'WALL-773',
      steps,
    });
    await ask('PUT', '/api/wall/positions/A1', { serial: 'WALL-771' }, 'technician');
    await ask('PUT', '/api/wall/positions/A2', { serial: 'WALL-772' }, 'technician');
    const html = (await ask('GET', '/wall', undefined, 'viewer')).text;
    const card = (id: string) =>
      new RegExp(`<li id="${id}"[^]*?</li>`)
        .exec(html)?.[0]
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
    expect([card('spot-1-1'), card('spot-1-2'), card('spot-1-3')]).toEqual([
      'A1 PC-ONE en cours Copie du master 30 %',
      'A2 PC-TWO attend d’être allumé',
      'A3 libre',
    ]);
    expect(html.indexOf('PC-ELSE')).toBeGreaterThan(html.indexOf('Sans emplacement'));
  });

  it('shows what became of a PC until another one stands there', async () => {
    await ask('PUT', '/api/wall/positions', grid('A1'));
    await madeDeployment(database, {
      state: 'certified',
      hostname: 'PC-DONE',
      serial: 'DONE1',
      ended: 90_000,
    });
    await ask('PUT', '/api/wall/positions/A1', { serial: 'DONE1' }, 'technician');
    expect((await ask('GET', '/wall')).text).toMatch(/class="wall-card certified" [^]*PC-DONE[^]*certifié/);
  });
});

describe('the forms of the wall', () => {
  const send = async (path: string, fields: Record<string, string>, role: Role = 'administrator') => {
    const answer = await fetch(server.base + path, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${tokens[role]}`,
        'accept-language': 'fr',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields).toString(),
    });
    return { status: answer.status, to: answer.headers.get('location'), html: await answer.text() };
  };
  const size = { rows: '1', columns: '3', 'had-rows': '1', 'had-columns': '3' };

  it('save a grid whole, or not at all: what is wrong is said beside its field, and what was typed is kept', async () => {
    const good = { ...size, act: 'save', 'name-1-1': 'F1', 'name-1-3': 'F3', 'port-1-3': 'sw1 3' };
    expect(await send('/wall/grid', good)).toMatchObject({ status: 303, to: '/wall/grid?saved=yes' });
    const bad = await send('/wall/grid', { ...good, 'name-1-2': 'F1', 'port-1-2': 'à garder' });
    expect(bad.status).toBe(400);
    expect(bad.html).toMatch(
      /name="name-1-2" value="F1" [^>]*aria-invalid="true" aria-describedby="wrong-1-2"/,
    );
    expect(bad.html).toContain('value="à garder"');
    expect(bad.html).not.toContain('wrong-1-3');
    expect((await positions()).map(({ name, switchPort }) => [name, switchPort])).toEqual([
      ['F1', null],
      ['F3', 'sw1 3'],
    ]);
    expect((await send('/wall/grid', good, 'technician')).status).toBe(403);
  });

  it('change the size of the grid, and name its cells, without saving anything', async () => {
    await send('/wall/grid', { ...size, act: 'save', 'name-1-1': 'F1' });
    const larger = await send('/wall/grid', { ...size, columns: '20', rows: '12', act: 'number' });
    expect([larger.status, larger.html.includes('value="L20"')]).toEqual([200, true]);
    const nonsense = await send('/wall/grid', { rows: '-1', columns: '1e9', act: 'nonsense' });
    expect(nonsense.status).toBe(200);
    expect((await positions()).map(({ name }) => name)).toEqual(['F1']);
  });

  it('take the largest grid, every cell with its name and port', async () => {
    const cells = Array.from({ length: 240 }, (_, n) => [Math.floor(n / 20) + 1, (n % 20) + 1] as const);
    const fields = Object.fromEntries(
      cells.flatMap(([row, column]) => [
        [`name-${row}-${column}`, `P${row}.${column}`],
        [`port-${row}-${column}`, `sw${row} ${column}`],
      ]),
    );
    const sent = await send('/wall/grid', { rows: '12', columns: '20', act: 'save', ...fields });
    expect([sent.status, (await positions()).length]).toEqual([303, 240]);
  });

  it('say beside the field why a PC cannot be placed, and propose the next free position when it was', async () => {
    await ask('PUT', '/api/wall/positions', grid());
    await ask('PUT', '/api/wall/positions', grid('A1', 'A2'));
    const filler = await send('/wall/place', { position: 'A1', serial: 'Default string' }, 'technician');
    expect([filler.status, filler.html.includes('value="Default string"')]).toEqual([400, true]);
    expect(filler.html).toMatch(/id="problem" role="alert">«.Default string.» ne désigne aucun PC/);
    expect((await send('/wall/place', { position: 'Z9', serial: 'CZC1' }, 'technician')).status).toBe(404);
    const done = await send('/wall/place', { position: 'A1', serial: 'CZC77' }, 'technician');
    expect(done.to).toBe('/wall/place?placed=A1&at=A1');
    const next = (await ask('GET', done.to!, undefined, 'technician')).text;
    expect(next).toContain('<option value="A2" selected>');
    expect(next).toContain('CZC77 — aucun déploiement');
    expect((await send('/wall/place/clear', { position: 'A1' }, 'technician')).status).toBe(303);
    expect(await standing()).toEqual({ A1: null, A2: null });
  });

  it('announce a screen only with a name', async () => {
    const nameless = await send('/wall/screens', { name: '   ' });
    expect([nameless.status, nameless.html.includes('Donnez un nom à cet écran.')]).toEqual([400, true]);
    const made = await send('/wall/screens', { name: '<b>Sud</b>' });
    expect(made.html).toContain('&lt;b&gt;Sud&lt;/b&gt;');
    expect(made.html).toMatch(/class="code">[A-Z2-9]{4}-[A-Z2-9]{4}</);
    expect((await ask('GET', '/wall/screens')).text).not.toMatch(/class="code"/);
  });
});

describe('a screen of the wall', () => {
  const pair = (code: string, headers: Record<string, string> = {}) =>
    fetch(`${server.base}/wall/pair`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'fr', ...headers },
      body: new URLSearchParams({ code }).toString(),
    });
  const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0] ?? '';
  const onScreen = (path: string, cookie: string, method = 'GET') =>
    fetch(server.base + path, { method, redirect: 'manual', headers: { cookie: cookie.split(';')[0]! } });

  async function paired(): Promise<{ id: string; cookie: string }> {
    const { id, code } = await server.app.get(WallScreens).create('Atelier nord', ANNA);
    return { id, cookie: cookieOf(await pair(code)) };
  }

  it('is announced by an administrator, and its code is exchanged once for a token that no script reads', async () => {
    expect((await ask('POST', '/api/wall/screens', { name: 'Nord' }, 'technician')).status).toBe(403);
    const made = await ask('POST', '/api/wall/screens', { name: 'Nord' });
    const code = made.json?.['code'] as string;
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    const first = await pair(` ${code.toLowerCase()} `);
    expect([first.status, first.headers.get('location')]).toEqual([303, '/wall']);
    expect(cookieOf(first)).toMatch(
      /^etabli_screen=[\w-]{43}; Max-Age=34560000; Path=\/; .*HttpOnly; SameSite=Lax/,
    );
    const again = await pair(code);
    expect([again.status, await again.text()]).toEqual([
      401,
      expect.stringContaining('ce code est inconnu, déjà utilisé ou trop ancien'),
    ]);
    const kept = JSON.stringify(await database.query('SELECT * FROM wall_screen'));
    expect(kept).not.toContain(code.replace('-', ''));
    expect(kept).not.toContain(/etabli_screen=([\w-]+)/.exec(cookieOf(first))![1]);
    expect(await audit('wall-screen.create')).toEqual({ name: 'Nord' });
    expect(await audit('wall-screen.pair')).toEqual({ name: 'Nord' });
  });

  it('is not paired with a code that is too old', async () => {
    const { id, code } = await server.app.get(WallScreens).create('Tard', ANNA);
    await database.query(`UPDATE wall_screen SET code_until = now() - interval '1 second' WHERE id = $1`, [
      id,
    ]);
    expect((await pair(code)).status).toBe(401);
  });

  it('reads the wall and nothing else, and changes nothing', async () => {
    const { cookie } = await paired();
    const wall = await onScreen('/wall', cookie);
    expect([wall.status, cookieOf(wall).split('=')[0]]).toEqual([200, 'etabli_screen']);
    const html = await wall.text();
    expect(html).toContain('Atelier nord');
    expect(html).not.toMatch(/href="\/(deployments|lots|machines|wall)/);
    for (const path of ['/', '/lots', '/machines', '/wall/place', '/wall/grid', '/wall/screens'])
      expect((await onScreen(path, cookie)).headers.get('location')).toBe(
        `/login?back=${encodeURIComponent(path)}`,
      );
    for (const path of ['/api/deployments', '/api/events', '/api/wall/positions', '/api/session'])
      expect((await onScreen(path, cookie)).status).toBe(401);
    expect((await onScreen('/wall/place', cookie, 'POST')).status).toBe(303);
  });

  it('that is revoked shows nothing from that moment on: its stream ends', async () => {
    const { id, cookie } = await paired();
    const stream = await openStream(`${server.base}/wall/live`, { cookie: cookie.split(';')[0]! });
    await until(() => stream.messages.length > 0);
    expect((await ask('DELETE', `/api/wall/screens/${id}`)).status).toBe(204);
    await stream.ended;
    const wall = await onScreen('/wall', cookie);
    expect([wall.status, wall.headers.get('location')]).toEqual([303, '/wall/pair']);
    expect((await ask('GET', '/api/wall/screens')).text).not.toContain(id);
    expect((await ask('DELETE', `/api/wall/screens/${id}`)).status).toBe(404);
    expect(await audit('wall-screen.revoke')).toEqual({ name: 'Atelier nord' });
  });

  it('keeps its stream when another one is revoked', async () => {
    const [kept, other] = [await paired(), await paired()];
    const stream = await openStream(`${server.base}/wall/live`, { cookie: kept.cookie.split(';')[0]! });
    await ask('DELETE', `/api/wall/screens/${other.id}`);
    await until(() => stream.messages.length > 0);
    expect((await onScreen('/wall', kept.cookie)).status).toBe(200);
    stream.close();
  });

  it('is not paired from another site, nor by guessing', async () => {
    const { code } = await server.app.get(WallScreens).create('Loin', ANNA);
    expect((await pair(code, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const guesses = [];
    for (let n = 0; n < 11; n += 1) guesses.push((await pair(`AAAA-AAA${n}`)).status);
    expect(guesses.at(-1)).toBe(429);
    expect((await pair(code)).status).toBe(429);
  });
});

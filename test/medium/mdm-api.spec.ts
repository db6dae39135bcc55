import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Accounts, ApiTokens } from '../../src/platform/account/index.js';
import { Machines } from '../../src/park/machine/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { Workshop } from '../support/workshop.js';

const SECRET = 'phrase-tres-secrete-4712';
const PASSWORD = 'correct horse battery';
const PROFILE = {
  name: 'tablettes',
  restrictions: { camera: false },
  updates: { deadlineDays: 3 },
  network: { wifi: [{ ssid: 'Atelier', security: 'wpa2-psk', passphrase: { vault: 'wifi/atelier' } }] },
  mdm: {},
};

let server: RunningServer;
let administrator: Workshop;
let technician: Workshop;
let viewer: Workshop;
let machineId: string;

beforeAll(async () => {
  server = await runningServer();
  administrator = new Workshop(server.base, server.token);
  await administrator.well('POST', '/api/profiles', PROFILE);
  await administrator.well('PUT', '/api/secrets', { reference: 'wifi/atelier', value: SECRET });
  [technician, viewer] = await Promise.all([person('technician'), person('viewer')]);
  machineId = (await server.app.get(Machines).register({ serial: 'TAB-1', macs: ['52:54:00:0b:0a:02'] })).id;
});
afterAll(() => server.stop());

async function person(role: 'technician' | 'viewer'): Promise<Workshop> {
  const account = await server.app
    .get(Accounts)
    .create({ name: role, displayName: role, role, password: PASSWORD });
  const { token } = await server.app.get(ApiTokens).create(account.id, 'tests');
  return administrator.as(token);
}

const order = (more: object = {}) => ({ profile: 'tablettes', platform: 'android', ...more });

interface Rendered {
  files: { name: string; content: string; encoding: string; secret: boolean }[];
  secrets: string[];
  notCarried: { option: string }[];
}
const rendered = async (by: Workshop, more: object = {}): Promise<Rendered> =>
  (await (await by.well('POST', '/api/mdm/render', order(more))).json()) as Rendered;

interface Link {
  id: string;
  url: string;
  qr: string;
  file: string;
  mediaType: string;
}
const link = async (more: object = {}): Promise<Link> =>
  (await (await technician.well('POST', '/api/mdm/deliveries', order(more))).json()) as Link;

/** What a device gets at a link, whatever address it names. */
const opened = (url: string, method = 'GET'): Promise<Response> => {
  const { pathname, search } = new URL(url);
  return fetch(server.base + pathname + search, { method });
};

async function acts(action: string): Promise<object[]> {
  const { items } = await administrator.get<{ items: { action: string; data: object; subject: object }[] }>(
    `/api/audit?action=${action}`,
  );
  return items.map(({ subject, data }) => ({ subject, data }));
}

describe('POST /api/mdm/render', () => {
  it('shows secrets by reference, and lists unsupported options', async () => {
    const { files, secrets, notCarried } = await rendered(technician);
    expect(files.map(({ name, encoding, secret }) => [name, encoding, secret])).toEqual([
      ['policy.json', 'utf-8', false],
    ]);
    expect(files[0]!.content).toContain('{vault:wifi/atelier}');
    expect(secrets).toEqual(['wifi/atelier']);
    expect(notCarried.map(({ option }) => option)).toEqual(['updates.deadlineDays']);
  });

  it('is refused to viewers, and without authentication', async () => {
    expect((await viewer.ask('POST', '/api/mdm/render', order())).status).toBe(403);
    expect((await fetch(`${server.base}/api/mdm/render`, { method: 'POST' })).status).toBe(401);
  });

  it('reveals to administrators only, and this is audited without a value', async () => {
    expect((await technician.ask('POST', '/api/mdm/render', order({ reveal: true }))).status).toBe(403);
    expect(await acts('mdm.reveal')).toEqual([]);
    const { files } = await rendered(administrator, { reveal: true, machine: { id: machineId } });
    expect(files).toMatchObject([{ secret: true, content: expect.stringContaining(SECRET) }]);
    expect(await acts('mdm.reveal')).toEqual([
      {
        subject: { kind: 'machine', id: machineId },
        data: {
          profile: 'tablettes',
          version: 1,
          platform: 'android',
          machine: { id: machineId },
          references: ['wifi/atelier'],
        },
      },
    ]);
  });

  it('names the invalid option, and what is missing', async () => {
    const bad = { ...PROFILE, passcode: { minimumLength: 99 } };
    const answer = await technician.ask('POST', '/api/mdm/render', order({ profile: bad }));
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { findings: [{ field: 'passcode.minimumLength', found: 99 }] },
    ]);
    expect((await technician.ask('POST', '/api/mdm/render', order({ profile: 'none' }))).status).toBe(404);
    const machine = { id: randomUUID() };
    expect((await technician.ask('POST', '/api/mdm/render', order({ machine }))).status).toBe(404);
  });
});

describe('a link', () => {
  it('opens only once, with the value of the secret and the right media type', async () => {
    const { url, file, mediaType } = await link({ machine: { id: machineId } });
    expect([file, mediaType]).toEqual(['policy.json', 'application/json']);
    const first = await opened(url);
    expect([first.status, first.headers.get('content-type'), first.headers.get('cache-control')]).toEqual([
      200,
      'application/json',
      'no-store',
    ]);
    expect(first.headers.get('content-disposition')).toBe('attachment; filename="policy.json"');
    expect(await first.text()).toContain(SECRET);
    const second = await opened(url);
    expect(second.status).toBe(403);
    expect(await second.text()).not.toContain(SECRET);
  });

  it('is audited when it is created and when it is opened, with references and no value', async () => {
    const [made] = await acts('mdm.link');
    const [given] = await acts('mdm.deliver');
    const expected = {
      subject: { kind: 'machine', id: machineId },
      data: {
        delivery: expect.any(String),
        platform: 'android',
        profile: 'tablettes',
        version: 1,
        file: 'policy.json',
        references: ['wifi/atelier'],
      },
    };
    expect([made, given]).toEqual([expected, expected]);
    expect(JSON.stringify([made, given])).not.toContain(SECRET);
  });

  it('is not used up by HEAD', async () => {
    const { url } = await link();
    expect((await opened(url, 'HEAD')).status).toBe(200);
    expect((await opened(url)).status).toBe(200);
  });

  it('gives the file to one of two who open it at once', async () => {
    const { url } = await link();
    const statuses = await Promise.all([opened(url), opened(url)]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 403]);
  });

  it('opens together with more links than the database has connections', async () => {
    const links: Link[] = [];
    for (let count = 0; count < 12; count += 1) links.push(await link());
    const statuses = await Promise.all(links.map(({ url }) => opened(url)));
    expect(statuses.map(({ status }) => status)).toEqual(links.map(() => 200));
  });

  it('still opens when the file could not be made the first time', async () => {
    const { url } = await link();
    await administrator.well('DELETE', '/api/secrets?reference=wifi/atelier');
    expect((await opened(url)).status).toBe(404);
    await administrator.well('PUT', '/api/secrets', { reference: 'wifi/atelier', value: SECRET });
    expect((await opened(url)).status).toBe(200);
  });

  it('is refused when a character of its ticket was changed', async () => {
    const { url } = await link();
    expect((await opened(`${url.slice(0, -2)}${url.endsWith('A') ? 'B' : 'A'}x`)).status).toBe(403);
  });

  it('names the existing files when another is requested', async () => {
    const answer = await technician.ask('POST', '/api/mdm/deliveries', order({ file: 'x.json' }));
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { findings: [{ field: 'file', found: 'x.json' }] },
    ]);
  });

  it('is not created for viewers, nor with an Idempotency-Key', async () => {
    expect((await viewer.ask('POST', '/api/mdm/deliveries', order())).status).toBe(403);
    const answer = await server.ask('/api/mdm/deliveries', {
      method: 'POST',
      body: JSON.stringify(order()),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
    });
    expect(answer.status).toBe(400);
  });
});

describe('the page of a machine', () => {
  it('gives a technician the link as a QR code that another reader reads', async () => {
    const login = await post('/login', { name: 'technician', password: PASSWORD, back: '/' }, '');
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const path = `/machines/${machineId}/delivery`;
    const page = await (await fetch(server.base + path, { headers: { cookie } })).text();
    expect(page).toContain('<option>tablettes</option>');
    const csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const shown = await (
      await post(path, { _csrf: csrf, profile: 'tablettes', platform: 'android' }, cookie)
    ).text();
    expect(shown).toContain('updates.deadlineDays');
    const svg = Buffer.from(
      /src="data:image\/svg\+xml;base64,([^"]+)"/.exec(shown)?.[1]?.replaceAll('&#x3D;', '=') ?? '',
      'base64',
    );
    const url = readQr(svg);
    expect(url).toMatch(/^https:\/\/[^/]+\/mdm\/policy\.json\?ticket=[\w.-]+$/);
    expect((await opened(url)).status).toBe(200);
  });

  function post(path: string, form: Record<string, string>, cookie: string): Promise<Response> {
    const body = new URLSearchParams(form);
    return fetch(server.base + path, { method: 'POST', redirect: 'manual', body, headers: { cookie } });
  }

  function readQr(svg: Buffer): string {
    const folder = mkdtempSync(join(tmpdir(), 'qr-'));
    try {
      writeFileSync(join(folder, 'code.svg'), svg);
      const png = join(folder, 'code.png');
      execFileSync('rsvg-convert', ['--zoom', '6', '-o', png, join(folder, 'code.svg')], { stdio: 'pipe' });
      return execFileSync('zbarimg', ['--quiet', '--raw', '--nodbus', png], { stdio: 'pipe' })
        .toString('utf8')
        .trim();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
});

it('shows the value of the secret only in the answers to which it was revealed', () => {
  for (const { answers } of [technician, viewer]) {
    expect(answers.filter((text) => text.includes(SECRET))).toEqual([]);
  }
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { SYSTEM } from '../../src/platform/account/index.js';
import { defineSetting, PROVIDER, Settings, TIMESTAMP } from '../../src/platform/settings/index.js';
import { pngOf } from '../support/png.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const MAILBOX = defineSetting({
  name: 'mailbox-of-a-test',
  title: { fr: 'Boîte', en: 'Mailbox' },
  schema: z.object({
    host: z.string().optional(),
    port: z.number().int().max(65_535).default(25),
    password: z.string().min(8).optional(),
    encrypted: z.boolean().default(true),
  }),
  fields: [
    { name: 'host', label: { fr: 'Serveur', en: 'Server' }, kind: 'text' },
    { name: 'port', label: { fr: 'Port', en: 'Port' }, kind: 'number' },
    { name: 'password', label: { fr: 'Mot de passe', en: 'Password' }, kind: 'secret' },
    { name: 'encrypted', label: { fr: 'Chiffré', en: 'Encrypted' }, kind: 'boolean' },
  ],
});
const PATH = '/api/settings/mailbox-of-a-test';
/** The password of this one goes to its host. */
const RELAY = defineSetting({
  ...MAILBOX,
  name: 'relay-of-a-test',
  fields: MAILBOX.fields.map((field) => (field.kind === 'secret' ? { ...field, sentTo: ['host'] } : field)),
});
const RELAY_PATH = '/api/settings/relay-of-a-test';

let server: RunningServer;
let settings: Settings;

beforeAll(async () => {
  server = await runningServer();
  settings = server.app.get(Settings);
});
afterAll(() => server.stop());

const put = async (path: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const answer = await server.ask(path, { method: 'PUT', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const get = async (path: string) => (await (await server.ask(path)).json()) as Record<string, unknown>;

async function etabli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const words = ['--language', 'en', '--url', server.base, '--token', server.token, ...args];
  const streams = {
    out: { write: (text: string) => (out += text) },
    err: { write: (text: string) => (err += text) },
  };
  return { status: await runCommand(words, streams), out, err };
}

describe('a setting', () => {
  it('has its first value before anything is set', async () => {
    expect(await settings.read(MAILBOX)).toEqual({ port: 25, encrypted: true });
    expect(await settings.read(PROVIDER)).toEqual({});
  });

  it('is changed field by field, and its secret is never shown again', async () => {
    const secret = 'correct horse';
    const { status, body } = await put(PATH, { host: ' mail.example.org ', port: '587', password: secret });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      value: { host: 'mail.example.org', port: 587, encrypted: true },
      secrets: { password: true },
    });
    await put(PATH, { encrypted: false, host: null });
    expect(await settings.read(MAILBOX)).toEqual({ port: 587, password: secret, encrypted: false });
    expect(JSON.stringify([body, await get(PATH)])).not.toContain(secret);
    const database = await server.app.get(Settings)['store'].find(MAILBOX.name);
    expect([JSON.stringify(database?.value), database?.sealed?.toString('latin1')].join()).not.toContain(
      secret,
    );
    await put(PATH, { password: '' });
    expect(await get(PATH)).toMatchObject({ secrets: { password: false } });
  });

  it('is audited by the names of the changed fields', async () => {
    const { items } = (await get('/api/audit?action=setting.write')) as { items: { data: object }[] };
    expect(items.map(({ data }) => data)).toEqual([
      { fields: ['password'] },
      { fields: ['encrypted', 'host'] },
      { fields: ['host', 'password', 'port'] },
    ]);
  });

  it('names each wrong field, shows no secret, and keeps what was there', async () => {
    const before = await get(PATH);
    const { status, body } = await put(PATH, {
      host: 'other',
      port: 70_000,
      password: 'short',
      colour: 'red',
    });
    expect(status).toBe(400);
    expect(body['findings']).toEqual([
      { field: 'port', found: 70_000, expected: 'at most 65535' },
      { field: 'password', found: '[secret]', expected: 'at least 8 character(s)' },
      { field: 'colour', found: 'red', expected: 'no field of this name here' },
    ]);
    expect(await get(PATH)).toEqual(before);
  });

  it('loses no field when two administrators write at once', async () => {
    await Promise.all([
      settings.write(MAILBOX, { host: 'one' }, SYSTEM),
      settings.write(MAILBOX, { port: 26 }, SYSTEM),
      settings.write(MAILBOX, { password: 'battery staple' }, SYSTEM),
    ]);
    expect(await settings.read(MAILBOX)).toMatchObject({ host: 'one', port: 26, password: 'battery staple' });
  });

  it('is tested with values that are not kept', async () => {
    settings.testWith(MAILBOX, ({ host }) =>
      Promise.resolve({ fr: `${host} répond`, en: `${host} answers` }),
    );
    const answer = await server.ask(`${PATH}/test`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ host: 'tried' }),
    });
    expect(await answer.json()).toEqual({ outcome: { fr: 'tried répond', en: 'tried answers' } });
    expect(await settings.read(MAILBOX)).toMatchObject({ host: 'one' });
  });

  it('sends no secret elsewhere than before: who changes its way gives it again', async () => {
    const kept = { host: 'one', port: 26, password: 'battery staple' };
    await settings.write(RELAY, kept, SYSTEM);
    const post = (body: object) =>
      server.ask(`${RELAY_PATH}/test`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const tried: unknown[] = [];
    settings.testWith(RELAY, ({ host, password }) => {
      tried.push([host, password]);
      return Promise.resolve({ fr: 'essayé', en: 'tried' });
    });
    const finding = {
      field: 'password',
      found: '[secret]',
      expected: 'this secret, given again or erased: it would be sent elsewhere than before',
    };
    for (const change of [{ host: 'evil' }, { host: null }]) {
      expect(await (await post(change)).json()).toMatchObject({ status: 400, findings: [finding] });
      expect((await put(RELAY_PATH, change)).body).toMatchObject({ status: 400, findings: [finding] });
    }
    expect(tried).toEqual([]);
    expect(await settings.read(RELAY)).toMatchObject(kept);
    expect((await post({ port: 27 })).status).toBe(200);
    expect((await post({ host: 'two', password: 'another staple' })).status).toBe(200);
    expect((await post({ host: 'three', password: null })).status).toBe(200);
    expect(tried).toEqual([
      ['one', 'battery staple'],
      ['two', 'another staple'],
      ['three', undefined],
    ]);
    const { items } = (await get('/api/audit?action=setting.test')) as { items: { data: object }[] };
    expect(items.slice(0, 3).map(({ data }) => data)).toEqual([
      { fields: ['host', 'password'] },
      { fields: ['host', 'password'] },
      { fields: ['port'] },
    ]);
  });

  it('is for administrators, and answers 404 under any other name', async () => {
    const stranger = await fetch(`${server.base}/api/settings/provider`);
    expect(stranger.status).toBe(401);
    expect((await server.ask('/api/settings/__proto__')).status).toBe(404);
  });
});

describe('the settings of documents', () => {
  it('take a logo by its bytes, and only an address of HTTP', async () => {
    const logo = `data:image/png;base64,${pngOf(2, 2).toString('base64')}`;
    expect((await put('/api/settings/provider', { name: 'Atelier', logo })).status).toBe(200);
    expect(await settings.read(PROVIDER)).toEqual({ name: 'Atelier', logo });
    const wrong = await put('/api/settings/provider', { logo: 'data:image/png;base64,aGVsbG8=' });
    expect(wrong.body['findings']).toEqual([
      {
        field: 'logo',
        found: '[image]',
        expected: 'a whole PNG or JPEG picture, at most 4000 pixels a side',
      },
    ]);
    const address = await put('/api/settings/timestamp', { url: 'file:///etc/passwd' });
    expect(address.body['findings']).toMatchObject([
      { field: 'url', expected: 'an http:// or https:// address, without a user name' },
    ]);
    expect(await settings.read(TIMESTAMP)).toEqual({});
  });
});

describe('etabli setting', () => {
  it('changes, empties and shows fields, with files for long texts and pictures', async () => {
    const address = join(server.config.dataDir, 'address.txt');
    await writeFile(address, '1 rue du Port\n29200 Brest\n');
    const { status, out } = await etabli('setting', 'set', 'provider', 'name=', `address=@${address}`);
    expect(status).toBe(0);
    expect(out).toContain('address      Address                     1 rue du Port 29200 Brest');
    expect(out).toContain('logo         Logo                        (picture)');
    expect(await settings.read(PROVIDER)).not.toHaveProperty('name');
    const refused = await etabli('setting', 'set', 'mailbox-of-a-test', 'password=on-the-line');
    expect([refused.status, refused.err]).toEqual([
      2,
      'Error: password is a secret: its value is not written on the command line\n' +
        'To do: Use --secret password: the value is typed, or read from standard input.\n',
    ]);
    expect((await etabli('setting', 'show', 'mailbox-of-a-test')).out).toContain('(set)');
  });
});

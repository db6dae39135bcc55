import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { X509Certificate } from 'node:crypto';
import { jest } from '@jest/globals';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { NotifiedLot } from '../support/notified-lot.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { TlsAuthority } from '../support/tls-authority.js';

const FIRST = 'the first password of anna';
const PASSWORD = 'the password of anna';
/** Before anything was made: what is made has the hour of this time or a later one. */
const BEGAN = new Date();
let server: RunningServer;
let folder: string;
let fingerprint: string;

beforeAll(async () => {
  server = await runningServer();
  fingerprint = new X509Certificate(readFileSync(join(server.config.dataDir, 'ca.pem'))).fingerprint256;
  const body = { name: 'anna', displayName: 'Anna', role: 'technician', password: FIRST };
  const made = await server.ask('/api/users', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  if (made.status !== 201) throw new Error(await made.text());
  await changePassword();
});
afterAll(() => server.stop());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etabli-home-'));
  process.env['XDG_CONFIG_HOME'] = folder;
});
afterEach(() => {
  delete process.env['XDG_CONFIG_HOME'];
  rmSync(folder, { recursive: true, force: true });
});

/** The one that an administrator gave is only for this. */
async function changePassword(): Promise<void> {
  const json = { 'content-type': 'application/json', authorization: '' };
  const opened = await server.ask('/api/session', {
    method: 'POST',
    body: JSON.stringify({ name: 'anna', password: FIRST }),
    headers: json,
  });
  const { csrfToken } = (await opened.json()) as { csrfToken: string };
  const cookie = opened.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const headers = { ...json, cookie, 'x-csrf-token': csrfToken };
  const body = JSON.stringify({ current: FIRST, password: PASSWORD });
  const changed = await server.ask('/api/session/password', { method: 'PUT', body, headers });
  if (changed.status !== 204) throw new Error(await changed.text());
  await server.ask('/api/session', { method: 'DELETE', headers });
}

const file = () => join(folder, 'etabli', 'login.json');
const https = () => `https://localhost:${server.httpsPort}`;

async function run(args: string[], typed = '') {
  let [out, err] = ['', ''];
  const stdin = jest.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from([`${typed}\n`]) as never);
  try {
    const status = await runCommand(args, {
      out: { write: (text) => (out += text) },
      err: { write: (text) => (err += text) },
    });
    return { status, out, err };
  } finally {
    stdin.mockRestore();
  }
}
const login = (...more: string[]) =>
  run(['--language', 'en', 'login', https(), '--account', 'anna', ...more], PASSWORD);

describe('etabli login', () => {
  it('keeps a token, not the password, that only this account of the computer reads', async () => {
    const { status, out } = await login('--fingerprint', fingerprint);
    expect([status, out]).toEqual([
      0,
      expect.stringMatching(/^Logged in to https:\/\/localhost:\d+ as anna, until \d\d\//),
    ]);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'etabli')).mode & 0o777).toBe(0o700);
    const kept = readFileSync(file(), 'utf8');
    expect(kept).not.toContain(PASSWORD);
    expect(JSON.parse(kept)).toMatchObject({
      ...{ url: https(), account: 'anna', token: expect.stringMatching(/^etabli_/) },
      ca: readFileSync(join(server.config.dataDir, 'ca.pem'), 'utf8'),
    });
    expect(await run(['lot', 'list', '--json'])).toEqual({ status: 0, out: '[]\n', err: '' });
    expect((await run(['user', 'list'])).status).toBe(4);
    const tokens = JSON.parse((await run(['token', 'list', '--json'])).out) as { name: string }[];
    expect(tokens).toHaveLength(1);
    expect(await sessions()).toBe(0);
  });

  it('replaces its token when it is done again, and revokes it at the logout', async () => {
    await login('--fingerprint', fingerprint);
    const { token } = JSON.parse(readFileSync(file(), 'utf8')) as { token: string };
    const tokens = async () => (JSON.parse((await run(['token', 'list', '--json'])).out) as object[]).length;
    const before = await tokens();
    expect((await login()).status).toBe(0);
    expect(await tokens()).toBe(before);
    expect((await run(['--url', https(), '--token', token, 'lot', 'list'])).status).toBe(4);
    const { token: second } = JSON.parse(readFileSync(file(), 'utf8')) as { token: string };
    expect((await run(['--language', 'en', 'logout'])).out).toBe(`Logged out of ${https()}.\n`);
    expect(() => statSync(file())).toThrow('ENOENT');
    expect((await run(['--url', server.base, '--token', second, 'lot', 'list'])).status).toBe(4);
    expect((await run(['--language', 'en', 'logout'])).err).toBe('You were not logged in.\n');
  });

  it('sends nothing to a server of which nobody compared the authority', async () => {
    const { status, err } = await login();
    expect(status).toBe(1);
    expect(err.replace(/\s/g, '')).toContain(fingerprint);
    expect(err).toContain('Nothing was sent: give the fingerprint of the server with --fingerprint.');
    expect(() => statSync(file())).toThrow('ENOENT');
    expect((await login('--fingerprint', `${'00:'.repeat(31)}00`)).status).toBe(4);
  });

  it('notices another server at a known address, and sends it neither password nor token', async () => {
    await login('--fingerprint', fingerprint);
    const authority = new TlsAuthority();
    const pair = authority.issue('DNS:localhost');
    const asked: string[] = [];
    const impostor = createServer(
      { key: pair.keyPem, cert: pair.certificatePem + authority.certificatePem },
      (request, response) => {
        asked.push(request.url ?? '');
        response.end('{}');
      },
    );
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
    const url = `https://localhost:${(impostor.address() as AddressInfo).port}`;
    const known = JSON.parse(readFileSync(file(), 'utf8')) as object;
    writeFileSync(file(), JSON.stringify({ ...known, url }));
    const again = await run(['--language', 'en', 'login', url, '--account', 'anna'], PASSWORD);
    expect([again.status, again.err]).toEqual([
      4,
      expect.stringContaining('shows another authority than expected'),
    ]);
    expect((await run(['--language', 'en', 'lot', 'list'])).err).toContain('is not trusted');
    expect(asked).toEqual([]);
    impostor.close();
    authority.remove();
  });

  it('says that the password is wrong, and leaves nothing behind', async () => {
    const typed = ['--language', 'en', 'login', https(), '--account', 'anna', '--fingerprint', fingerprint];
    const wrong = await run(typed, 'another password');
    expect(wrong.status).toBe(4);
    expect(wrong.err).not.toContain('another password');
    expect(() => statSync(file())).toThrow('ENOENT');
    expect((await run(['login', 'http://etabli.example', '--account', 'anna'], PASSWORD)).status).toBe(2);
  });

  it('sends its token to no other server, and works on the server as before', async () => {
    await login('--fingerprint', fingerprint);
    const elsewhere = await run(['--url', server.base, 'lot', 'list']);
    expect(elsewhere.status).toBe(4);
    writeFileSync(file(), '{"url":');
    expect((await run(['lot', 'list'])).err).toContain('login.json');
  });

  it('is done with the fingerprint that the server prints', () => {
    const environment = { ...process.env, NODE_OPTIONS: '', ETABLI_DATA_DIR: server.config.dataDir };
    const printed = spawnSync(
      process.execPath,
      ['--import', './test/support/typescript.mjs', 'src/cli.ts', 'authority'],
      { env: environment, encoding: 'utf8' },
    );
    expect(printed.stdout.replace(/\s/g, '')).toBe(fingerprint);
  });

  async function sessions(): Promise<number> {
    const { DataSource } = await import('typeorm');
    const [row] = await server.app
      .get(DataSource)
      .query<{ n: number }[]>('SELECT count(*)::int AS n FROM session');
    return row!.n;
  }
});

describe('a name on the command line', () => {
  const etabli = (...args: string[]) =>
    run(['--url', server.base, '--token', server.token, '--language', 'en', ...args]);
  let lot: NotifiedLot;

  beforeAll(async () => {
    lot = await NotifiedLot.make(server, 'CLI0001;PC-COMPTA', 'CLI0002;PC-VENTE');
    await NotifiedLot.make(server, 'CLI0003;PC-VENTE');
  });

  it('may be a name or a serial number, in any case', async () => {
    for (const name of ['PC-COMPTA', 'pc-compta', 'cli0001', await lot.deployment('CLI0001')]) {
      const { status, out } = await etabli('deployment', 'show', name);
      expect([name, status, out.split('\n')[0]]).toEqual([name, 0, 'PC-COMPTA  planned']);
    }
    expect((await etabli('lot', 'show', lot.number.toLowerCase())).out).toContain(lot.number);
  });

  it('that several have is answered by the candidates and their ids, and nothing is changed', async () => {
    const { status, out, err } = await etabli('deployment', 'cancel', 'PC-VENTE');
    expect([status, out]).toEqual([4, '']);
    expect(err).toMatch(
      /^Error: "PC-VENTE" means 2 things:\n {2}PC-VENTE \(CLI000\d, planned\) {2}[0-9a-f-]{36}\n/,
    );
    const id = await lot.deployment('CLI0002');
    expect(err).toContain(id);
    expect((await etabli('deployment', 'show', id)).out).toContain('planned');
  });

  it('that nobody has is answered by what resembles it', async () => {
    const { status, err } = await etabli('deployment', 'show', 'PC-COMPTE');
    expect(status).toBe(4);
    expect(err).toContain('There is no deployment of a PC "PC-COMPTE".');
    expect(err).toContain('Did you mean: PC-COMPTA (CLI0001, planned)?');
    expect((await etabli('machine', 'show', 'nobody-at-all')).err).toContain('etabli machine list');
    expect((await etabli('lot', 'show', 'L-9999')).err).toContain('There is no lot L-9999.');
  });

  it('is tried without changing anything, with the totals', async () => {
    const cancelled = await etabli('lot', 'cancel', lot.number, '--dry-run');
    expect(cancelled).toEqual({
      status: 0,
      out: 'PC         STATE\nPC-COMPTA  planned\nPC-VENTE   planned\n2 of 2 PCs to cancel: 2 planned\nNothing was changed.\n',
      err: '',
    });
    const failed = await etabli('lot', 'retry-failed', lot.number, '--dry-run');
    expect(failed.out).toBe('0 of 2 PCs to retry\nNothing was changed.\n');
    const shown = JSON.parse(
      (await etabli('lot', 'disarm', lot.number, '--dry-run', '--json')).out,
    ) as object;
    expect(shown).toEqual({ dryRun: true, act: 'disarm', pcs: [], total: 2 });
    expect((await etabli('lot', 'show', lot.number)).out.match(/planned/g)).toHaveLength(2);
  });
});

describe('the etabli command as a process', () => {
  const start = promisify(execFile);
  const hooks = './test/support/typescript.mjs';
  const listing = `
    import { register } from 'node:module';
    register('data:text/javascript,' + encodeURIComponent(
      'import { appendFileSync } from "node:fs";' +
      'export async function load(url, context, next) { appendFileSync(process.env.LOADED, url + "\\\\n"); return next(url, context); }'
    ));`;

  it('loads neither server nor database for a call, nor other commands', async () => {
    const loaded = join(folder, 'loaded');
    const hook = join(folder, 'hook.mjs');
    writeFileSync(hook, listing);
    const args = ['--import', hooks, '--import', hook, 'src/cli.ts'];
    const call = [...args, '--url', server.base, '--token', server.token, 'lot', 'list'];
    const environment = {
      ...process.env,
      NODE_OPTIONS: '',
      LOADED: loaded,
      TZ: 'Asia/Tokyo',
      LANG: 'en_GB.UTF-8',
    };
    const { stdout: printed } = await start(process.execPath, call, { env: environment });
    expect(printed).toContain('ACME');
    const urls = readFileSync(loaded, 'utf8').split('\n');
    const heavy =
      /node_modules\/(@nestjs|typeorm|pg|bullmq|handlebars|pdfmake|nodemailer|cli-progress|log-update|reflect-metadata|express|yaml)\//;
    expect(urls.filter((url) => heavy.test(url))).toEqual([]);
    const commands = urls.flatMap((url) => /cli\/commands\/([a-z-]+)\.ts$/.exec(url)?.[1] ?? []);
    expect(commands.sort()).toEqual(['alone', 'lot', 'lot-acts', 'lot-documents']);
    const hour = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Tokyo',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    expect(printed).toMatch(new RegExp(` (?:${hour.format(BEGAN)}|${hour.format(new Date())}):`));
    await start(process.execPath, [...args, '--help'], { env: environment });
    expect(
      readFileSync(loaded, 'utf8')
        .split('\n')
        .filter((url) => /node_modules\/(@nestjs|typeorm|pg|bullmq)\//.test(url)),
    ).toEqual([]);
  });
});

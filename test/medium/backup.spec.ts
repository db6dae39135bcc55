import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startServer, type RunningServer } from '../../src/interfaces/app/start-server.js';
import { makeBackup, restoreBackup } from '../../src/platform/backup/index.js';
import { entriesOf } from '../../src/platform/backup/archive-reader.js';
import { Certificates, verifyCertificate } from '../../src/deployment/certificate/index.js';
import { CheckPhotos } from '../../src/deployment/recette/index.js';
import { loadConfig, type Config } from '../../src/platform/config/index.js';
import { DatabaseServer, migrate } from '../../src/platform/database/index.js';
import { until } from '../support/until.js';
import { exampleRecord } from './certificate-example.js';

/** One black pixel, as PNG. */
const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PAYLOAD = Buffer.from('a master of 30 bytes, or nearly');
const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex');

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'etabli-backup-'));
  await chmod(directory, 0o755); // as root PostgreSQL runs under another account
  await here.open();
});

afterAll(async () => {
  await here.close();
  await there.close();
  await rm(directory, { recursive: true, force: true });
});

/** An Établi with an embedded database and a data directory of its own. */
class Installation {
  server?: RunningServer;
  private database?: DatabaseServer;

  constructor(private readonly name: string) {}

  get config(): Config {
    return loadConfig({
      ETABLI_DATA_DIR: join(directory, this.name),
      ETABLI_KEY_FILE: join(directory, `${this.name}-key`),
      HOST: '127.0.0.1',
      HTTP_PORT: '0',
      HTTPS_PORT: '0',
      LOG_LEVEL: 'warn',
    });
  }

  path = (...names: string[]) => join(this.config.dataDir, ...names);

  async open(): Promise<void> {
    this.database = await DatabaseServer.open(this.config);
    await migrate(this.database.url);
    this.server = await startServer({ ...this.config, databaseUrl: this.database.url });
  }

  /** What a stop of `etabli up` leaves: files alone. */
  async close(): Promise<void> {
    await this.server?.close();
    await this.database?.close();
    this.server = this.database = undefined;
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const token = (await readFile(this.path('local-token'), 'utf8')).trim();
    const headers = { authorization: `Bearer ${token}`, ...init.headers };
    return fetch(`http://127.0.0.1:${this.server!.httpPort}${path}`, { ...init, headers });
  }

  async addUser(name: string): Promise<number> {
    const body = JSON.stringify({ name, role: 'viewer', password: `${name} looks at lots` });
    const headers = { 'content-type': 'application/json' };
    return (await this.ask('/api/users', { method: 'POST', body, headers })).status;
  }

  /** Of every table: how many rows, and the digest of all of them; and where the sequences stand. */
  async tables(): Promise<Record<string, string>> {
    const database = await DatabaseServer.open(this.config);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    const found: Record<string, string> = {};
    for (const { name } of rows) {
      const { rows: all } = await client.query<{ text: string }>(
        `SELECT t::text AS text FROM public.${name} t ORDER BY 1`,
      );
      found[name] = `${all.length} ${sha256(all.map(({ text }) => text).join('\n'))}`;
    }
    const { rows: sequences } = await client.query<{ name: string; value: string | null }>(
      `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences WHERE schemaname = 'public'`,
    );
    for (const { name, value } of sequences) found[name] = String(value);
    await client.end();
    await database.leave();
    return found;
  }
}

const here = new Installation('here');
const there = new Installation('there');
const nowhere = new Installation('nowhere');
const silent = () => undefined;

const backUp = (path: string, options: { payloads?: boolean; force?: boolean } = {}) =>
  makeBackup(here.config, {
    path,
    version: '0.1.0',
    payloads: true,
    force: false,
    onProgress: silent,
    ...options,
  });

const restore = (path: string, options: { force?: boolean; keyFileFrom?: string } = {}) =>
  restoreBackup(there.config, { path, force: false, onProgress: silent, ...options });

const file = (name: string) => join(directory, name);

async function namesIn(path: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of entriesOf(path)) names.push(name);
  return names;
}

describe('a backup', () => {
  beforeAll(async () => {
    await here.addUser('zoe');
    const put = await here.ask('/api/payloads', {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: PAYLOAD,
    });
    expect(put.status).toBe(201);
    await here.server!.app.get(Certificates).issue(exampleRecord());
    await here.server!.app.get(CheckPhotos).keep(PHOTO);
    await backUp(file('whole'));
  });

  it('contains what cannot be built again, but not the key file, tokens or the password of the database', async () => {
    const names = await namesIn(file('whole'));
    expect(names[0]).toBe('etabli-backup.json');
    expect(names.at(-1)).toBe('digests.json');
    expect(names).toContain('tables/account/000001.gz');
    expect(names).toContain('sequences.json');
    expect(names).toContain(`payloads/${sha256(PAYLOAD)}`);
    expect(names).toContain(`evidence/${sha256(PHOTO)}`);
    expect(
      names.filter((name) => /^certificates\/C-\d{4}-000001\.(json|fr\.pdf|en\.pdf)$/.test(name)),
    ).toHaveLength(3);
    expect(names.filter((name) => !/^(tables|payloads|certificates|evidence)\//.test(name))).toEqual([
      'etabli-backup.json',
      'sequences.json',
      'digests.json',
    ]);
    const content = await readFile(file('whole'));
    for (const secret of ['local-token', 'postgres-password'])
      expect(content.includes((await readFile(here.path(secret), 'utf8')).trim())).toBe(false);
    expect(content.includes((await readFile(here.config.keyFile, 'utf8')).trim())).toBe(false);
  });

  it('is readable by its owner only, and replaces nothing without force', async () => {
    expect(((await stat(file('whole'))).mode & 0o777).toString(8)).toBe('600');
    const before = sha256(await readFile(file('whole')));
    await expect(backUp(file('whole'))).rejects.toMatchObject({
      text: { en: `${file('whole')} already exists.` },
    });
    expect(sha256(await readFile(file('whole')))).toBe(before);
    await backUp(file('again'));
    await backUp(file('again'), { force: true, payloads: false });
    expect((await namesIn(file('again'))).filter((name) => name.startsWith('payloads/'))).toEqual([]);
    expect((await readdir(directory)).filter((name) => name.startsWith('.etabli-'))).toEqual([]);
  });

  it('restores the same Établi on another machine, with its key file', async () => {
    const before = await here.tables();
    await backUp(file('same'));
    expect(await here.tables()).toEqual(before);
    await expect(restore(file('same'))).rejects.toMatchObject({
      name: 'OperatorError',
      text: {
        en: `The key file ${there.config.keyFile} is missing: without it, the secrets of this backup cannot be decrypted.`,
      },
    });
    expect(existsSync(there.config.dataDir)).toBe(false);

    const done = await restore(file('same'), { keyFileFrom: here.config.keyFile });
    expect(done.migrated).toEqual([]);
    expect(await there.tables()).toEqual(before);
    expect(await readFile(there.path('payloads', sha256(PAYLOAD)))).toEqual(PAYLOAD);
    expect(await readFile(there.path('evidence', sha256(PHOTO)))).toEqual(PHOTO);
    expect(((await stat(there.path('payloads'))).mode & 0o777).toString(8)).toBe('700');

    await there.open(); // it could not without the sealed keys of the vault
    expect(await readFile(there.path('ca.pem'), 'utf8')).toBe(await readFile(here.path('ca.pem'), 'utf8'));
    const [json = ''] = (await readdir(there.path('certificates'))).filter((name) => name.endsWith('.json'));
    const key = there.server!.app.get(Certificates).publicKeyPem();
    const certificate = await readFile(there.path('certificates', json));
    expect(verifyCertificate(certificate, key)).toMatchObject({ valid: true });
    expect(key).toBe(here.server!.app.get(Certificates).publicKeyPem());
  });

  it('is not restored over a running Établi, nor over data without force', async () => {
    for (const force of [false, true])
      await expect(restore(file('same'), { force })).rejects.toMatchObject({
        text: { en: 'This database is in use: a server of Établi, or another program, is connected to it.' },
      });
    expect((await there.ask('/api/session')).status).toBe(200);
    expect(await there.addUser('only-there')).toBe(201);
    await there.close();
    const mine = await there.tables();
    await expect(restore(file('same'))).rejects.toMatchObject({
      text: { en: 'This Établi holds data already; restoring would erase them.' },
    });
    expect(await there.tables()).toEqual(mine);
    await restore(file('same'), { force: true });
    await there.open();
    expect(await there.addUser('only-there')).toBe(201); // it is gone, and its name is free again
    await there.close();
  });

  it('is a consistent snapshot, whatever is written meanwhile', async () => {
    let going = true;
    let added = 0;
    const writing = (async () => {
      for (; going; added += 1) expect(await here.addUser(`busy-${added}`)).toBe(201);
    })();
    await until(() => added > 0);
    await backUp(file('busy'));
    going = false;
    await writing;
    await restore(file('busy'), { force: true });
    const database = await DatabaseServer.open(there.config);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    // Each account is made together with its entry in the audit log.
    const { rows } = await client.query(
      `SELECT (SELECT count(*)::int FROM account) AS accounts,
              (SELECT count(*)::int FROM audit_entry WHERE action = 'account.create') AS audited`,
    );
    await client.end();
    await database.leave();
    const [{ accounts, audited }] = rows as [{ accounts: number; audited: number }];
    expect(audited).toBe(accounts);
    expect(accounts).toBeGreaterThan(3);
  });

  it('is refused, and nothing is changed, when it is truncated or altered anywhere', async () => {
    const mine = await there.tables();
    const whole = await readFile(file('same'));
    const files = await readdir(there.path('certificates'));
    const cuts = [0, 100, 512, whole.length >> 1, whole.length - 1024 - 512];
    for (const length of cuts) await mustBeRefused(whole.subarray(0, length));
    for (let at = 700; at < whole.length - 3072; at += Math.ceil(whole.length / 12)) {
      const altered = Buffer.from(whole);
      altered[nextContent(altered, at)]! ^= 0x01;
      await mustBeRefused(altered);
    }
    expect(await there.tables()).toEqual(mine);
    expect(await readdir(there.path('certificates'))).toEqual(files);
    expect((await readdir(there.config.dataDir)).filter((name) => name.startsWith('.restore'))).toEqual([]);
  });

  async function mustBeRefused(content: Buffer): Promise<void> {
    await writeFile(file('bad'), content);
    const options = { path: file('bad'), force: true, keyFileFrom: here.config.keyFile, onProgress: silent };
    for (const { config } of [there, nowhere])
      await expect(restoreBackup(config, options)).rejects.toMatchObject({ name: 'InputError' });
    // Not even a database was made.
    expect(existsSync(nowhere.config.dataDir)).toBe(false);
  }
});

/** From here on, the first byte that is not the padding of a tar file. */
function nextContent(archive: Buffer, from: number): number {
  for (let at = from; at < archive.length; at += 1) if (archive[at] !== 0) return at;
  throw new Error('nothing but padding');
}

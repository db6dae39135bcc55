import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  readFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  DatabaseServer,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/platform/database/index.js';
import { startSource, type SourceProcess } from '../support/process.js';
import { until } from '../support/until.js';

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  const started: { stop(): Promise<void> }[] = [];
  const processes: SourceProcess[] = [];

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'etabli-database-'));
    chmodSync(dataDir, 0o755); // as root the server runs under another account
  });
  afterEach(async () => {
    for (const process of processes.splice(0)) await process.ended();
    for (const server of started.splice(0)) await server.stop();
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  const start = async (): Promise<EmbeddedPostgres> => {
    const server = await startEmbeddedPostgres({ dataDir, database: 'etabli' });
    started.push(server);
    return server;
  };
  const ask = async (url: string, sql: string): Promise<unknown[]> => {
    const client = new pg.Client(url);
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rows } = await client.query<Record<string, unknown>>(sql);
      return rows;
    } finally {
      await client.end();
    }
  };
  const isAlive = (pid: number) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };

  it('repeats an interrupted creation', async () => {
    mkdirSync(join(dataDir, 'postgres.new'));
    writeFileSync(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
    writeFileSync(join(dataDir, 'postgres-password'), 'of the interrupted one', { mode: 0o644 });
    expect(await ask((await start()).url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(join(dataDir, 'postgres.new'))).toBe(false);
  });

  it('keeps what was committed when it is killed, and starts again', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept (word text)');
    await ask(first.url, "INSERT INTO kept VALUES ('établi')");
    process.kill(first.pid, 'SIGKILL');
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(second.pid).not.toBe(first.pid);
    expect(await ask(second.url, 'SELECT word FROM kept')).toEqual([{ word: 'établi' }]);
  });

  it('keeps running when its parent is killed, and is reused by the next', async () => {
    const owner = startSource('database-process.ts', [dataDir]);
    processes.push(owner);
    await owner.printed('ready');
    const [pid, url] = owner.lines;
    await ask(url ?? '', "CREATE TABLE adopted AS SELECT 'x' AS word");
    owner.kill('SIGKILL');
    await owner.ended();
    const next = await start();
    expect(next.adopted).toBe(true);
    expect(`pid ${next.pid}`).toBe(pid);
    expect(next.url).toBe(url);
    expect(await ask(next.url, 'SELECT word FROM adopted')).toEqual([{ word: 'x' }]);
  });

  it('is one server when two processes start it at once', async () => {
    const [one, two] = await Promise.all([start(), start()]);
    expect(two.pid).toBe(one.pid);
    expect(two.url).toBe(one.url);
  });

  it('stops cleanly, so that the next start has nothing to recover', async () => {
    const server = await start();
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  /** A process that ended, that was called postgres, and that its parent never buried. */
  const zombie = async () => {
    mkdirSync(join(dataDir, 'programs'));
    const gate = join(dataDir, 'programs', 'gate');
    copyFileSync('/bin/cat', join(dataDir, 'programs', 'postgres'));
    execFileSync('mkfifo', [gate]);
    // The shell is another program by the time that its child ends: nobody is left who would bury it.
    const command = '"$0"/postgres "$0"/gate & echo $!; exec sleep 600';
    const parent = spawn('sh', ['-c', command, join(dataDir, 'programs')]);
    started.push({ stop: () => Promise.resolve(void parent.kill('SIGKILL')) });
    const pid = await new Promise<number>((resolve) => {
      parent.stdout.once('data', (line: Buffer) => resolve(Number(line.toString())));
    });
    await until(() => readFileSync(`/proc/${parent.pid}/comm`, 'utf8').trim() === 'sleep');
    await writeFile(gate, '');
    await until(() => readFileSync(`/proc/${pid}/stat`, 'utf8').includes('(postgres) Z'));
    return pid;
  };

  it.each([
    ['another program', () => Promise.resolve(process.pid)],
    ['gone', () => Promise.resolve(2 ** 22 + 1)],
    ['a zombie', zombie],
  ])('is not fooled by a pid file whose process is %s', async (_what, pidOf) => {
    const cluster = join(dataDir, 'postgres');
    const lines = [await pidOf(), cluster, 1_700_000_000, 1, '', '127.0.0.1', '', 'ready', ''];
    writeFileSync(join(cluster, 'postmaster.pid'), lines.join('\n'));
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('listens on loopback only, and its password is readable by its owner only', async () => {
    const server = await start();
    expect(await ask(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(statSync(join(dataDir, 'postgres-password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
    const stranger = new URL(server.url);
    stranger.password = 'wrong';
    await expect(ask(stranger.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('is restarted at the same URL when it dies', async () => {
    const server = await DatabaseServer.open({ dataDir, databaseUrl: undefined });
    started.push({ stop: () => server.close() });
    const { url, pid } = server;
    await ask(url, "CREATE TABLE restarted AS SELECT 'x' AS word");
    process.kill(pid ?? 0, 'SIGKILL');
    await until(() => server.pid !== pid);
    expect(server.url).toBe(url);
    expect(await ask(url, 'SELECT word FROM restarted')).toEqual([{ word: 'x' }]);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../support/until.js';

const HOOKS = join(import.meta.dirname, '..', 'support', 'typescript.mjs');
const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');

/** A real `etabli up`, with all of its processes, on a data directory of its own. */
class RunningUp {
  said = '';
  private constructor(
    readonly child: ChildProcess,
    readonly dataDir: string,
  ) {
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.said += String(chunk)));
  }

  static start(directory: string, settings: Record<string, string> = {}): RunningUp {
    const dataDir = join(directory, 'data');
    const child = spawn(process.execPath, ['--import', HOOKS, CLI, 'up'], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        LANG: 'en_GB.UTF-8',
        ETABLI_DATA_DIR: dataDir,
        ETABLI_KEY_FILE: join(directory, 'key'),
        DATABASE_URL: '',
        HOST: '127.0.0.1',
        HTTP_PORT: '0',
        HTTPS_PORT: '0',
        LOG_LEVEL: 'info',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new RunningUp(child, dataDir);
  }

  async ready(): Promise<void> {
    await until(
      () => this.said.includes('Établi is ready:'),
      () => `never ready; it said:\n${this.said}`,
    );
  }

  /** The pid of the process of this name that was started last. */
  pidOf(name: string): number {
    const starts = this.lines().filter(({ msg, process }) => msg === 'process started' && process === name);
    return starts.at(-1)!.childPid!;
  }

  async databasePid(): Promise<number> {
    const text = await readFile(join(this.dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  }

  async isReady(): Promise<boolean> {
    const { httpPort } = JSON.parse(await readFile(join(this.dataDir, 'server.json'), 'utf8')) as {
      httpPort: number;
    };
    return fetch(`http://127.0.0.1:${httpPort}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await gone;
  }

  private lines(): { msg?: string; process?: string; childPid?: number }[] {
    const whole = this.said.split('\n').slice(0, -1);
    return whole
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { childPid?: number });
  }
}

/** Whether a process runs; one that ended and that nobody has asked after yet (a zombie) does not. */
function isAlive(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('etabli up', () => {
  let directory: string;
  let up: RunningUp;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'etabli-up-'));
    await chmod(directory, 0o755); // as root, the database runs under another account
    up = RunningUp.start(directory);
    await up.ready();
  });

  afterAll(async () => {
    await up.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('shows the first password once, outside of the log', async () => {
    const [name, password] = (await readFile(join(up.dataDir, 'first-password'), 'utf8')).trim().split(' ');
    expect(name).toBe('admin');
    expect(password!.length).toBeGreaterThanOrEqual(12);
    expect(up.said).not.toContain(password);
    expect(up.said.match(/First start\./g)).toHaveLength(1);
  });

  it.each(['server', 'worker'])('restarts the %s when it is killed', async (name) => {
    const killed = up.pidOf(name);
    process.kill(killed, 'SIGKILL');
    await until(
      () => up.pidOf(name) !== killed && isAlive(up.pidOf(name)),
      () => up.said,
    );
    await until(
      () => up.isReady(),
      () => up.said,
    );
  });

  it('restarts the database when it is killed, at the same address', async () => {
    const killed = await up.databasePid();
    process.kill(killed, 'SIGKILL');
    await until(
      async () => (await up.databasePid().catch(() => killed)) !== killed,
      () => up.said,
    );
    await until(
      () => up.isReady(),
      () => up.said,
    );
    await until(
      () => isAlive(up.pidOf('server')) && isAlive(up.pidOf('worker')),
      () => up.said,
    );
  });

  it('leaves no process behind when it is killed, and works again after a restart', async () => {
    const left = [up.pidOf('server'), up.pidOf('worker')];
    await up.stop('SIGKILL');
    await until(
      () => left.every((pid) => !isAlive(pid)),
      () => `still there: ${left.filter(isAlive).join()}`,
    );
    up = RunningUp.start(directory);
    await up.ready();
    expect(await up.isReady()).toBe(true);
    expect(up.said).not.toContain('First start.');
  });

  it('stops server, worker and database in this order', async () => {
    const pids = [up.pidOf('server'), up.pidOf('worker'), await up.databasePid()];
    await up.stop('SIGTERM');
    expect(up.child.exitCode).toBe(0);
    expect(pids.filter(isAlive)).toEqual([]);
    const said = (text: string) => up.said.indexOf(text);
    expect(said('"process":"server","reason":"SIGTERM"')).toBeGreaterThan(0);
    expect(said('"process":"worker","reason":"SIGTERM"')).toBeGreaterThan(
      said('"process":"server","reason":"SIGTERM"'),
    );
  });

  it('says why a process cannot start, and what to do', async () => {
    up = RunningUp.start(directory, { HTTP_SOCKET: '/nowhere/at/all/socket' });
    await until(
      () => up.said.includes('The process "server" does not start: Cannot listen on /nowhere/at/all/socket'),
      () => up.said,
    );
    expect(up.said).toContain('To do: Stop the program that uses this address');
  });
});

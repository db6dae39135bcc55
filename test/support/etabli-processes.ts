import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/platform/database/index.js';
import { readPostmaster } from '../../src/platform/database/postmaster.js';
import { until } from './until.js';

const HOOKS = join(import.meta.dirname, 'typescript.mjs');

type Supervised = 'server' | 'worker' | 'postgres';

/**
 * `etabli up` from source, on free ports and with a new data directory: PostgreSQL, a server and a worker, each
 * restarted when it dies.
 */
export class EtabliProcesses {
  readonly dataDir: string;
  /** The output of all processes. */
  printed = '';
  private readonly directory = mkdtempSync(join(tmpdir(), 'etabli-whole-'));
  private child?: ChildProcess;

  private constructor(
    readonly httpPort: number,
    readonly httpsPort: number,
  ) {
    chmodSync(this.directory, 0o755); // as root PostgreSQL runs under another account
    this.dataDir = join(this.directory, 'data');
  }

  /** Resolves once all processes are ready. */
  static async start(): Promise<EtabliProcesses> {
    const etabli = new EtabliProcesses(await freePort(), await freePort());
    try {
      await etabli.up();
    } catch (error) {
      await etabli.remove();
      throw error;
    }
    return etabli;
  }

  get http(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  get ca(): string {
    return this.published('ca.pem');
  }

  get certificateKey(): string {
    return this.published('certificate-key.pem');
  }

  /** The API token of this machine's own administrator. */
  get token(): string {
    return this.published('local-token').trim();
  }

  get databaseUrl(): Promise<string> {
    return this.postgres().then(
      ({ port }) =>
        `postgres://etabli:${this.published('postgres-password').trim()}@127.0.0.1:${port}/etabli`,
    );
  }

  /** Kills the present process with SIGKILL; `etabli up` restarts it. */
  async kill(name: Supervised): Promise<void> {
    process.kill(await this.pid(name), 'SIGKILL');
  }

  async pid(name: Supervised): Promise<number> {
    if (name === 'postgres') return (await this.postgres()).pid;
    const started = [
      ...this.printed.matchAll(/^\{.*"process":"(\w+)","childPid":(\d+),"msg":"process started"/gm),
    ];
    const last = started.filter(([, process]) => process === name).at(-1);
    return Number(last?.[2]);
  }

  /** Stops everything and removes its files. */
  async remove(): Promise<void> {
    const { child } = this;
    if (child !== undefined && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  private async up(): Promise<void> {
    const script = join(import.meta.dirname, 'up-process.ts');
    const child = spawn(process.execPath, ['--import', HOOKS, script], {
      env: { ...process.env, ...this.settings() },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    const keep = (chunk: Buffer): void => void (this.printed += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    let ready = false;
    child.on('message', ({ kind }: { kind: string }) => (ready ||= kind === 'ready'));
    await until(
      () => ready,
      () => `Établi does not start: ${this.printed.slice(-4000)}`,
      120_000,
    );
  }

  private async postgres(): Promise<{ pid: number; port: number }> {
    const running = await readPostmaster(join(this.dataDir, 'postgres'));
    if (running === undefined) throw new Error('PostgreSQL is not running');
    return running;
  }

  private published(name: string): string {
    return readFileSync(join(this.dataDir, name), 'utf8');
  }

  private settings(): Record<string, string> {
    return {
      ETABLI_DATA_DIR: this.dataDir,
      ETABLI_KEY_FILE: join(this.directory, 'key'),
      DATABASE_URL: '',
      REDIS_URL: '',
      HOST: '127.0.0.1',
      PUBLIC_ADDRESS: '127.0.0.1',
      HTTP_PORT: String(this.httpPort),
      HTTPS_PORT: String(this.httpsPort),
      LOG_LEVEL: 'debug',
      NODE_OPTIONS: '',
    };
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/database/index.js';
import { until } from './until.js';

const HOOKS = join(import.meta.dirname, 'typescript.mjs');
const SOURCE = join(import.meta.dirname, '../../src');

/** The real processes of Établi, from source, on free ports, a data directory of their own and a given database. */
export class EtabliProcesses {
  readonly directory: string;
  readonly dataDir: string;
  /** Everything that any of them ever printed. */
  printed = '';
  private readonly children = new Map<string, ChildProcess>();

  private constructor(
    private readonly databaseUrl: string,
    readonly httpPort: number,
    readonly httpsPort: number,
  ) {
    this.directory = mkdtempSync(join(tmpdir(), 'etabli-whole-'));
    chmodSync(this.directory, 0o755);
    this.dataDir = join(this.directory, 'data');
  }

  /** A server and a worker, ready. */
  static async start(databaseUrl: string): Promise<EtabliProcesses> {
    const etabli = new EtabliProcesses(databaseUrl, await freePort(), await freePort());
    await etabli.run('server');
    await etabli.run('worker');
    return etabli;
  }

  get http(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  get ca(): string {
    return readFileSync(join(this.dataDir, 'ca.pem'), 'utf8');
  }

  get certificateKey(): string {
    return readFileSync(join(this.dataDir, 'certificate-key.pem'), 'utf8');
  }

  get token(): string {
    return readFileSync(join(this.dataDir, 'local-token'), 'utf8').trim();
  }

  /** Starts the process again after a kill; resolves once it says that it is ready. */
  async run(name: 'server' | 'worker'): Promise<void> {
    const file = join(SOURCE, name === 'server' ? 'main.ts' : 'worker.ts');
    const child = spawn(process.execPath, ['--import', HOOKS, file], {
      env: { ...process.env, NODE_OPTIONS: '', ...this.settings() },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.children.set(name, child);
    const keep = (chunk: Buffer): void => void (this.printed += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    let ready = false;
    child.on('message', ({ kind }: { kind: string }) => (ready ||= kind === 'ready'));
    await until(
      () => ready,
      () => `the ${name} does not start: ${this.printed.slice(-4000)}`,
      90_000,
    );
  }

  /** kill -9. Resolves once the process is gone. */
  async kill(name: 'server' | 'worker'): Promise<void> {
    const child = this.children.get(name);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async remove(): Promise<void> {
    await this.kill('worker');
    await this.kill('server');
    if (existsSync(this.directory)) rmSync(this.directory, { recursive: true, force: true });
  }

  private settings(): Record<string, string> {
    return {
      ETABLI_DATA_DIR: this.dataDir,
      ETABLI_KEY_FILE: join(this.directory, 'key'),
      DATABASE_URL: this.databaseUrl,
      HOST: '127.0.0.1',
      PUBLIC_ADDRESS: '127.0.0.1',
      HTTP_PORT: String(this.httpPort),
      HTTPS_PORT: String(this.httpsPort),
      LOG_LEVEL: 'debug',
    };
  }
}

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { childEnvironment, logger } from '../../platform/config/index.js';

export interface Account {
  user: string;
  group: string;
  /** Names of capabilities(7) without `CAP_`: `net_raw`. */
  capabilities: string[];
}

export interface SupervisedOptions {
  /** For the log. */
  name: string;
  file: string;
  args: string[];
  /** The account and the capabilities; by default those of Établi. */
  as?: Account;
  /** Called with each line of stdout and stderr. */
  onLine?: (line: string) => void;
  /** The delay before the first restart; doubled for each further one, up to the maximum. */
  firstRestartMs?: number;
  longestRestartMs?: number;
  /** After this uptime, the delay is reset. */
  healthyMs?: number;
  /** The time between SIGTERM and SIGKILL. */
  stopMs?: number;
}

/**
 * Keeps a process running as long as Établi: restarts it when it ends. The kernel ends it when Établi is killed.
 */
export class SupervisedProcess {
  private child?: ChildProcess;
  private restart?: NodeJS.Timeout;
  private stopped = true;
  private failures = 0;
  private readonly log = logger('boot');

  constructor(private readonly options: SupervisedOptions) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.launch();
  }

  /** Resolves when the process has ended; kills it after the time limit. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.restart);
    const child = this.child;
    if (child === undefined) return;
    const gone = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), this.options.stopMs ?? 5_000);
    await gone;
    clearTimeout(killer);
  }

  private launch(): void {
    const { name, file, args, as } = this.options;
    const startedAt = Date.now();
    const line = ['--pdeathsig', 'KILL', ...(as === undefined ? [] : accountArguments(as)), file, ...args];
    // Only PATH: a process that receives network traffic must not get DATABASE_URL, for example.
    const { PATH } = childEnvironment({});
    const child = spawn('setpriv', line, { env: { PATH }, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (text) => this.options.onLine?.(text));
    }
    child.once('error', (error) => this.ended(startedAt, { error: error.message }));
    child.once('exit', (code, signal) => this.ended(startedAt, { code, signal }));
    this.log.info({ name, pid: child.pid }, 'process started');
  }

  private ended(startedAt: number, how: Record<string, unknown>): void {
    if (this.child === undefined) return;
    this.child = undefined;
    const { name, firstRestartMs = 500, longestRestartMs = 30_000, healthyMs = 60_000 } = this.options;
    if (this.stopped) return this.log.info({ name, ...how }, 'process stopped');
    this.failures = Date.now() - startedAt >= healthyMs ? 0 : this.failures;
    const waitMs = Math.min(firstRestartMs * 2 ** this.failures, longestRestartMs);
    this.failures += 1;
    this.log.error({ name, ...how, waitMs }, 'process ended unexpectedly; it will be started again');
    this.restart = setTimeout(() => this.launch(), waitMs);
  }
}

/**
 * setpriv changes the account, not the process itself: a process that changes its account is no longer ended with its
 * parent (prctl(2), PR_SET_PDEATHSIG).
 */
function accountArguments({ user, group, capabilities }: Account): string[] {
  const granted = capabilities.map((name) => `+${name}`).join(',');
  const account = ['--reuid', user, '--regid', group, '--init-groups'];
  return [...account, '--inh-caps', `-all,${granted}`, '--ambient-caps', granted];
}

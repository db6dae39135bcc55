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
  /** Run as this account and with no more than its capabilities; as Établi itself when absent. */
  as?: Account;
  /** Each line that the process writes, on either stream. */
  onLine?: (line: string) => void;
  /** The wait before the first restart; doubled at each one that follows, up to the maximum. */
  firstRestartMs?: number;
  longestRestartMs?: number;
  /** A process that ran this long was healthy: its next restart waits as the first did. */
  healthyMs?: number;
  /** How long it may take to end when asked, before it is killed. */
  stopMs?: number;
}

/**
 * A process that must run for as long as Établi does: restarted whenever it ends, stopped by its pid, and
 * ended by the kernel should Établi itself be killed.
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

  /** Resolves once the process is gone; it is killed when it does not end in time. */
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
    // Nothing else of ours: DATABASE_URL, for one, is no business of a process that the network talks to.
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
 * The account is taken here and not by the process itself: a process that changes its account is no longer
 * ended together with its parent (prctl(2), PR_SET_PDEATHSIG).
 */
function accountArguments({ user, group, capabilities }: Account): string[] {
  const granted = capabilities.map((name) => `+${name}`).join(',');
  const account = ['--reuid', user, '--regid', group, '--init-groups'];
  return [...account, '--inh-caps', `-all,${granted}`, '--ambient-caps', granted];
}

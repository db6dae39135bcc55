import type { ChildProcess } from 'node:child_process';
import { logger } from '../config/index.js';
import { Backoff } from './backoff.js';

const log = logger('process');

interface Supervised<Child> {
  /** For the log. */
  name: string;
  /** Starts the process, the first time and after each end. */
  launch: () => Child;
  /** It keeps ending soon after it was started; `status` is its last exit status or signal. */
  onLoop?: (status: number | string) => void;
  /** How long it may take to end when asked, before it is killed; 5 s by default. */
  stopMs?: number;
  backoff?: Backoff;
}

/** A process that runs as long as Établi does: started again after a pause whenever it ends, stopped by its pid. */
export class SupervisedProcess<Child extends ChildProcess = ChildProcess> {
  /** The process, while it runs. */
  child?: Child;
  private restart?: NodeJS.Timeout;
  private stopping = false;
  private readonly backoff: Backoff;

  constructor(private readonly plan: Supervised<Child>) {
    this.backoff = plan.backoff ?? new Backoff();
  }

  start(): void {
    const startedAt = Date.now();
    const { name, launch } = this.plan;
    const child = launch();
    this.child = child;
    child.on('error', (error) => {
      log.error({ process: name, err: error }, 'process error');
      if (child.pid === undefined) this.ended(startedAt, 'not started');
    });
    child.once('exit', (code, signal) => this.ended(startedAt, code ?? signal ?? 0));
    log.info({ process: name, childPid: child.pid }, 'process started');
  }

  /** Resolves once the process is gone; it is killed when it does not end in time. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.restart);
    const { child } = this;
    if (child === undefined) return;
    const gone = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.kill('SIGTERM');
    const killer = setTimeout(() => child.kill('SIGKILL'), this.plan.stopMs ?? 5_000);
    await gone;
    clearTimeout(killer);
  }

  private ended(startedAt: number, status: number | string): void {
    this.child = undefined;
    const { name, onLoop } = this.plan;
    if (this.stopping) return log.info({ process: name, status }, 'process stopped');
    const pauseMs = this.backoff.pauseAfter(Date.now() - startedAt);
    log.error({ process: name, status, pauseMs }, 'process died, it is started again');
    if (this.backoff.isLoop) onLoop?.(status);
    this.restart = setTimeout(() => this.start(), pauseMs);
  }
}

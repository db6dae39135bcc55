import { fork, type ChildProcess } from 'node:child_process';
import { childEnvironment, logger } from '../../../platform/config/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import { Backoff } from './backoff.js';

const log = logger('up');
const STOP_MS = 20_000;

export interface ProcessPlan {
  /** `server`, `worker`, `boot`. */
  name: string;
  /** The script that is forked, absolute. */
  script: string;
  args?: string[];
  /** Settings added to this process's own environment. */
  settings: Record<string, string | undefined>;
  /** What the child tells over IPC, apart from `{kind: 'ready'}`. */
  onMessage?: (message: { kind: string }) => void;
  /** Told to the person at the terminal. */
  tell: (text: Bilingual) => void;
}

/**
 * One child process that is started again whenever it dies, after a pause. The child has a process group
 * of its own, so that Ctrl-C reaches the parent alone and things stop in order; it leaves by itself when
 * the IPC channel closes, so that a killed parent leaves nothing behind.
 */
export class SupervisedProcess {
  private child?: ChildProcess;
  private timer?: NodeJS.Timeout;
  private stopping = false;
  private lastFailure?: string;
  private readonly backoff = new Backoff();
  private resolveReady!: () => void;
  /** Resolves when the child has said that it is ready, for the first time. */
  readonly ready = new Promise<void>((resolve) => (this.resolveReady = resolve));

  constructor(private readonly plan: ProcessPlan) {}

  start(): void {
    const startedAt = Date.now();
    const child = fork(this.plan.script, this.plan.args ?? [], {
      env: childEnvironment(this.plan.settings),
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.child = child;
    child.on('message', (message: { kind: string }) => this.receive(message));
    child.on('error', (error) => log.error({ process: this.plan.name, error }, 'process error'));
    child.on('exit', (code, signal) => this.ended(startedAt, code, signal));
    log.info({ process: this.plan.name, childPid: child.pid }, 'process started');
  }

  /** Says something to the child; nothing happens while it is away. */
  send(message: { kind: string } & Record<string, unknown>): void {
    if (this.child?.connected) this.child.send(message, () => undefined);
  }

  /** Asks the child to leave, and ends it after 20 s. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.stopping = true;
    clearTimeout(this.timer);
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(impatience);
  }

  private receive(message: { kind: string }): void {
    if (message.kind === 'ready') this.resolveReady();
    else if (message.kind === 'failed')
      this.tellFailure(message as unknown as { text: Bilingual; remedy?: Bilingual });
    else this.plan.onMessage?.(message);
  }

  /** Why it cannot start, the first time in a row that it says so. */
  private tellFailure({ text, remedy }: { text: Bilingual; remedy?: Bilingual }): void {
    if (this.lastFailure === text.en) return;
    this.lastFailure = text.en;
    const { name, tell } = this.plan;
    tell({
      fr: `Le processus « ${name} » ne démarre pas : ${text.fr}${remedy ? `\nÀ faire : ${remedy.fr}` : ''}`,
      en: `The process "${name}" does not start: ${text.en}${remedy ? `\nTo do: ${remedy.en}` : ''}`,
    });
  }

  private ended(startedAt: number, code: number | null, signal: NodeJS.Signals | null): void {
    if (this.stopping) return;
    const pauseMs = this.backoff.pauseAfter(Date.now() - startedAt);
    log.error({ process: this.plan.name, code, signal, pauseMs }, 'process died, it is started again');
    if (this.backoff.isLoop) {
      this.plan.tell({
        fr: `Le processus « ${this.plan.name} » s'arrête sans cesse (dernier code ${code ?? signal}) ; les messages ci-dessus disent pourquoi. Il est relancé toutes les 10 s.`,
        en: `The process "${this.plan.name}" keeps dying (last status ${code ?? signal}); the messages above say why. It is started again every 10 s.`,
      });
    }
    this.timer = setTimeout(() => this.start(), pauseMs);
  }
}

import { fork } from 'node:child_process';
import { childEnvironment } from '../../../platform/config/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import { SupervisedProcess } from '../../../platform/processes/index.js';

const STOP_MS = 20_000;

type Message = { kind: string } & Record<string, unknown>;

export interface ProcessPlan {
  /** `server`, `worker`, `boot`. */
  name: string;
  /** Absolute path of the script. */
  script: string;
  args?: string[];
  /** Added to the environment of the parent. */
  settings: Record<string, string | undefined>;
  /** Receives IPC messages other than `ready` and `failed`. */
  onMessage?: (message: Message) => void;
  /** Shows a message to the operator. */
  tell: (text: Bilingual) => void;
}

/**
 * One of Établi's own processes. It has its own process group, so that Ctrl-C reaches only the parent, which stops
 * its children in order. It exits when its IPC channel closes, so that no child outlives a killed parent.
 */
export class ServerProcess {
  private lastFailure?: string;
  private resolveReady!: () => void;
  /** Resolves when the child is ready for the first time. */
  readonly ready = new Promise<void>((resolve) => (this.resolveReady = resolve));
  private readonly supervised: SupervisedProcess;

  constructor(private readonly plan: ProcessPlan) {
    const { name } = plan;
    this.supervised = new SupervisedProcess({
      name,
      stopMs: STOP_MS,
      launch: () => this.launch(),
      onLoop: (status) => plan.tell(loopText(name, status)),
    });
  }

  start(): void {
    this.supervised.start();
  }

  async stop(): Promise<void> {
    await this.supervised.stop();
  }

  /** Sends a message to the child; dropped while the child is not running. */
  send(message: Message): void {
    const { child } = this.supervised;
    if (child?.connected) child.send(message, () => undefined);
  }

  private launch() {
    const child = fork(this.plan.script, this.plan.args ?? [], {
      env: childEnvironment(this.plan.settings),
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    return child.on('message', (message: Message) => this.receive(message));
  }

  private receive(message: Message): void {
    if (message.kind === 'ready') this.resolveReady();
    else if (message.kind === 'failed')
      this.tellFailure(message as unknown as { text: Bilingual; remedy?: Bilingual });
    else this.plan.onMessage?.(message);
  }

  /** Shows why the child cannot start, but not twice in a row for the same cause. */
  private tellFailure({ text, remedy }: { text: Bilingual; remedy?: Bilingual }): void {
    if (this.lastFailure === text.en) return;
    this.lastFailure = text.en;
    const { name, tell } = this.plan;
    tell({
      fr: `Le processus « ${name} » ne démarre pas : ${text.fr}${remedy ? `\nÀ faire : ${remedy.fr}` : ''}`,
      en: `The process "${name}" does not start: ${text.en}${remedy ? `\nTo do: ${remedy.en}` : ''}`,
    });
  }
}

function loopText(name: string, status: number | string): Bilingual {
  return {
    fr: `Le processus « ${name} » s’arrête sans cesse (dernier code ${status}) ; les messages ci-dessus en donnent la cause. Il est relancé toutes les 10 s.`,
    en: `The process "${name}" keeps stopping (last status ${status}); the messages above give the cause. It is restarted every 10 s.`,
  };
}

import { fork } from 'node:child_process';
import { childEnvironment } from '../../../platform/config/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import { SupervisedProcess } from '../../../platform/processes/index.js';

const STOP_MS = 20_000;

type Message = { kind: string } & Record<string, unknown>;

export interface ProcessPlan {
  /** `server`, `worker`, `boot`. */
  name: string;
  /** The script that is forked, absolute. */
  script: string;
  args?: string[];
  /** Settings added to this process's own environment. */
  settings: Record<string, string | undefined>;
  /** What the child sends over IPC, apart from `ready` and `failed`. */
  onMessage?: (message: Message) => void;
  /** Shows a text to the person at the terminal. */
  tell: (text: Bilingual) => void;
}

/**
 * One of Établi's own processes. It has a process group of its own: Ctrl-C reaches the parent alone, which stops
 * its children in order. It leaves by itself when the IPC channel closes, so that a killed parent leaves nothing
 * behind.
 */
export class ServerProcess {
  private lastFailure?: string;
  private resolveReady!: () => void;
  /** Resolves when the child has said that it is ready, for the first time. */
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

  /** Sends a message to the child; nothing happens while it is away. */
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
}

function loopText(name: string, status: number | string): Bilingual {
  return {
    fr: `Le processus « ${name} » s'arrête sans cesse (dernier code ${status}) ; les messages ci-dessus disent pourquoi. Il est relancé toutes les 10 s.`,
    en: `The process "${name}" keeps dying (last status ${status}); the messages above say why. It is started again every 10 s.`,
  };
}

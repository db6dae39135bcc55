import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { asError, tooLate } from '../command-faults.js';
import { CommandOutput } from '../command-output.js';
import { connectionLost } from '../connection-lost.js';
import type { OutputStream, RunOptions, RunResult } from '../remote.js';

/** One running command on one channel. */
export class RemoteCommand {
  private readonly output: CommandOutput;
  private exitCode?: number;
  /** Why it is stopped. */
  private fault?: Error;
  private finish: () => void;

  /** @param stop ends the command's processes on the machine; always resolves, within seconds */
  constructor(
    private readonly channel: ClientChannel,
    private readonly options: RunOptions,
    private readonly stop: () => Promise<unknown>,
  ) {
    this.output = new CommandOutput(options);
  }

  /** Resolves or rejects once the command has ended on the machine, as far as that can be known. */
  async result(): Promise<RunResult> {
    const { signal, timeoutMs } = this.options;
    const aborted = () => this.abandon(asError(signal?.reason));
    const timer =
      timeoutMs === undefined ? undefined : setTimeout(() => this.abandon(tooLate(timeoutMs)), timeoutMs);
    signal?.addEventListener('abort', aborted, { once: true });
    try {
      await this.ended();
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
    }
    if (!this.fault && this.exitCode === undefined) throw connectionLost();
    this.guard(() => this.output.end());
    if (this.fault) throw this.fault;
    if (this.exitCode === undefined) throw connectionLost();
    return { exitCode: this.exitCode, ...this.output.texts() };
  }

  private ended(): Promise<void> {
    return new Promise((resolve) => {
      this.finish = resolve;
      this.channel.once('close', (code?: number | null, name?: string) => {
        this.exited(code, name);
        if (!this.fault) resolve(); // otherwise once its processes are known to have ended
      });
      this.channel.on('error', () => undefined); // 'close' follows
      this.listen('stdout', this.channel);
      this.listen('stderr', this.channel.stderr);
      this.channel.end(this.options.input);
      if (this.options.signal?.aborted) this.abandon(asError(this.options.signal.reason));
    });
  }

  /**
   * ssh2 reports the end of a command by `exit` and by `close`. Only `close` always comes in time: a short
   * command may end in the packet that opened the channel, before there is a listener.
   */
  private exited(code?: number | null, name?: string): void {
    if (typeof code === 'number' || name) this.exitCode = exitCode(code ?? null, name);
  }

  private listen(name: OutputStream, stream: Readable): void {
    stream.on('data', (chunk: Buffer) => this.guard(() => this.output.write(name, chunk)));
  }

  /** An error of the line callback ends the command, not this process. */
  private guard(work: () => void): void {
    if (this.fault) return;
    try {
      work();
    } catch (error) {
      this.abandon(asError(error));
    }
  }

  private abandon(fault: Error): void {
    if (this.fault) return;
    this.fault = fault;
    void this.stop().finally(() => {
      this.channel.close();
      this.finish();
    });
  }
}

function exitCode(code: number | null, name?: string): number {
  if (code !== null) return code;
  const signals: Record<string, number> = constants.signals;
  return 128 + (signals[`SIG${(name ?? '').replace(/^SIG/, '')}`] ?? 0);
}

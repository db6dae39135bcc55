import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { CommandSetting, RunningCommand, WinrsBackend } from './winrs-backends.js';
import { FAULTS } from './winrs-envelopes.js';

/** What one Receive gives. */
export interface Received {
  chunks: { stream: 'stdout' | 'stderr'; bytes: Buffer }[];
  /** Once the command has ended and all of its output was given. */
  exitCode?: number;
}

/** A command of a shell. Its output waits in its pipes until a client receives it, so memory stays bounded. */
export class HostCommand {
  readonly id = randomUUID().toUpperCase();
  private readonly running: RunningCommand;
  private exitCode?: number;
  private wake: () => void = () => undefined;

  constructor(backend: WinrsBackend, command: string, setting: CommandSetting) {
    this.running = backend(command, setting);
    const { stdout, stderr } = this.running;
    for (const stream of [stdout, stderr]) {
      stream.on('readable', () => this.wake());
      stream.on('end', () => this.wake());
      stream.on('error', () => this.wake());
    }
    void this.running.exitCode.then((code) => {
      this.exitCode = code;
      this.wake();
    });
  }

  /** Output, or the end, or the fault that there was none of them in time. */
  async receive(timeoutMs: number, maxBytes: number): Promise<Received> {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const received = this.take(maxBytes);
      if (received.chunks.length > 0 || received.exitCode !== undefined) return received;
      if (Date.now() >= end) throw FAULTS.timedOut();
      await this.change(end - Date.now());
    }
  }

  send(bytes: Buffer, isLast: boolean): Promise<void> {
    const { stdin } = this.running;
    if (stdin.destroyed || stdin.writableEnded) return Promise.resolve();
    return new Promise((resolve) => {
      stdin.once('close', resolve); // a command that ended takes nothing more
      stdin.write(bytes, () => {
        stdin.off('close', resolve);
        resolve();
      });
      if (isLast) stdin.end();
    });
  }

  kill(): void {
    this.running.kill();
    // Nobody will receive what is left, and the end of a command waits until it is read.
    this.running.stdout.resume();
    this.running.stderr.resume();
  }

  private change(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private take(maxBytes: number): Received {
    const chunks: Received['chunks'] = [];
    let room = maxBytes;
    for (const stream of ['stdout', 'stderr'] as const) {
      const bytes = readSome(this.running[stream], room);
      if (bytes) chunks.push({ stream, bytes });
      room -= bytes?.length ?? 0;
    }
    const { stdout, stderr } = this.running;
    const drained = chunks.length === 0 && stdout.readableLength === 0 && stderr.readableLength === 0;
    return drained && this.exitCode !== undefined ? { chunks, exitCode: this.exitCode } : { chunks };
  }
}

function readSome(stream: Readable, room: number): Buffer | undefined {
  const length = Math.min(stream.readableLength, room);
  const bytes = (length > 0 ? stream.read(length) : stream.read(0)) as Buffer | null;
  return bytes && bytes.length > 0 ? bytes : undefined;
}

/** A remote shell: what its commands are given, and the commands. */
export class HostShell {
  readonly id = randomUUID().toUpperCase();
  readonly commands = new Map<string, HostCommand>();
  private timer?: NodeJS.Timeout;

  constructor(
    readonly name: string | undefined,
    readonly owner: string,
    readonly codepage: string | undefined,
    private readonly setting: CommandSetting,
    private readonly idleMs: number,
    private readonly expired: (shell: HostShell) => void,
  ) {
    this.touch();
  }

  /** A client still uses the shell. */
  touch(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.expired(this), this.idleMs).unref();
  }

  start(backend: WinrsBackend, line: string): HostCommand {
    const command = new HostCommand(backend, line, this.setting);
    this.commands.set(command.id, command);
    return command;
  }

  command(id: string): HostCommand {
    const command = this.commands.get(id);
    if (!command) throw FAULTS.invalid(`there is no command ${id}`);
    return command;
  }

  end(): void {
    clearTimeout(this.timer);
    for (const command of this.commands.values()) command.kill();
    this.commands.clear();
  }
}

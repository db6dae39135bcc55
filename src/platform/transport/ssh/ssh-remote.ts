import { randomUUID } from 'node:crypto';
import type { Client, ClientChannel } from 'ssh2';
import { within } from '../../core/index.js';
import { stillRunning } from '../command-faults.js';
import { connectionLost } from '../connection-lost.js';
import type { Remote, RunOptions, RunResult } from '../remote.js';
import { endOfMarked, marked } from './marked-processes.js';
import { RemoteCommand } from './remote-command.js';

/** More than the 5 s that the machine takes at most. */
const STOP_WITHIN_MS = 8_000;

/** A logged-in SSH connection; each command has a channel of its own on it. RFC 4254. */
export class SshRemote implements Remote {
  private closed = false;

  constructor(private readonly client: Client) {
    client.once('close', () => (this.closed = true));
  }

  get isClosed(): boolean {
    return this.closed;
  }

  async run(command: string, options: RunOptions = {}): Promise<RunResult> {
    options.signal?.throwIfAborted();
    const mark = options.exclusive ?? randomUUID();
    if (options.exclusive !== undefined && !(await this.endProcesses(mark))) {
      throw this.closed ? connectionLost() : stillRunning();
    }
    const channel = await this.open(marked(command, mark));
    return new RemoteCommand(channel, options, () => this.endProcesses(mark)).result();
  }

  async reachable(timeoutMs: number): Promise<boolean> {
    const answered = this.run('exit 0').then(
      ({ exitCode }) => exitCode === 0,
      () => false,
    );
    return within(timeoutMs, answered, false);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await new Promise<void>((resolve) => {
      this.client.once('close', () => resolve());
      this.client.destroy();
    });
  }

  /** Whether every process of the mark has ended; also false when the machine does not answer in time. */
  private async endProcesses(mark: string): Promise<boolean> {
    const ended = this.open(endOfMarked(mark)).then(exitedWell, () => false);
    return within(STOP_WITHIN_MS, ended, false);
  }

  private open(command: string): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      const lost = (cause?: Error) => {
        this.client.off('close', closed);
        reject(connectionLost(cause));
      };
      const closed = () => lost();
      if (this.closed) return lost();
      this.client.once('close', closed);
      try {
        this.client.exec(command, (error, channel) => {
          if (error) return lost(error);
          this.client.off('close', closed);
          resolve(channel);
        });
      } catch (error) {
        lost(error as Error);
      }
    });
  }
}

function exitedWell(channel: ClientChannel): Promise<boolean> {
  return new Promise((resolve) => {
    channel.on('error', () => undefined); // 'close' follows, with the exit status
    channel.once('close', (code?: number | null) => resolve(code === 0));
    channel.resume().stderr.resume();
    channel.end();
  });
}

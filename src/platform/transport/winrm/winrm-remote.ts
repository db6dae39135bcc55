import { randomUUID } from 'node:crypto';
import { stillRunning } from '../command-faults.js';
import type { Remote, RunOptions, RunResult } from '../remote.js';
import { isIdentified } from './answers.js';
import type { Envelopes } from './envelopes.js';
import { NamedShells, shellName } from './named-shells.js';
import type { WinrmSession } from './session.js';
import { WinrmCommand } from './winrm-command.js';

/** A Windows that we are logged in to by WinRM; each command has a shell of its own. MS-WSMV. */
export class WinrmRemote implements Remote {
  private readonly running = new Set<WinrmCommand>();
  private readonly shells: NamedShells;

  constructor(
    private readonly session: WinrmSession,
    private readonly envelopes: Envelopes,
    user: string,
  ) {
    this.shells = new NamedShells(session, envelopes, user);
  }

  get isClosed(): boolean {
    return this.session.isClosed;
  }

  async run(command: string, options: RunOptions = {}): Promise<RunResult> {
    options.signal?.throwIfAborted();
    const mark = options.exclusive ?? randomUUID();
    if (options.exclusive !== undefined && !(await this.shells.end(mark, this.held()))) throw stillRunning();
    const running = new WinrmCommand(this.session, this.envelopes, options);
    this.running.add(running);
    try {
      return await running.result(shellName(mark), command);
    } finally {
      this.running.delete(running);
    }
  }

  async reachable(timeoutMs: number): Promise<boolean> {
    try {
      return isIdentified(await this.session.ask(this.envelopes.identify(), AbortSignal.timeout(timeoutMs)));
    } catch {
      return false;
    }
  }

  close(): Promise<void> {
    this.session.close();
    return Promise.resolve();
  }

  /** The shells that run commands of this connection now. */
  private held(): Set<string> {
    return new Set([...this.running].flatMap(({ shell }) => shell ?? []));
  }
}

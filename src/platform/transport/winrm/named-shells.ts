import { setTimeout as pause } from 'node:timers/promises';
import { ConnectionLostError } from '../connection-lost.js';
import { type ListedShell, listedShells } from './answers.js';
import type { Envelopes } from './envelopes.js';
import type { WinrmSession } from './session.js';

/** How long the shells of an earlier run may take to end. */
const END_WITHIN_MS = 8_000;
const LOOK_AGAIN_MS = 200;

/** What the shells that we make are called in the machine's list. */
export function shellName(mark: string): string {
  return `etabli ${mark}`;
}

/** The shells of our account that stand in the machine's list: those of an earlier run among them. */
export class NamedShells {
  constructor(
    private readonly session: WinrmSession,
    private readonly envelopes: Envelopes,
    private readonly user: string,
  ) {}

  /**
   * Ends the shells of this mark, and with them all that they started; whether they have ended. On a Windows that
   * lists no names these are all shells of our account that this connection does not hold itself.
   */
  async end(mark: string, held: ReadonlySet<string>): Promise<boolean> {
    const until = Date.now() + END_WITHIN_MS;
    for (;;) {
      const found = (await this.list()).filter((shell) => this.isOf(shell, mark, held));
      if (found.length === 0) return true;
      if (Date.now() >= until) return false;
      for (const { id } of found) await this.delete(id);
      await pause(LOOK_AGAIN_MS, undefined, { signal: this.session.ended }).catch(() => undefined);
    }
  }

  private async list(): Promise<ListedShell[]> {
    return listedShells(await this.session.ask(this.envelopes.enumerate()));
  }

  private isOf({ id, name, owner }: ListedShell, mark: string, held: ReadonlySet<string>): boolean {
    if (plainName(owner) !== plainName(this.user)) return false;
    return name === undefined ? !held.has(id) : name === shellName(mark);
  }

  private async delete(id: string): Promise<void> {
    try {
      await this.session.ask(this.envelopes.delete(id));
    } catch (error) {
      // It ended by itself meanwhile; a lost connection shows at the next look.
      if (!(error instanceof ConnectionLostError)) throw error;
    }
  }
}

/** An account without its domain, before it or behind it. */
function plainName(account: string): string {
  return (account.split('\\').pop() ?? '').replace(/@.*/, '').toLowerCase();
}

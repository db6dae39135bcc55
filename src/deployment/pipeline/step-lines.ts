import { readable } from '../../platform/core/index.js';

/** A PC that talks without end must not fill the database. */
const MOST_LINES = 20_000;
/** A shorter secret would blacken the words of every line. */
const SHORTEST = 4;
const CONCEALED = '[secret]';

/** What a step says, line by line, until it is written down; never a secret that the step works with. */
export class StepLines {
  private waiting: string[] = [];
  private count = 0;
  private readonly secrets = new Set<string>();

  /** From now on these are told by nobody: not whole, and not by one of their lines. */
  conceal(secrets: Iterable<string>): void {
    for (const secret of secrets) {
      const lines = secret.split('\n').map((line) => line.trim());
      const values = lines.flatMap((line) => /^pass\w*\s*=\s*(.+)$/i.exec(line)?.[1] ?? []);
      for (const part of [secret.trim(), ...lines, ...values]) {
        if (part.length >= SHORTEST) this.secrets.add(part);
      }
    }
  }

  /** The text without any secret in it; the longest first, as one may be part of another. */
  told(text: string): string {
    return [...this.secrets]
      .sort((a, b) => b.length - a.length)
      .reduce((told, secret) => told.replaceAll(secret, CONCEALED), text);
  }

  add(text: string): void {
    this.count += 1;
    if (this.count <= MOST_LINES) this.waiting.push(readable(this.told(text)));
    else if (this.count === MOST_LINES + 1) this.waiting.push(`[… only ${MOST_LINES} lines are kept]`);
  }

  /** Gives what waits to `write`; what cannot be written waits on. */
  async flush(write: (lines: readonly string[]) => Promise<void>): Promise<void> {
    const lines = this.waiting;
    this.waiting = [];
    try {
      await write(lines);
    } catch (error) {
      this.waiting = [...lines, ...this.waiting];
      throw error;
    }
  }
}

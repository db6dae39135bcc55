import { readable, type Progress } from '../../platform/core/index.js';

/** A PC that prints without end must not fill the database. */
const MOST_LINES = 20_000;
/** Nor may a line of it fill the memory until the log is written down: of a longer one, the beginning is kept. */
const LONGEST_LINE = 2_000;
/** A shorter secret is part of ordinary words: hiding it would hide them. */
const SHORTEST = 4;
const CONCEALED = '[secret]';

/** The log and the progress of a step until they are written down, without the secrets that the step works with. */
export class StepJournal {
  private waiting: string[] = [];
  private count = 0;
  private latest?: Progress;
  private readonly secrets = new Set<string>();

  /** From now on, neither a secret nor one of its lines is shown. */
  conceal(secrets: Iterable<string>): void {
    for (const secret of secrets) {
      const lines = secret.split('\n').map((line) => line.trim());
      const values = lines.flatMap((line) => /^pass\w*\s*=\s*(.+)$/i.exec(line)?.[1] ?? []);
      for (const part of [secret.trim(), ...lines, ...values]) {
        if (part.length >= SHORTEST) this.secrets.add(part);
      }
    }
  }

  /** Replaces the longest secret first, as one may be part of another. */
  withoutSecrets(text: string): string {
    return [...this.secrets]
      .sort((a, b) => b.length - a.length)
      .reduce((rest, secret) => rest.replaceAll(secret, CONCEALED), text);
  }

  add(text: string): void {
    this.count += 1;
    if (this.count <= MOST_LINES) this.waiting.push(beginning(readable(this.withoutSecrets(text))));
    else if (this.count === MOST_LINES + 1) this.waiting.push(`[… only ${MOST_LINES} lines are kept]`);
  }

  progress(progress: Progress): void {
    this.latest = progress;
  }

  /** The progress since the last call. */
  takeProgress(): Progress | undefined {
    const progress = this.latest;
    this.latest = undefined;
    return progress;
  }

  /** Gives the lines to `write`; they are kept when that fails. */
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

/** A copy: a part of a string would keep the whole one in memory. */
function beginning(text: string): string {
  return text.length <= LONGEST_LINE ? text : Buffer.from(text.slice(0, LONGEST_LINE)).toString();
}

import cliProgress from 'cli-progress';
import type { Progress } from '../../platform/core/index.js';
import { printable } from './line.js';
import { amountOf, PrintedProgress } from './printed-progress.js';
import type { Terminal } from './terminal.js';

/** A progress bar for each piece of work on a terminal, otherwise plain lines. */
export class ProgressBars {
  private readonly multi?: cliProgress.MultiBar;
  private readonly bars = new Map<string, { bar: cliProgress.SingleBar; title: string }>();
  private readonly printed: PrintedProgress;

  constructor(private readonly terminal: Terminal) {
    this.printed = new PrintedProgress(terminal);
    if (!terminal.isInteractive) return;
    this.multi = new cliProgress.MultiBar(
      {
        format: '  {bar} {percentage} %  {title}  {amount}',
        clearOnComplete: true,
        hideCursor: true,
        stream: process.stderr,
      },
      cliProgress.Presets.shades_classic,
    );
  }

  /** Shows progress; each `key` has one bar. */
  show(key: string, given: string, progress: Progress): void {
    const title = printable(given);
    const amount = amountOf(progress, this.terminal);
    if (!this.multi) return this.printed.show(key, title, progress);
    const known = this.bars.get(key);
    if (known && known.title !== title) this.remove(key);
    const bar =
      this.bars.get(key)?.bar ?? this.multi.create(progress.total, progress.done, { title, amount });
    this.bars.set(key, { bar, title });
    bar.setTotal(Math.max(progress.total, 1));
    bar.update(progress.done, { title, amount });
  }

  remove(key: string): void {
    const known = this.bars.get(key);
    this.bars.delete(key);
    this.printed.forget(key);
    if (known) this.multi?.remove(known.bar);
  }

  /** A line above the bars. */
  line(text: string): void {
    if (this.multi && this.bars.size > 0) this.multi.log(`${printable(text)}\n`);
    else this.terminal.tell(text);
  }

  stop(): void {
    this.multi?.stop();
  }
}

import cliProgress from 'cli-progress';
import { binarySize, type Progress } from '../../platform/core/index.js';
import { printable } from './table.js';
import type { Terminal } from './terminal.js';

/** Without a terminal, progress is printed at each quarter. */
const PRINTED_EVERY = 0.25;

/** A progress bar for each PC on a terminal, otherwise plain lines. */
export class ProgressBars {
  private readonly multi?: cliProgress.MultiBar;
  private readonly bars = new Map<string, { bar: cliProgress.SingleBar; title: string }>();
  private readonly printed = new Map<string, number>();

  constructor(private readonly terminal: Terminal) {
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
    const amount = this.amountOf(progress);
    if (!this.multi) return this.printSometimes(key, title, progress, amount);
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
    this.printed.delete(key);
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

  private printSometimes(key: string, title: string, progress: Progress, amount: string): void {
    const share = progress.total > 0 ? progress.done / progress.total : 0;
    const step = Math.floor(share / PRINTED_EVERY);
    if ((this.printed.get(key) ?? 0) >= step) return;
    this.printed.set(key, step);
    this.terminal.tell(`    ${Math.floor(share * 100)} %  ${title}  ${amount}`);
  }

  private amountOf({ done, total, unit }: Progress): string {
    if (unit !== 'bytes') return `${done} / ${total}`;
    return `${this.terminal.say(binarySize(done))} / ${this.terminal.say(binarySize(total))}`;
  }
}

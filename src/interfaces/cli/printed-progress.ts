import { binarySize, type Progress } from '../../platform/core/index.js';
import type { Terminal } from './terminal.js';

/** Progress is printed at each quarter. */
const EVERY = 0.25;

/** Progress as plain lines, where there is no terminal to redraw. */
export class PrintedProgress {
  private readonly printed = new Map<string, number>();

  constructor(private readonly terminal: Terminal) {}

  show(key: string, title: string, progress: Progress): void {
    const share = progress.total > 0 ? progress.done / progress.total : 0;
    const step = Math.floor(share / EVERY);
    if ((this.printed.get(key) ?? 0) >= step) return;
    this.printed.set(key, step);
    this.terminal.tell(`    ${Math.floor(share * 100)} %  ${title}  ${amountOf(progress, this.terminal)}`);
  }

  forget(key: string): void {
    this.printed.delete(key);
  }
}

/** `1.2 GiB / 4.0 GiB`, `3 / 12`. */
export function amountOf({ done, total, unit }: Progress, terminal: Terminal): string {
  if (unit !== 'bytes') return `${done} / ${total}`;
  return `${terminal.say(binarySize(done))} / ${terminal.say(binarySize(total))}`;
}

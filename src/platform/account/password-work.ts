import { Injectable } from '@nestjs/common';
import { BusyError } from './access-errors.js';

/** Hashing takes a thread of libuv's pool, of four, and 32 MiB: the other threads serve files meanwhile. */
const AT_ONCE = 2;
/** Some five seconds of work: whoever would wait longer is told to come again. */
const WAITING = 40;

/** Passwords are looked at a few at a time, in the order in which they came. */
@Injectable()
export class PasswordWork {
  private running = 0;
  private readonly line: (() => void)[] = [];

  /** Runs `work` when its turn comes. Rejects with BusyError at once when too many wait. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.turn();
    try {
      return await work();
    } finally {
      const next = this.line.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  private async turn(): Promise<void> {
    if (this.running < AT_ONCE) {
      this.running += 1;
      return;
    }
    if (this.line.length >= WAITING) throw new BusyError();
    await new Promise<void>((resolve) => this.line.push(resolve));
  }
}

import { Injectable } from '@nestjs/common';
import { BusyError } from './access-errors.js';

/** Hashing uses one of the four threads of libuv's pool and 32 MiB; the other threads serve files. */
const AT_ONCE = 2;
/** About five seconds of work; more is refused. */
const WAITING = 40;

/** Limits how many passwords are hashed at the same time; the others wait in a queue. */
@Injectable()
export class PasswordWork {
  private running = 0;
  private readonly line: (() => void)[] = [];

  /** Runs `work` after those that wait. Rejects with BusyError when the queue is full. */
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

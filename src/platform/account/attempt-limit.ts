import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyAttemptsError } from './access-errors.js';

/** Limits the attempts for each key within a time window. In memory: each server counts separately. */
export class AttemptLimit {
  private readonly limiter: RateLimiterMemory;

  constructor(points: number, windowSeconds: number) {
    this.limiter = new RateLimiterMemory({ points, duration: windowSeconds });
  }

  /** Counts an attempt. Throws TooManyAttemptsError when there were too many. */
  async consume(key: string): Promise<void> {
    try {
      await this.limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new TooManyAttemptsError(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    }
  }

  /** Counts an attempt; false when there were too many. */
  async allows(key: string): Promise<boolean> {
    try {
      await this.consume(key);
      return true;
    } catch (error) {
      if (error instanceof TooManyAttemptsError) return false;
      throw error;
    }
  }

  /** Uncounts one attempt. */
  async giveBack(key: string): Promise<void> {
    await this.limiter.reward(key);
  }

  /** Resets a counter. */
  async forget(key: string): Promise<void> {
    await this.limiter.delete(key);
  }
}

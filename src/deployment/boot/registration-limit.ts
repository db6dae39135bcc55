import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyAttemptsError } from '../../platform/account/index.js';

/**
 * New PCs that one address may announce. A workshop behind a relay has one address and powers some fifty PCs on at once;
 * one more PC every three seconds is faster than people unpack them. A PC that is refused asks again by itself.
 */
export const REGISTRATIONS = { burst: 60, windowSeconds: 180 } as const;

/** Counts the PCs that nobody knows, by address. In memory, so that each server counts its own. */
@Injectable()
export class RegistrationLimit {
  private readonly limiter = new RateLimiterMemory({
    points: REGISTRATIONS.burst,
    duration: REGISTRATIONS.windowSeconds,
  });

  /** Rejects with TooManyAttemptsError. */
  async consume(address: string): Promise<void> {
    try {
      await this.limiter.consume(address);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new TooManyAttemptsError(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
    }
  }
}

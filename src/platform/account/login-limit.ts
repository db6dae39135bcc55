import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyAttemptsError } from './access-errors.js';

const WINDOW_SECONDS = 15 * 60;

/** Failed logins that are looked at within a quarter of an hour, on one server. */
export const LOGIN_LIMITS = {
  /** One name from one address. */
  pair: 5,
  /** All names from one address: more than `pair`, since a workshop may stand behind one address. */
  address: 30,
  /** One name from all addresses: more than `address`, so that no single address can lock a name out. */
  name: 60,
} as const;

/** Counts logins by name and by address; a success gives its own attempt back. In memory, so each server counts its own. */
@Injectable()
export class LoginLimit {
  private readonly pairs = limiter(LOGIN_LIMITS.pair);
  private readonly addresses = limiter(LOGIN_LIMITS.address);
  private readonly names = limiter(LOGIN_LIMITS.name);

  /**
   * Counts an attempt before it is looked at, so that many at once cannot slip by. Rejects with
   * TooManyAttemptsError.
   */
  async attempt(name: string, address: string): Promise<void> {
    await consume(this.pairs, `${address} ${name}`);
    await consume(this.addresses, address);
    await consume(this.names, name);
  }

  /** The attempt was a good login. */
  async succeeded(name: string, address: string): Promise<void> {
    await this.pairs.delete(`${address} ${name}`);
    await this.addresses.reward(address);
    await this.names.reward(name);
  }
}

function limiter(points: number): RateLimiterMemory {
  return new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
}

async function consume(limit: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limit.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new TooManyAttemptsError(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
  }
}

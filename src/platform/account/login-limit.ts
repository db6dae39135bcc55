import { Injectable } from '@nestjs/common';
import { AttemptLimit } from './attempt-limit.js';

const WINDOW_SECONDS = 15 * 60;

/** Failed logins allowed within 15 minutes, on each server. */
const LOGIN_LIMITS = {
  /** One name from one address. */
  pair: 5,
  /** All names from one address: more than `pair`, since a workshop may share one address. */
  address: 30,
  /** One name from all addresses: more than `address`, so that no single address can lock a name out. */
  name: 60,
} as const;

/** Counts logins by name and by address; a success is not counted. */
@Injectable()
export class LoginLimit {
  private readonly pairs = new AttemptLimit(LOGIN_LIMITS.pair, WINDOW_SECONDS);
  private readonly addresses = new AttemptLimit(LOGIN_LIMITS.address, WINDOW_SECONDS);
  private readonly names = new AttemptLimit(LOGIN_LIMITS.name, WINDOW_SECONDS);

  /**
   * Counts an attempt before it is checked, so that parallel attempts count. Throws TooManyAttemptsError.
   *
   * The address comes first: beyond its limit nothing is kept of the names that it makes up, which would fill the
   * memory. An attempt that is refused for its name does not count against the address, which others share.
   */
  async attempt(name: string, address: string): Promise<void> {
    await this.addresses.consume(address);
    try {
      await this.pairs.consume(`${address} ${name}`);
    } catch (refusal) {
      await this.addresses.giveBack(address);
      throw refusal;
    }
    await this.names.consume(name);
  }

  /** Uncounts a successful login. */
  async succeeded(name: string, address: string): Promise<void> {
    await this.pairs.forget(`${address} ${name}`);
    await this.addresses.giveBack(address);
    await this.names.giveBack(name);
  }
}

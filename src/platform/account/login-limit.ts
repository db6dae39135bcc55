import { Injectable } from '@nestjs/common';
import { AttemptLimit } from './attempt-limit.js';

const WINDOW_SECONDS = 15 * 60;

/** Failed logins that are looked at within a quarter of an hour, on one server. */
const LOGIN_LIMITS = {
  /** One name from one address. */
  pair: 5,
  /** All names from one address: more than `pair`, since a workshop may stand behind one address. */
  address: 30,
  /** One name from all addresses: more than `address`, so that no single address can lock a name out. */
  name: 60,
} as const;

/** Counts logins by name and by address; a success gives its own attempt back. */
@Injectable()
export class LoginLimit {
  private readonly pairs = new AttemptLimit(LOGIN_LIMITS.pair, WINDOW_SECONDS);
  private readonly addresses = new AttemptLimit(LOGIN_LIMITS.address, WINDOW_SECONDS);
  private readonly names = new AttemptLimit(LOGIN_LIMITS.name, WINDOW_SECONDS);

  /**
   * Counts an attempt before it is looked at, so that many at once cannot slip by. Rejects with
   * TooManyAttemptsError.
   */
  async attempt(name: string, address: string): Promise<void> {
    await this.pairs.consume(`${address} ${name}`);
    await this.addresses.consume(address);
    await this.names.consume(name);
  }

  /** The attempt was a good login. */
  async succeeded(name: string, address: string): Promise<void> {
    await this.pairs.forget(`${address} ${name}`);
    await this.addresses.giveBack(address);
    await this.names.giveBack(name);
  }
}

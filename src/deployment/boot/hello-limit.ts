import { Injectable } from '@nestjs/common';
import { AttemptLimit } from '../../platform/account/index.js';

/**
 * New PCs that one address may announce. A workshop behind a relay has one address and powers some fifty PCs on at once;
 * one more PC every three seconds is faster than people unpack them.
 */
const UNKNOWN = { burst: 60, windowSeconds: 180 };

/**
 * Boots of one machine that are taken. A PC that is switched off and on again takes half a minute at least. From one
 * address fewer than in all, so that no single address can shut a machine out.
 */
const KNOWN = { fromOneAddress: 20, inAll: 60, windowSeconds: 600 };

/** Bounds the sessions that PCs open. One that is refused asks again by itself, with the same ticket. */
@Injectable()
export class HelloLimit {
  private readonly unknown = new AttemptLimit(UNKNOWN.burst, UNKNOWN.windowSeconds);
  private readonly pairs = new AttemptLimit(KNOWN.fromOneAddress, KNOWN.windowSeconds);
  private readonly machines = new AttemptLimit(KNOWN.inAll, KNOWN.windowSeconds);

  /** Counts a hello of a machine, or of a PC that nobody knows. Rejects with TooManyAttemptsError. */
  async consume(machineId: string | undefined, address: string): Promise<void> {
    if (machineId === undefined) return this.unknown.consume(address);
    await this.pairs.consume(`${machineId} ${address}`);
    await this.machines.consume(machineId);
  }
}

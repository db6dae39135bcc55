import { Injectable } from '@nestjs/common';
import { AttemptLimit } from '../../platform/account/index.js';

/**
 * Unknown PCs from one address. A workshop behind a relay has one address and may start fifty PCs at once; one more
 * PC every three seconds is faster than people unpack them.
 */
const UNKNOWN = { burst: 60, windowSeconds: 180 };

/**
 * Boots of one machine. A restart takes half a minute at least. The limit from one address is lower than in total, so
 * that a single address cannot lock a machine out.
 */
const KNOWN = { fromOneAddress: 20, inAll: 60, windowSeconds: 600 };

/** Limits the sessions that PCs open. A refused PC retries with the same ticket. */
@Injectable()
export class HelloLimit {
  private readonly unknown = new AttemptLimit(UNKNOWN.burst, UNKNOWN.windowSeconds);
  private readonly pairs = new AttemptLimit(KNOWN.fromOneAddress, KNOWN.windowSeconds);
  private readonly machines = new AttemptLimit(KNOWN.inAll, KNOWN.windowSeconds);

  /** Counts a hello of a machine or of an unknown PC. Throws TooManyAttemptsError. */
  async consume(machineId: string | undefined, address: string): Promise<void> {
    if (machineId === undefined) return this.unknown.consume(address);
    await this.pairs.consume(`${machineId} ${address}`);
    await this.machines.consume(machineId);
  }
}

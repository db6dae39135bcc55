import type { ClosedNetworks } from '../../../park/machine/index.js';
import { TicketError } from '../../../platform/vault/index.js';
import type { Deployment } from '../deployment.entity.js';

/** A closed network proves only the PCs that are on it, and as long as it is closed. Throws TicketError. */
export async function mustBeWhereProven(
  networks: ClosedNetworks,
  { facts }: Deployment,
  address: string,
): Promise<void> {
  if (facts.identity?.kind !== 'closed-network') return;
  if ((await networks.proofAt(address)) === undefined) throw new TicketError('unconfirmed');
}

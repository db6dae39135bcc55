import type { EntityManager } from 'typeorm';
import { ConflictError, isActive } from '../../../platform/core/index.js';
import { TicketError } from '../../../platform/vault/index.js';
import type { Deployment } from '../deployment.entity.js';
import type { DeploymentStore } from '../deployment.store.js';
import { orderOf } from '../order.js';
import type { WindowsBoot } from './windows-boot.entity.js';

/**
 * The deployment of a first boot, locked. A deployment that failed may be retried: the PC asks again. One that is over,
 * or was armed anew, hears nothing: TicketError.
 */
export async function mustBeUnderWay(
  orders: DeploymentStore,
  manager: EntityManager,
  { deploymentId, orderKey }: WindowsBoot,
): Promise<Deployment> {
  const deployment = await orders.lock(manager, deploymentId);
  if (deployment === null || orderOf(deployment) !== orderKey || deployment.state === 'cancelled')
    throw new TicketError('ended');
  if (!isActive(deployment.state)) throw notUnderWay();
  return deployment;
}

function notUnderWay(): ConflictError {
  return new ConflictError(
    { fr: 'ce déploiement n’est pas en cours', en: 'this deployment is not under way' },
    { remedy: { fr: 'Reprenez-le : le PC rappelle.', en: 'Retry it: the PC calls again.' } },
  );
}

import { Injectable } from '@nestjs/common';
import { actorOf, Audit, type KnownAccount } from '../../platform/account/index.js';
import { Reservations } from '../recette/index.js';
import { Deployments } from './deployments.service.js';

/** Accepts the reservations of a deployment. After the last one the deployment continues. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly deployments: Deployments,
    private readonly reservations: Reservations,
    private readonly audit: Audit,
  ) {}

  /** Accepts one under the account's name. Rejects with NotFoundError when there is no such reservation. */
  async accept(deploymentId: string, reservation: string, account: KnownAccount): Promise<void> {
    await this.deployments.get(deploymentId);
    const { complete } = await this.reservations.accept(deploymentId, reservation, account.displayName);
    await this.audit.record({
      actor: actorOf(account),
      action: 'deployment.accept-reservation',
      subject: { kind: 'deployment', id: deploymentId },
      data: { reservation },
    });
    if (complete) await this.deployments.signalDeployment(deploymentId, 'manual-checks-answered');
  }
}

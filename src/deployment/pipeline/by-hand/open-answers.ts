import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Certificates } from '../../certificate/index.js';
import { isEnded } from '../../../platform/core/index.js';
import { Notifications } from '../../../platform/database/index.js';
import { answersClosed, ManualChecks } from '../../recette/index.js';
import { wrongState } from '../arming.js';
import { DeploymentStore } from '../deployment.store.js';
import { Deployments } from '../deployments.service.js';
import { People } from '../people.js';

/** What all acts of people on the answers of a recette share: until when they are allowed, and what follows. */
@Injectable()
export class OpenAnswers {
  constructor(
    private readonly database: DataSource,
    private readonly deployments: Deployments,
    private readonly store: DeploymentStore,
    private readonly manual: ManualChecks,
    private readonly certificates: Certificates,
    private readonly people: People,
    private readonly notifications: Notifications,
  ) {}

  /**
   * Runs the work in one transaction that holds the deployment, and announces the change. Rejects with NotFoundError for
   * an unknown deployment, and with ConflictError once the outcome is final: after a failure, answers can still be
   * corrected for the retry.
   */
  async change<T>(deploymentId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    await this.deployments.get(deploymentId);
    return this.database.transaction(async (manager) => {
      const deployment = await this.store.lock(manager, deploymentId);
      if (deployment === null) throw wrongState({ state: 'cancelled' });
      if (deployment.state === 'certified' || (await this.certificates.ofDeployment(deploymentId)))
        throw answersClosed();
      if (isEnded(deployment.state) && deployment.state !== 'failed') throw wrongState(deployment);
      if (deployment.state === 'failed') await this.manual.reopen(deploymentId, manager);
      const result = await work(manager);
      await this.notifications.publish('deployment', deploymentId, manager);
      return result;
    });
  }

  /**
   * The deployment continues when people have done what its recette waits for. Asked after the commit: of two last
   * answers at once, one at least sees that none is left open.
   */
  async goOn(deploymentId: string): Promise<void> {
    const open = await this.manual.pending(deploymentId);
    if (open.length > 0) return;
    const { plan } = await this.deployments.get(deploymentId);
    const missing = await this.people.missingSignatures(deploymentId, plan);
    const byAccount = plan?.purpose === 'deploy' && plan.profile.document.recette?.reservations === 'account';
    // With reservations to accept, the recette runs first: it writes them out of the answers.
    if (missing.length > 0 && !byAccount) return;
    await this.deployments.signalDeployment(deploymentId, 'manual-checks-answered');
  }
}

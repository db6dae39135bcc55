import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Audit, type Actor } from '../../platform/account/index.js';
import { ACTIVE_STATES, isActive } from '../../platform/core/index.js';
import { noSuchDeployment, wrongState } from './arming.js';
import { NO_LOCAL_BOOT } from './deployment.entity.js';
import { DeploymentStore } from './deployment.store.js';
import { Progression } from './progression.js';

/**
 * Sends the network boots of a PC to its own disk while its deployment stays as it is, and takes that back. It holds until
 * it is taken back, or the deployment is disarmed or retried: the boot decision itself changes nothing.
 */
@Injectable()
export class LocalBoots {
  constructor(
    private readonly database: DataSource,
    private readonly deployments: DeploymentStore,
    private readonly progression: Progression,
    private readonly audit: Audit,
  ) {}

  /** Does nothing when it is so already. Rejects with ConflictError unless the deployment is active. */
  async set(id: string, isLocal: boolean, actor: Actor): Promise<void> {
    await this.database.transaction(async (manager) => {
      const deployment = await this.deployments.lock(manager, id);
      if (deployment === null) throw noSuchDeployment(id);
      if (!isActive(deployment.state)) throw wrongState(deployment);
      if ((deployment.localBootAt !== null) === isLocal) return;
      const change = isLocal ? { localBootAt: new Date(), localBootBy: actor.name } : NO_LOCAL_BOOT;
      await this.deployments.move(manager, id, ACTIVE_STATES, change);
      const action = isLocal ? 'deployment.local-boot' : 'deployment.network-boot';
      await this.audit.record({ actor, action, subject: { kind: 'deployment', id } }, manager);
    });
    this.progression.changed(id);
  }
}

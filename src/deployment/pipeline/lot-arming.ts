import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/account/index.js';
import { ConflictError } from '../../platform/core/index.js';
import { Arming, nothingToArm } from './arming.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentStore } from './deployment.store.js';
import type { Erasure } from './erasure.js';
import { Lots } from './lot/lots.service.js';

/** Arming and its opposites for a whole lot. Each rejects with NotFoundError when there is no such lot. */
@Injectable()
export class LotArming {
  constructor(
    private readonly lots: Lots,
    private readonly store: DeploymentStore,
    private readonly arming: Arming,
  ) {}

  /** What would be erased on each PC of the lot that is not armed yet. */
  async preview(lotId: string): Promise<Erasure[]> {
    return this.arming.preview(await this.planned(lotId));
  }

  /** Arms the planned deployments of the lot, or those of them that are named: all of them or none. */
  async arm(lotId: string, actor: Actor, ids?: string[]): Promise<Erasure[]> {
    return this.arming.arm(await this.planned(lotId, ids), actor);
  }

  /** Takes back the arming of every deployment whose PC has not begun. */
  async disarm(lotId: string, actor: Actor): Promise<void> {
    await this.lots.get(lotId);
    await this.arming.disarmLot(lotId, actor);
  }

  /** Ends every deployment that has not ended, wherever it is. */
  async cancel(lotId: string, actor: Actor): Promise<void> {
    await this.lots.get(lotId);
    await this.arming.cancelLot(lotId, actor);
  }

  private async planned(lotId: string, ids?: string[]): Promise<Deployment[]> {
    await this.lots.get(lotId);
    const found = await this.store.ofLot(lotId, ids === undefined ? { state: 'planned' } : { ids });
    if (found.length === 0 && ids === undefined) throw nothingToArm();
    if (ids === undefined || found.length === new Set(ids).size) return found;
    throw new ConflictError({
      fr: 'un de ces déploiements n’est pas dans ce lot',
      en: 'one of these deployments is not in this lot',
    });
  }
}

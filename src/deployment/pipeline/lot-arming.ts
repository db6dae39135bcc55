import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/account/index.js';
import { ConflictError, isEnded } from '../../platform/core/index.js';
import { Arming, nothingToArm, type Erasure } from './arming.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentStore } from './deployment.store.js';
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
    const armed = (await this.ofLot(lotId)).filter(({ state }) => state === 'armed');
    for (const { id } of armed) await this.arming.disarm(id, actor).catch(unlessMovedOn);
  }

  /** Ends every deployment that has not ended, wherever it is. */
  async cancel(lotId: string, actor: Actor): Promise<void> {
    const open = (await this.ofLot(lotId)).filter(({ state }) => !isEnded(state));
    for (const { id } of open) await this.arming.cancel(id, actor).catch(unlessMovedOn);
  }

  private async ofLot(lotId: string): Promise<Deployment[]> {
    await this.lots.get(lotId);
    return this.store.ofLot(lotId);
  }

  private async planned(lotId: string, ids?: string[]): Promise<Deployment[]> {
    const all = await this.ofLot(lotId);
    const found = all.filter(({ id, state }) => (ids === undefined ? state === 'planned' : ids.includes(id)));
    if (found.length === 0 && ids === undefined) throw nothingToArm();
    if (ids === undefined || found.length === new Set(ids).size) return found;
    throw new ConflictError({
      fr: 'un de ces déploiements n’est pas dans ce lot',
      en: 'one of these deployments is not in this lot',
    });
  }
}

/** A deployment that began or ended meanwhile is not what was asked for; the others are. */
function unlessMovedOn(error: unknown): void {
  if (!(error instanceof ConflictError)) throw error;
}

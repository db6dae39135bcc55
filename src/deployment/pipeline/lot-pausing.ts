import { Injectable } from '@nestjs/common';
import { Audit, type Actor } from '../../platform/account/index.js';
import { ConflictError } from '../../platform/core/index.js';
import { Notifications } from '../../platform/database/index.js';
import { DeploymentStore } from './deployment.store.js';
import { LotStore } from './lot/lot.store.js';
import { Lots } from './lot/lots.service.js';
import { Progression } from './progression.js';
import { StandingStepStore } from './standing-step.store.js';
import type { Due } from './step.store.js';

/** Pauses lots: a step that runs comes to its end, and none begins until the pause ends. */
@Injectable()
export class LotPausing {
  constructor(
    private readonly lots: Lots,
    private readonly store: LotStore,
    private readonly deployments: DeploymentStore,
    private readonly steps: StandingStepStore,
    private readonly progression: Progression,
    private readonly notifications: Notifications,
    private readonly audit: Audit,
  ) {}

  /** Does nothing to a lot that is paused already. Rejects with NotFoundError, or ConflictError when the lot has ended. */
  async pause(lotId: string, actor: Actor): Promise<void> {
    if ((await this.lots.get(lotId)).ended) throw hasEnded();
    await this.change(lotId, actor, actor.name);
  }

  /** The steps that are due begin at once; what waits has as much time left as when the pause began. */
  async resume(lotId: string, actor: Actor): Promise<void> {
    for (const due of await this.change(lotId, actor, null)) await this.progression.enqueue(due);
  }

  private async change(lotId: string, actor: Actor, by: string | null): Promise<Due[]> {
    const { hasChanged, due } = await this.store.changing(async (manager) => {
      const before = await this.store.pause(manager, lotId, by);
      if (before === false) return { hasChanged: false, due: [] };
      const action = by === null ? 'lot.resume' : 'lot.pause';
      await this.audit.record({ actor, action, subject: { kind: 'lot', id: lotId } }, manager);
      await this.notifications.publish('lot', lotId, manager);
      const due = before === true ? [] : await this.steps.resume(manager, lotId, before);
      return { hasChanged: true, due };
    });
    if (hasChanged) this.progression.changed((await this.deployments.ofLot(lotId)).map(({ id }) => id));
    return due;
  }
}

function hasEnded(): ConflictError {
  return new ConflictError({
    fr: 'ce lot est terminé : il n’y a plus rien à mettre en pause',
    en: 'this lot has ended: there is nothing left to pause',
  });
}

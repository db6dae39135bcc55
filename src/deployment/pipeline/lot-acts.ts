import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/account/index.js';
import { EtabliError, oneAfterAnother, type Bilingual } from '../../platform/core/index.js';
import { Arming } from './arming.js';
import type { Deployment } from './deployment.entity.js';
import { DeploymentStore } from './deployment.store.js';
import { Deployments } from './deployments.service.js';
import { Lots } from './lot/lots.service.js';

/** What was done with one PC of several, or why not. */
export interface ActVerdict {
  deploymentId: string;
  name: string;
  isDone: boolean;
  text: Bilingual;
}

/** An act that changes one deployment at a time. */
export type DeploymentAct = 'disarm' | 'cancel' | 'retry';

const DONE: Record<DeploymentAct, Bilingual> = {
  disarm: { fr: 'désarmé', en: 'disarmed' },
  cancel: { fr: 'annulé', en: 'cancelled' },
  retry: { fr: 'repris à l’étape en échec', en: 'retried from the failed step' },
};

const NOT_HERE: Bilingual = { fr: 'ce PC n’est pas dans ce lot', en: 'this PC is not in this lot' };

/** One act on several PCs of a lot. Each is done or refused for itself, in a transaction of its own. */
@Injectable()
export class LotActs {
  constructor(
    private readonly lots: Lots,
    private readonly store: DeploymentStore,
    private readonly arming: Arming,
    private readonly deployments: Deployments,
  ) {}

  /** A verdict for each of the deployments, in their order. Rejects with NotFoundError when there is no such lot. */
  async act(lotId: string, act: DeploymentAct, ids: string[], actor: Actor): Promise<ActVerdict[]> {
    const found = await this.named(lotId, ids);
    return oneAfterAnother(found, async ({ id, deployment }) =>
      deployment === undefined ? missing(id) : this.one(deployment, act, actor),
    );
  }

  /** Retries every deployment of the lot that failed and was not closed. */
  async retryFailed(lotId: string, actor: Actor): Promise<ActVerdict[]> {
    await this.lots.get(lotId);
    const failed = await this.store.ofLot(lotId, { state: 'failed' });
    const open = failed.filter(({ closedAt }) => closedAt === null).map(({ id }) => id);
    return open.length === 0 ? [] : this.act(lotId, 'retry', open, actor);
  }

  /** The deployments of the lot with these ids; undefined for an id of another lot. */
  async named(lotId: string, ids: string[]): Promise<{ id: string; deployment?: Deployment }[]> {
    await this.lots.get(lotId);
    const unique = [...new Set(ids)];
    const found = await this.store.ofLot(lotId, { ids: unique });
    const byId = new Map(found.map((deployment) => [deployment.id, deployment]));
    return unique.map((id) => ({ id, deployment: byId.get(id) }));
  }

  private async one(deployment: Deployment, act: DeploymentAct, actor: Actor): Promise<ActVerdict> {
    const { id } = deployment;
    const named = { deploymentId: id, name: nameOf(deployment) };
    try {
      if (act === 'retry') await this.deployments.retry(id, 'failed-step', actor);
      else await this.arming[act](id, actor);
      return { ...named, isDone: true, text: DONE[act] };
    } catch (error) {
      if (!(error instanceof EtabliError)) throw error;
      return { ...named, isDone: false, text: error.text };
    }
  }
}

/** The verdict on an id that no PC of the lot has. */
export function missing(id: string): ActVerdict {
  return { deploymentId: id, name: id, isDone: false, text: NOT_HERE };
}

/** What a PC is called in lists. */
export function nameOf({ facts, hostname, serial, mac, id }: Deployment): string {
  return facts.hostname ?? hostname ?? serial ?? mac ?? id;
}

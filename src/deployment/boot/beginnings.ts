import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Audit, SYSTEM } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { DeploymentStore, nameOf } from '../pipeline/index.js';
import { Wakes } from './wakes.js';

const INTERVAL_MS = 5_000;
/** Between two PCs: all at once would trip a circuit breaker. */
const BETWEEN_MS = 500;

const log = logger('boot');

/**
 * Wakes the armed PCs of lots whose date to begin has come. Each PC is recorded as woken before its packet is sent, so
 * that two servers, or one that was restarted meanwhile, never wake it twice.
 */
@Injectable()
export class Beginnings implements OnApplicationBootstrap, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private isOver = false;

  constructor(
    private readonly deployments: DeploymentStore,
    private readonly wakes: Wakes,
    private readonly audit: Audit,
  ) {}

  onApplicationBootstrap(): void {
    const round = (): void => {
      this.once()
        .catch((error: unknown) => log.warn({ err: error }, 'PCs of a lot that is due could not be woken'))
        .finally(() => {
          if (!this.isOver) this.timer = setTimeout(round, INTERVAL_MS).unref();
        });
    };
    this.timer = setTimeout(round, INTERVAL_MS).unref();
  }

  onModuleDestroy(): void {
    this.isOver = true;
    clearTimeout(this.timer);
  }

  /** Wakes every PC that is due now. @returns how many */
  async once(): Promise<number> {
    let woken = 0;
    while (!this.isOver) {
      const deployment = await this.deployments.claimWaking();
      if (deployment === undefined) return woken;
      const mac = await this.wakes.macOf(deployment);
      if (mac === undefined) continue;
      try {
        await this.wakes.send([mac]);
      } catch (error) {
        // Nothing was sent: it is due again.
        await this.deployments.giveBackWaking(deployment.id);
        throw error;
      }
      woken += 1;
      const subject = { kind: 'deployment', id: deployment.id };
      await this.audit.record({ actor: SYSTEM, action: 'deployment.wake', subject, data: { mac } });
      log.info({ deployment: deployment.id, pc: nameOf(deployment) }, 'a PC was woken: its lot begins');
      await pause(BETWEEN_MS);
    }
    return woken;
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Evidence } from '../../../../platform/core/index.js';
import { DeploymentStore } from '../../deployment.store.js';
import { MachineUnreachableError } from '../../remotes.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** Sends the machine to its own disk: the boot target first, so that a network boot from now on leads there too. */
@Injectable()
export class Restart implements Step<'deploy'> {
  readonly name = 'restart';
  readonly title = { fr: 'Redémarrage sur le disque', en: 'Restart from the disk' };
  readonly queue = 'control';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = 3 * 60_000;

  constructor(
    private readonly database: DataSource,
    private readonly deployments: DeploymentStore,
  ) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    await this.deployments.move(this.database.manager, context.deploymentId, ['running'], {
      bootTarget: 'disk',
    });
    try {
      return done(await context.agent<Evidence>('restart', {}));
    } catch (error) {
      if (!(error instanceof MachineUnreachableError)) throw error;
      // It restarts, or was switched off. It boots its disk next, which the next step measures.
      return done({ leaving: null, silent: true });
    }
  }
}

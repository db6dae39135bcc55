import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { UserDataRetention } from '../../park/userdata/index.js';
import { type JobHandler, StepQueues } from '../../platform/queue/index.js';
import { KeptRemotes } from './kept-remotes.js';
import { Runner } from './runner.js';
import { Sweep } from './sweep.js';

/** Takes steps from both queues and sweeps, until it is stopped. Any number of workers may run. */
@Injectable()
export class DeploymentWorker {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly queues: StepQueues,
    private readonly runner: Runner,
    private readonly sweep: Sweep,
    private readonly keptRemotes: KeptRemotes,
    private readonly userDataRetention: UserDataRetention,
  ) {}

  async start(): Promise<void> {
    const take: JobHandler = (job, signal) => this.runner.take(job, signal);
    await Promise.all([
      this.queues.consume('imaging', this.config.imagingConcurrency, take),
      this.queues.consume('control', this.config.controlConcurrency, take),
    ]);
    this.sweep.start();
    this.userDataRetention.start();
  }

  /** Running steps are put back into the queue at once: another worker takes them, or this one after its next start. */
  async stop(): Promise<void> {
    this.sweep.stop();
    this.userDataRetention.stop();
    await this.queues.stop();
    await this.keptRemotes.close();
  }
}

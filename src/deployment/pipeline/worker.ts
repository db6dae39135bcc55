import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { logger, type Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { UserDataRetention } from '../../park/userdata/index.js';
import { type JobHandler, StepQueues } from '../../platform/queue/index.js';
import { Addresses } from './addresses.js';
import { HostAddressStore } from './host-address.store.js';
import { KeptRemotes } from './kept-remotes.js';
import { Runner } from './runner.js';
import { Sweep } from './sweep.js';

const DAY_MS = 86_400_000;

const log = logger('deployment');

/** Takes steps from both queues and sweeps, until it is stopped. Any number of workers may run. */
@Injectable()
export class DeploymentWorker {
  private recording?: NodeJS.Timeout;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly queues: StepQueues,
    private readonly runner: Runner,
    private readonly sweep: Sweep,
    private readonly keptRemotes: KeptRemotes,
    private readonly userDataRetention: UserDataRetention,
    private readonly addresses: Addresses,
    private readonly hosts: HostAddressStore,
  ) {}

  async start(): Promise<void> {
    await this.recordAddresses();
    this.recording = setInterval(() => void this.recordAddresses(), DAY_MS).unref();
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
    clearInterval(this.recording);
    this.sweep.stop();
    this.userDataRetention.stop();
    await this.queues.stop();
    await this.keptRemotes.close();
  }

  /** For the firewalls of PCs. A database that is away for a moment keeps no worker from starting. */
  private async recordAddresses(): Promise<void> {
    try {
      await this.hosts.record(hostname(), this.addresses.own());
    } catch (error) {
      log.warn({ err: error }, 'the addresses of this host were not recorded');
    }
  }
}

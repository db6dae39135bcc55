import { Inject, Injectable } from '@nestjs/common';
import { type Config, release } from '../../platform/config/index.js';
import { QUEUES, within, type QueueName } from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { StepQueues } from '../../platform/queue/index.js';
import { Backups, type BackupsState } from './backups.js';
import { environmentState, type EnvironmentState } from './environment-state.js';
import { InstallationStore, type QueueRow } from './installation.store.js';
import { storageState, type StorageState } from './storage.js';

/** A walk over a large data directory is not repeated for every reading. */
const STORAGE_KEPT_MS = 60_000;
const ANSWER_MS = 3_000;

export interface QueueState extends QueueRow {
  /** Processes that take jobs of it; undefined when the queue did not answer. */
  workers?: number;
}

export interface InstallationState {
  version: string;
  environment?: EnvironmentState;
  storage: StorageState & { at: Date };
  queues: QueueState[];
  backups: BackupsState;
}

/** How this installation is: what PCs boot, what fills the disk, what the queues do, when it was backed up. */
@Injectable()
export class Installation {
  private storage?: Promise<StorageState & { at: Date }>;
  private storageAt = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: InstallationStore,
    private readonly stepQueues: StepQueues,
    private readonly backups: Backups,
  ) {}

  async state(): Promise<InstallationState> {
    const [environment, storage, queues, backups] = await Promise.all([
      environmentState(this.config),
      this.storageState(),
      this.queues(),
      this.backups.state(),
    ]);
    return { version: release(), ...(environment && { environment }), storage, queues, backups };
  }

  private storageState(): Promise<StorageState & { at: Date }> {
    if (this.storage && Date.now() - this.storageAt < STORAGE_KEPT_MS) return this.storage;
    this.storageAt = Date.now();
    this.storage = this.measuredStorage();
    this.storage.catch(() => (this.storage = undefined));
    return this.storage;
  }

  private async measuredStorage(): Promise<StorageState & { at: Date }> {
    const state = await storageState(this.config.dataDir, await this.store.databaseBytes());
    return { ...state, at: new Date() };
  }

  private async queues(): Promise<QueueState[]> {
    const rows = await this.store.queues();
    return Promise.all(
      QUEUES.map(async (queue) => ({ ...rowOf(rows, queue), ...(await this.workers(queue)) })),
    );
  }

  private async workers(queue: QueueName): Promise<{ workers?: number }> {
    const asked = this.stepQueues.workerCount(queue).then(
      (workers) => ({ workers }),
      () => ({}),
    );
    return within(ANSWER_MS, asked, {});
  }
}

function rowOf(rows: QueueRow[], queue: QueueName): QueueRow {
  const none = { queue, queued: 0, running: 0, waiting: 0, failed: 0, oldestQueuedAt: null };
  return rows.find((row) => row.queue === queue) ?? none;
}

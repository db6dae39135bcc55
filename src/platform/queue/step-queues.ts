import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { type Config, logger } from '../config/index.js';
import type { QueueName } from '../core/index.js';
import { CONFIG, DATABASE_URL } from '../database/index.js';
import { Consumer, type JobHandler } from './consumer.js';
import { type QueueBackend, postgresBackend, redisBackend } from './queue-backend.js';
import { jobId, type StepJob } from './step-job.js';

const log = logger('queue');

/**
 * The queues that steps run through: on PostgreSQL, or on Redis when the settings name one. They
 * may lose anything: what is to be done stands in the table of steps, and a sweep gives it again.
 */
@Injectable()
export class StepQueues implements OnModuleDestroy {
  private readonly backend: QueueBackend;
  private readonly queues = new Map<QueueName, Queue<StepJob>>();
  private readonly consumers = new Set<Consumer>();

  constructor(@Inject(CONFIG) config: Pick<Config, 'redisUrl'>, @Inject(DATABASE_URL) databaseUrl: string) {
    this.backend = config.redisUrl ? redisBackend(config.redisUrl) : postgresBackend(databaseUrl);
  }

  /** Gives a job to a queue. The same step and attempt given again, before it has ended, is nothing new. */
  async add(queue: QueueName, job: StepJob): Promise<void> {
    const { deploymentId, stepId, attempt } = job;
    await this.queue(queue).add(
      'step',
      { deploymentId, stepId, attempt },
      { jobId: jobId(job), removeOnComplete: true, removeOnFail: true },
    );
  }

  /**
   * Takes jobs of a queue, `concurrency` at once, and resolves once it does. A job is done when its handler
   * ends, in whatever way; one whose process dies is given to another consumer within seconds, so a handler
   * may meet a job that was begun before.
   * @param lockMs for how long a consumer may be silent before its jobs are given to another
   */
  async consume(
    queue: QueueName,
    concurrency: number,
    handler: JobHandler,
    { lockMs = 5_000 }: { lockMs?: number } = {},
  ): Promise<Consumer> {
    const consumer = new Consumer(queue, handler, (processor) =>
      this.backend.worker(queue, processor, {
        concurrency,
        lockDuration: lockMs,
        stalledInterval: Math.ceil(lockMs / 2.5),
      }),
    );
    this.consumers.add(consumer);
    await consumer.ready();
    return consumer;
  }

  /** How many jobs of the queue wait for a consumer. */
  async depth(queue: QueueName): Promise<number> {
    return this.queue(queue).getWaitingCount();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.consumers].map((consumer) => consumer.close()));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private queue(name: QueueName): Queue<StepJob> {
    const known = this.queues.get(name);
    if (known) return known;
    const queue = this.backend.queue(name);
    queue.on('error', (error) => log.warn({ err: error, queue: name }, 'queue error'));
    this.queues.set(name, queue);
    return queue;
  }
}

import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Job, type Queue, Worker } from 'bullmq';
import { logger } from '../config/index.js';
import type { QueueName } from '../core/index.js';
import type { QueueServerOptions } from './queue-server.js';
import { jobId, type StepJob } from './step-job.js';

const log = logger('queue');

/** What the workers connect with; `QueueServerOptions`. */
export const WORKER_SERVER = Symbol('WORKER_SERVER');

/** Does a job; it should end soon once `signal` aborts, as the process stops then. */
export type JobHandler = (job: StepJob, signal: AbortSignal) => Promise<void>;

const WORKER_OPTIONS = {
  /** A job whose process died is always given to another: how often a step is tried is decided in its table. */
  maxStalledCount: 1_000_000,
  /** In seconds; an idle worker looks again then, as nothing wakes it for a job of a process that died. */
  drainDelay: 1,
  /** After the server was away. */
  runRetryDelay: 1_000,
};

/** The queues of the steps. They may lose jobs: the table of steps says what is due, and a sweep adds it again. */
@Injectable()
export class StepQueues implements OnModuleDestroy {
  private readonly queues: Record<QueueName, Queue<StepJob>>;
  private readonly workers: Worker<StepJob>[] = [];
  /** In place of BullMQ's signals: a job that its own worker gets again, after its lock was lost, loses its first one. */
  private readonly stopping = new AbortController();

  constructor(
    @InjectQueue('imaging') imaging: Queue<StepJob>,
    @InjectQueue('control') control: Queue<StepJob>,
    @Inject(WORKER_SERVER) private readonly server: QueueServerOptions,
  ) {
    this.queues = { imaging, control };
    for (const queue of [imaging, control])
      queue.on('error', (error) => log.warn({ err: error, queue: queue.name }, 'queue error'));
  }

  /** The same step and attempt added again, before it has ended, is the same job. */
  async add(queue: QueueName, job: StepJob): Promise<void> {
    const { deploymentId, stepId, attempt } = job;
    await this.queues[queue].add(
      'step',
      { deploymentId, stepId, attempt },
      { jobId: jobId(job), removeOnComplete: true, removeOnFail: true },
    );
  }

  /**
   * Takes jobs of a queue, `concurrency` at once, and resolves once it does. A job is done when its handler
   * ends, in whatever way. One whose process dies or does not answer is given to another within seconds, so two
   * handlers may have the same job: the table of steps says whose the step is.
   * @param lockMs for how long a process may not answer before its jobs are given to another
   */
  async consume(
    queue: QueueName,
    concurrency: number,
    handler: JobHandler,
    { lockMs = 5_000 }: { lockMs?: number } = {},
  ): Promise<void> {
    const take = (job: Job<StepJob>): Promise<void> => handle(job, handler, this.stopping.signal);
    // By hand, not by @Processor: the concurrency is a setting, and the server has the queues without a worker.
    const worker = new Worker<StepJob>(queue, take, {
      ...WORKER_OPTIONS,
      ...this.server,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: Math.ceil(lockMs / 2.5),
    });
    worker.on('error', (error) => log.warn({ err: error, queue }, 'queue worker error'));
    this.workers.push(worker);
    await worker.waitUntilReady();
  }

  /** How many jobs of the queue wait to be taken. */
  depth(queue: QueueName): Promise<number> {
    return this.queues[queue].getWaitingCount();
  }

  /** How many processes take jobs of the queue. */
  workerCount(queue: QueueName): Promise<number> {
    return this.queues[queue].getWorkersCount();
  }

  /** Takes no more jobs, aborts the signals of those under way, and resolves once their handlers have ended. */
  async stop(): Promise<void> {
    const closed = this.workers.map((worker) => worker.close());
    this.stopping.abort();
    await Promise.all(closed);
  }

  async onModuleDestroy(): Promise<void> {
    await this.stop();
  }
}

/** Never rejects: BullMQ would store the error's message, whatever characters are in it. */
async function handle(job: Job<StepJob>, handler: JobHandler, signal: AbortSignal): Promise<void> {
  try {
    await handler(job.data, signal);
  } catch (error) {
    log.error({ err: error, queue: job.queueName, ...job.data }, 'the handler of a job failed');
  }
}

import { createPostgresBackend, type Processor, Queue, withBackend, Worker } from 'bullmq';
import type { QueueName } from '../core/index.js';
import type { StepJob } from './step-job.js';

/** Makes BullMQ's queues and workers on one kind of server; the rest of the folder does not know which. */
export interface QueueBackend {
  queue(name: QueueName): Queue<StepJob>;
  worker(name: QueueName, processor: Processor<StepJob>, options: WorkerSettings): Worker<StepJob>;
}

export interface WorkerSettings {
  concurrency: number;
  lockDuration: number;
  stalledInterval: number;
}

const COMMON = {
  /** A job whose worker died is always taken again: how often a step may be tried is decided in its table. */
  maxStalledCount: 1_000_000,
  /** An idle worker looks again after 1 s: nothing wakes it for a job that was taken from a dead one. */
  drainDelay: 1,
  /** After the server was away. */
  runRetryDelay: 1_000,
};

/** On the database itself, in the schema `bullmq` that `migrate()` made. */
export function postgresBackend(url: string): QueueBackend {
  const bound = withBackend(createPostgresBackend);
  // keepAlive lets BullMQ notice that its LISTEN connection is dead, and wait long instead of polling.
  const connection = (max: number) => ({ connectionString: url, max, keepAlive: true });
  return {
    queue: (name) =>
      new bound.Queue<StepJob>(name, { connection: connection(2) }) as unknown as Queue<StepJob>,
    worker: (name, processor, options) =>
      new bound.Worker<StepJob>(name, processor, {
        ...COMMON,
        ...options,
        connection: connection(4),
      }) as unknown as Worker<StepJob>,
  };
}

/** On a Redis server of the site. */
export function redisBackend(url: string): QueueBackend {
  return {
    // Without Redis an order is refused at once rather than kept in memory: the sweep gives it again.
    queue: (name) =>
      new Queue<StepJob>(name, { prefix: 'etabli', connection: { url, enableOfflineQueue: false } }),
    worker: (name, processor, options) =>
      new Worker<StepJob>(name, processor, {
        ...COMMON,
        ...options,
        prefix: 'etabli',
        connection: { url, maxRetriesPerRequest: null },
      }),
  };
}

import type { Job, Processor, Worker } from 'bullmq';
import { logger } from '../config/index.js';
import type { QueueName } from '../core/index.js';
import type { StepJob } from './step-job.js';

const log = logger('queue');

/**
 * Does a job. `signal` aborts when the consumer closes, and when the job was given to another consumer
 * because this process was silent for too long: in both cases the handler should end soon.
 */
export type JobHandler = (job: StepJob, signal: AbortSignal) => Promise<void>;

/** One process's hold on a queue, until it is closed. */
export class Consumer {
  private readonly worker: Worker<StepJob>;
  private readonly underWay = new Map<string, AbortController>();
  private closing?: Promise<void>;

  constructor(
    private readonly queue: QueueName,
    private readonly handler: JobHandler,
    makeWorker: (processor: Processor<StepJob>) => Worker<StepJob>,
  ) {
    this.worker = makeWorker((job) => this.handle(job));
    this.worker.on('error', (error) => log.warn({ err: error, queue }, 'queue consumer error'));
    this.worker.on('lockRenewalFailed', (jobs) => {
      for (const id of jobs) this.underWay.get(id)?.abort(new Error('the job was given to another consumer'));
    });
  }

  async ready(): Promise<void> {
    await this.worker.waitUntilReady();
  }

  /** Takes no more jobs, aborts the signals of those under way, and resolves once their handlers have ended. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    const closed = this.worker.close();
    for (const controller of this.underWay.values()) controller.abort(new Error('the consumer is closing'));
    await closed;
  }

  /** Never rejects: BullMQ would keep the failure, and try to store its message, whatever is in it. */
  private async handle(job: Job<StepJob>): Promise<void> {
    const controller = new AbortController();
    const id = job.id ?? '';
    this.underWay.set(id, controller);
    if (this.closing) controller.abort(new Error('the consumer is closing'));
    try {
      await this.handler(job.data, controller.signal);
    } catch (error) {
      log.error({ err: error, queue: this.queue, ...job.data }, 'the handler of a job failed');
    } finally {
      if (this.underWay.get(id) === controller) this.underWay.delete(id);
    }
  }
}

export type { Consumer, JobHandler } from './consumer.js';
export { StepQueues } from './step-queues.js';
export { QueueModule } from './queue.module.js';
export type { StepJob } from './step-job.js';

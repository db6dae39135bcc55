export { QueueModule } from './queue.module.js';
export { type JobHandler, StepQueues } from './step-queues.js';
export type { StepJob } from './step-job.js';

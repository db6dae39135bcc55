export type { Consumer, JobHandler } from './consumer.js';
export { LaneQueues } from './lane-queues.js';
export { QueueModule } from './queue.module.js';
export type { StepJob } from './step-job.js';

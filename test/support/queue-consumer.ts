/**
 * A process that consumes the queue `imaging` and never finishes a job, to be killed by a test:
 * queue-consumer.ts <database url> <redis url or ''> <lock in ms>. It prints one line for each thing that happens.
 */
import { openQueues } from './queues.js';

const [databaseUrl = '', redisUrl, lockMs] = process.argv.slice(2);
const { queues } = await openQueues({ databaseUrl, redisUrl: redisUrl || undefined });
await queues.consume(
  'imaging',
  4,
  (job, signal) =>
    new Promise((resolve) => {
      console.log(`took ${job.stepId}`);
      signal.addEventListener('abort', () => {
        console.log(`aborted ${job.stepId}`);
        resolve();
      });
    }),
  { lockMs: Number(lockMs) },
);
console.log('ready');

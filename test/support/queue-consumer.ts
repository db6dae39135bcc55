/**
 * A process that consumes the queue `imaging` and finishes a job only when it stops, at SIGTERM or killed by a test:
 * queue-consumer.ts <database url> <redis url or ''> <lock in ms>. It prints one line for each thing that happens.
 * A job that it already has ends at once, as a step does whose claim is taken.
 */
import { openQueues } from './queues.js';

const [databaseUrl = '', redisUrl, lockMs] = process.argv.slice(2);
const { queues } = await openQueues({ databaseUrl, redisUrl: redisUrl || undefined });
const held = new Set<string>();
await queues.consume(
  'imaging',
  4,
  (job, signal) =>
    new Promise((resolve) => {
      console.log(`${held.has(job.stepId) ? 'took again' : 'took'} ${job.stepId}`);
      if (held.has(job.stepId)) return resolve();
      held.add(job.stepId);
      signal.addEventListener('abort', () => {
        console.log(`aborted ${job.stepId}`);
        resolve();
      });
    }),
  { lockMs: Number(lockMs) },
);
process.once('SIGTERM', () => void queues.stop().then(() => console.log('stopped')));
console.log('ready');

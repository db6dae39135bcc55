import { randomUUID } from 'node:crypto';
import type { QueueName } from '../../src/platform/core/index.js';
import type { JobHandler, StepJob, StepQueues } from '../../src/platform/queue/index.js';
import { type SourceProcess, startSource } from './process.js';
import { type OpenQueues, openQueues } from './queues.js';
import { until } from './until.js';

export interface QueueServer {
  databaseUrl: string;
  redisUrl?: string;
  stop(): Promise<void>;
}

const LOCK_MS = 1_000;
const job = (): StepJob => ({ deploymentId: randomUUID(), stepId: randomUUID(), attempt: 1 });

/** What the queues promise, whatever server they are on. */
export function describeQueue(name: string, start: () => Promise<QueueServer>): void {
  describe(`the queues on ${name}`, () => {
    let server: QueueServer;
    let open: OpenQueues;
    let queues: StepQueues;
    const processes: SourceProcess[] = [];

    beforeAll(async () => {
      server = await start();
    });
    beforeEach(async () => {
      open = await openQueues(server);
      ({ queues } = open);
    });
    afterEach(async () => {
      await open.close();
      await Promise.all(processes.map((process) => process.ended()));
    });
    afterAll(() => server.stop());

    const consume = (queue: QueueName, concurrency: number, handler: JobHandler) =>
      queues.consume(queue, concurrency, handler, { lockMs: LOCK_MS });
    const otherProcess = async () => {
      const process = startSource('queue-consumer.ts', [
        server.databaseUrl,
        server.redisUrl ?? '',
        String(LOCK_MS),
      ]);
      processes.push(process);
      await process.printed('ready');
      return process;
    };
    /** A handler that keeps what it took. */
    const taking = (taken: StepJob[]) => (given: StepJob) => {
      taken.push(given);
      return Promise.resolve();
    };

    it('gives a job to a consumer of its queue, with its ids and nothing else', async () => {
      const [imaging, control]: StepJob[][] = [[], []];
      const [one, two] = [job(), job()];
      await consume('imaging', 1, taking(imaging!));
      await consume('control', 1, taking(control!));
      await queues.add('imaging', { ...one, secret: 'hidden' } as StepJob);
      await queues.add('control', two);
      await until(() => imaging!.length > 0 && control!.length > 0);
      expect(imaging).toEqual([one]);
      expect(control).toEqual([two]);
    });

    it('takes a job given twice for one, and another attempt for another', async () => {
      const given = job();
      await queues.add('imaging', given);
      await queues.add('imaging', given);
      expect(await queues.depth('imaging')).toBe(1);
      await queues.add('imaging', { ...given, attempt: 2 });
      expect(await queues.depth('imaging')).toBe(2);
      const taken: StepJob[] = [];
      await consume('imaging', 1, taking(taken));
      await until(() => taken.length === 2);
      expect(taken.map(({ attempt }) => attempt)).toEqual([1, 2]);
    });

    it('takes a job again that is given again after it ended', async () => {
      const given = job();
      const taken: StepJob[] = [];
      await consume('imaging', 1, taking(taken));
      await queues.add('imaging', given);
      await until(() => taken.length === 1);
      await until(async () => {
        await queues.add('imaging', given);
        return taken.length > 1;
      });
      expect(taken[1]).toEqual(given);
      await until(async () => (await queues.depth('imaging')) === 0);
    });

    it('never has more under way than its concurrency', async () => {
      let underWay = 0;
      let most = 0;
      let done = 0;
      await consume('control', 3, async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((resolve) => setImmediate(resolve));
        await queues.depth('control'); // a while
        underWay -= 1;
        done += 1;
      });
      await Promise.all(Array.from({ length: 30 }, () => queues.add('control', job())));
      await until(() => done === 30);
      expect(most).toBe(3);
    });

    it('goes on after a handler that failed, whatever its words', async () => {
      const taken: StepJob[] = [];
      const [one, two] = [job(), job()];
      await consume('imaging', 1, async (given) => {
        await taking(taken)(given);
        if (given.stepId === one.stepId) throw new Error('a NUL \u0000 and half a character \ud800');
      });
      await queues.add('imaging', one);
      await queues.add('imaging', two);
      await until(() => taken.length === 2);
      expect(taken).toEqual([one, two]);
      await until(async () => (await queues.depth('imaging')) === 0);
    });

    it('aborts the handlers under way when it stops, and waits for their end', async () => {
      const seen: string[] = [];
      await consume('imaging', 1, (_job, signal) => {
        seen.push('taken');
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            setImmediate(() => {
              seen.push('ended');
              resolve();
            });
          });
        });
      });
      await queues.add('imaging', job());
      await until(() => seen.length === 1);
      await queues.stop();
      expect(seen).toEqual(['taken', 'ended']);
    });

    it('aborts a handler when it stops, also after its job was given to the same consumer again', async () => {
      let isBusy = false;
      await consume('imaging', 1, (_job, signal) => {
        isBusy = true; // it takes no other job, and gives back those of silent consumers
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
      });
      await queues.add('imaging', job());
      await until(() => isBusy);
      const other = await otherProcess();
      const given = job();
      await queues.add('imaging', given);
      await other.printed(`took ${given.stepId}`);
      other.kill('SIGSTOP');
      await until(async () => (await queues.depth('imaging')) === 1);
      other.kill('SIGCONT');
      await other.printed(`took again ${given.stepId}`);
      other.kill('SIGTERM');
      await other.printed('stopped');
      expect(other.lines).toContain(`aborted ${given.stepId}`);
    });

    it('gives the job of a consumer that was killed to another', async () => {
      const given = job();
      const first = await otherProcess();
      await queues.add('imaging', given);
      await first.printed(`took ${given.stepId}`);
      first.kill('SIGKILL');
      await first.ended();
      const taken: StepJob[] = [];
      await consume('imaging', 1, taking(taken));
      await until(() => taken.length === 1);
      expect(taken).toEqual([given]);
    });

    it('gives the job of a consumer that was silent for too long to another, and interrupts neither', async () => {
      const given = job();
      const first = await otherProcess();
      await queues.add('imaging', given);
      await first.printed(`took ${given.stepId}`);
      first.kill('SIGSTOP');
      const second = await otherProcess();
      await second.printed(`took ${given.stepId}`);
      second.kill('SIGSTOP'); // the next job is for the first
      first.kill('SIGCONT');
      const next = job();
      await queues.add('imaging', next);
      await first.printed(`took ${next.stepId}`);
      expect(first.lines).not.toContain(`aborted ${given.stepId}`);
      second.kill('SIGCONT');
      expect(second.lines).not.toContain(`aborted ${given.stepId}`);
    });
  });
}

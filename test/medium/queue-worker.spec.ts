import { randomUUID } from 'node:crypto';
import { DeploymentWorker } from '../../src/deployment/pipeline/worker.js';
import type { StepJob } from '../../src/platform/queue/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { type OpenQueues, openQueues } from '../support/queues.js';
import { until } from '../support/until.js';

describe('a worker', () => {
  const CONCURRENCY = { imagingConcurrency: 1, controlConcurrency: 3 };
  let database: FreshDatabase;
  let open: OpenQueues;
  let events: string[];
  let worker: DeploymentWorker;

  beforeEach(async () => {
    database = await freshDatabase({ upTo: '0000' });
    events = [];
    open = await openQueues({ databaseUrl: database.url });
    /** Takes a step that ends only when it is told to stop. */
    const take = (job: StepJob, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        events.push('taken');
        const putBack = () => resolve(void events.push('put back'));
        if (signal.aborted) putBack();
        signal.addEventListener('abort', putBack, { once: true });
      });
    worker = new DeploymentWorker(
      CONCURRENCY as never,
      open.queues,
      { take } as never,
      { start: () => events.push('sweeps'), stop: () => events.push('sweeps no more') } as never,
      { close: () => Promise.resolve(void events.push('connections closed')) } as never,
      { start: () => undefined, stop: () => undefined } as never,
      { own: () => ['10.0.0.1'] } as never,
      { record: () => Promise.resolve() } as never,
    );
    await worker.start();
  });
  afterEach(async () => {
    await open.close();
    await database.drop();
  });

  const job = (): StepJob => ({ deploymentId: randomUUID(), stepId: randomUUID(), attempt: 1 });
  const taken = () => events.filter((event) => event === 'taken').length;

  it('takes as many steps of each queue at once as its settings say', async () => {
    for (let added = 0; added < 3; added += 1) await open.queues.add('imaging', job());
    for (let added = 0; added < 4; added += 1) await open.queues.add('control', job());
    await until(() => taken() === 4);
    expect(await open.queues.depth('imaging')).toBe(2);
    expect(await open.queues.depth('control')).toBe(1);
    await worker.stop();
    expect(taken()).toBe(4);
  });

  it('lets every running step be put back when it stops, and closes the connections last', async () => {
    await open.queues.add('control', job());
    await open.queues.add('control', job());
    await until(() => taken() === 2);
    await worker.stop();
    expect(events).toEqual([
      'sweeps',
      'taken',
      'taken',
      'sweeps no more',
      'put back',
      'put back',
      'connections closed',
    ]);
  });
});

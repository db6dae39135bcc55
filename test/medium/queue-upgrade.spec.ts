import { randomUUID } from 'node:crypto';
import { createPostgresBackend, withBackend } from 'bullmq';
import pg from 'pg';
import { migrate } from '../../src/platform/database/index.js';
import type { StepJob } from '../../src/platform/queue/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { type OpenQueues, openQueues } from '../support/queues.js';
import { until } from '../support/until.js';

describe('an Établi whose steps had a lane, once it is upgraded', () => {
  const job: StepJob = { deploymentId: randomUUID(), stepId: randomUUID(), attempt: 1 };
  let database: FreshDatabase;
  let client: pg.Client;
  let open: OpenQueues;

  beforeAll(async () => {
    database = await freshDatabase({ upTo: '0194' });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('SET session_replication_role = replica'); // a step without its deployment
    await client.query(
      `INSERT INTO step (id, deployment_id, position, name, lane, timeout_ms, state)
       VALUES ($1, $2, 0, 'partition', 'imaging', 1000, 'queued')`,
      [job.stepId, job.deploymentId],
    );
    const { Queue } = withBackend(createPostgresBackend);
    const before = new Queue('imaging', { connection: { connectionString: database.url } });
    await before.add('step', job, { jobId: `${job.stepId}-1`, removeOnComplete: true, removeOnFail: true });
    await before.close();
    await migrate(database.url);
    open = await openQueues({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await open.close();
    await client.end();
    await database.drop();
  });

  it('keeps the queue of each step', async () => {
    expect((await client.query('SELECT id, queue FROM step')).rows).toEqual([
      { id: job.stepId, queue: 'imaging' },
    ]);
  });

  it('does the job that waited, once', async () => {
    const taken: StepJob[] = [];
    await open.queues.add('imaging', job); // as the sweep does
    await open.queues.consume('imaging', 1, (given) => Promise.resolve(void taken.push(given)));
    await until(async () => taken.length > 0 && (await open.queues.depth('imaging')) === 0);
    await open.queues.stop();
    expect(taken).toEqual([job]);
  });
});

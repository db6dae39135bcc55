import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseServer, migrate } from '../../src/platform/database/index.js';
import type { StepJob } from '../../src/platform/queue/index.js';
import { type OpenQueues, openQueues } from '../support/queues.js';
import { until } from '../support/until.js';

describe('the queues, when PostgreSQL is killed under them', () => {
  let dataDir: string;
  let server: DatabaseServer;
  let open: OpenQueues;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'etabli-recovery-'));
    chmodSync(dataDir, 0o755); // as root the server runs under another account
    server = await DatabaseServer.open({ dataDir, databaseUrl: undefined });
    await migrate(server.url);
    open = await openQueues({ databaseUrl: server.url });
  });
  afterAll(async () => {
    await open.close();
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('go on with what waited, what was under way, and what comes after', async () => {
    const { queues } = open;
    const job = (): StepJob => ({ deploymentId: randomUUID(), stepId: randomUUID(), attempt: 1 });
    const [underWay, waiting, after] = [job(), job(), job()];
    const taken: string[] = [];
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    await queues.consume('imaging', 1, async ({ stepId }) => {
      taken.push(stepId);
      if (stepId === underWay.stepId) await released;
    });
    await queues.add('imaging', underWay);
    await queues.add('imaging', waiting);
    await until(() => taken.length === 1);

    const { pid } = server;
    process.kill(pid ?? 0, 'SIGKILL');
    release();
    await until(() => server.pid !== pid);
    await until(() =>
      queues.add('imaging', after).then(
        () => true,
        () => false, // as the sweep does: given again
      ),
    );
    await until(() => taken.includes(waiting.stepId) && taken.includes(after.stepId));
    expect(new Set(taken)).toEqual(new Set([underWay.stepId, waiting.stepId, after.stepId]));
  });
});

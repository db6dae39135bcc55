import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { Accounts } from '../../src/platform/account/index.js';
import { StepQueues } from '../../src/platform/queue/index.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { until } from '../support/until.js';

let server: RunningServer;

beforeAll(async () => {
  server = await runningServer();
});
afterAll(() => server.stop());

interface Installation {
  environment?: object;
  storage: {
    freeBytes: number;
    totalBytes: number;
    databaseBytes: number;
    parts: { folder: string; bytes: number }[];
  };
  queues: { queue: string; queued: number; running: number; failed: number; workers?: number }[];
  backups: { last?: { file: string; bytes: number }; files: { name: string }[]; runningSince?: string };
}

const state = async () => (await (await server.ask('/api/installation')).json()) as Installation;
const begin = () => server.ask('/api/installation/backup', { method: 'POST' });

describe('the state of the installation', () => {
  it('says what fills the disk, and that there is no environment and no backup', async () => {
    await mkdir(join(server.config.dataDir, 'payloads'), { recursive: true });
    await writeFile(join(server.config.dataDir, 'payloads', 'f'.repeat(64)), Buffer.alloc(300_000, 1));
    const { environment, storage, backups } = await state();
    expect(environment).toBeUndefined();
    expect(storage.freeBytes).toBeLessThan(storage.totalBytes);
    expect(storage.databaseBytes).toBeGreaterThan(1_000_000);
    expect(storage.parts).toEqual([
      expect.objectContaining({ folder: 'payloads', bytes: 300_000, isWhole: true }),
    ]);
    expect(backups).toEqual({ files: [] });
  });

  it('counts the steps of each queue, and the processes that take them', async () => {
    const deployment = randomUUID();
    const query = (sql: string, values: unknown[] = []) => server.app.get(DataSource).query(sql, values);
    await query(
      `INSERT INTO deployment (id, row_number, purpose, state) VALUES ($1, 1, 'deploy', 'failed')`,
      [deployment],
    );
    for (const [position, queue, stepState] of [
      [0, 'imaging', 'queued'],
      [1, 'imaging', 'running'],
      [2, 'control', 'failed'],
      [3, 'control', 'done'],
    ])
      await query(
        `INSERT INTO step (id, deployment_id, position, name, queue, timeout_ms, state, queued_at)
         VALUES (gen_random_uuid(), $1, $2::int, 's' || $2::text, $3, 1, $4, now())`,
        [deployment, position, queue, stepState],
      );
    await server.app.get(StepQueues).consume('imaging', 1, () => Promise.resolve());
    const { queues } = await state();
    expect(queues).toEqual([
      expect.objectContaining({ queue: 'imaging', queued: 1, running: 1, failed: 0, workers: 1 }),
      expect.objectContaining({ queue: 'control', queued: 0, running: 0, failed: 1, workers: 0 }),
    ]);
  });

  it('makes a backup on demand, one at a time, and keeps the last three', async () => {
    for (let made = 1; made <= 4; made += 1) {
      const [first, second] = await Promise.all([begin(), begin()]);
      expect([first.status, second.status].sort()).toEqual([202, 409]);
      await until(async () => (await state()).backups.runningSince === undefined);
      expect((await state()).backups.files).toHaveLength(Math.min(made, 3));
    }
    const { last, files } = (await state()).backups;
    expect(last?.file).toBe(join(server.config.dataDir, 'backups', files[0]!.name));
    expect((await readFile(last!.file)).length).toBe(last?.bytes);
  });

  it('is for administrators', async () => {
    const password = 'correct horse battery';
    await server.app.get(Accounts).create({ name: 'tech', displayName: 'T', role: 'technician', password });
    const login = await server.ask('/api/session', {
      method: 'POST',
      body: JSON.stringify({ name: 'tech', password }),
      headers: { 'content-type': 'application/json', authorization: '' },
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const headers = { cookie, authorization: '' };
    expect((await server.ask('/api/installation', { headers })).status).toBe(403);
  });
});

import { Test, type TestingModule } from '@nestjs/testing';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { loadConfig } from '../../src/platform/config/index.js';
import {
  type Change,
  CONFIG,
  DatabaseModule,
  inTransaction,
  Notifications,
  updateReturning,
} from '../../src/platform/database/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';
import { until } from '../support/until.js';

let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase({ upTo: '0000' });
});
afterAll(() => database.drop());

describe('a claim', () => {
  it('returns the rows of UPDATE, INSERT and DELETE', async () => {
    const source = await database.dataSource([]);
    await source.query('CREATE TABLE task (id int PRIMARY KEY, state text)');
    const claim = "UPDATE task SET state = 'running' WHERE id = $1 AND state = 'queued' RETURNING id";
    const insert = "INSERT INTO task VALUES (1, 'queued'), (2, 'queued') RETURNING id";
    expect(await updateReturning(source, insert)).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await updateReturning(source, claim, [1])).toEqual([{ id: 1 }]);
    expect(await updateReturning(source, claim, [1])).toEqual([]);
    expect(await updateReturning(source, 'DELETE FROM task WHERE id = 2 RETURNING id, state')).toEqual([
      { id: 2, state: 'queued' },
    ]);
  });
});

describe('a transaction', () => {
  it('undoes everything when its work fails', async () => {
    const source = await database.dataSource([]);
    await source.query('CREATE TABLE undone (id int)');
    const work = inTransaction(source, async (manager) => {
      await manager.query('INSERT INTO undone VALUES (1)');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await source.query('SELECT id FROM undone')).toEqual([]);
  });

  it('is retried after a deadlock', async () => {
    const source = await database.dataSource([]);
    await source.query('CREATE TABLE account_row (id int PRIMARY KEY, n int)');
    await source.query('INSERT INTO account_row VALUES (1, 0), (2, 0)');
    let meet = () => {};
    const both = new Promise<void>((resolve) => (meet = resolve));
    let begun = 0;
    let runs = 0;
    const crossing = (first: number, second: number) =>
      inTransaction(source, async (manager) => {
        runs += 1;
        await manager.query('UPDATE account_row SET n = n + 1 WHERE id = $1', [first]);
        if ((begun += 1) === 2) meet();
        await both;
        await manager.query('UPDATE account_row SET n = n + 1 WHERE id = $1', [second]);
      });
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    expect(runs).toBe(3);
    expect(await source.query('SELECT n FROM account_row')).toEqual([{ n: 2 }, { n: 2 }]);
  });
});

describe('the database module', () => {
  let one: TestingModule;
  let other: TestingModule;
  const open = async () => {
    const module = await Test.createTestingModule({
      imports: [DatabaseModule.forRoot(loadConfig({ ETABLI_DATA_DIR: '/nowhere' }), database.url)],
    }).compile();
    return module.init();
  };

  beforeAll(async () => {
    [one, other] = await Promise.all([open(), open()]);
  });
  afterAll(async () => {
    await Promise.all([one.close(), other.close()]);
  });

  const hear = (module: TestingModule) => {
    const heard: Change[] = [];
    module
      .get(Notifications)
      .changes()
      .subscribe((change) => heard.push(change));
    return heard;
  };

  it('provides the settings and a connection', async () => {
    expect(one.get(CONFIG)).toMatchObject({ dataDir: '/nowhere' });
    const source = one.get<DataSource>(getDataSourceToken());
    expect(await source.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('notifies every process of a change', async () => {
    const [here, there] = [hear(one), hear(other)];
    await one.get(Notifications).publish('lot', 'a-1');
    await until(() => here.length > 0 && there.length > 0);
    expect(here).toEqual([{ channel: 'lot', id: 'a-1' }]);
    expect(there).toEqual([{ channel: 'lot', id: 'a-1' }]);
  });

  it('notifies a change when its transaction commits, and not when it rolls back', async () => {
    const heard = hear(other);
    const source = one.get<DataSource>(getDataSourceToken());
    const notifications = one.get(Notifications);
    const failed = source.transaction(async (manager) => {
      await notifications.publish('machine', 'undone', manager);
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await source.transaction((manager) => notifications.publish('machine', 'done', manager));
    await until(() => heard.length > 0);
    expect(heard).toEqual([{ channel: 'machine', id: 'done' }]);
  });

  it('listens again after its connection was lost, and reports a gap', async () => {
    const heard = hear(other);
    let gaps = 0;
    other
      .get(Notifications)
      .gaps()
      .subscribe(() => (gaps += 1));
    const source = one.get<DataSource>(getDataSourceToken());
    await source.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'etabli-listen' AND datname = current_database()`,
    );
    await until(() => gaps === 1);
    await one.get(Notifications).publish('deployment', 'd-1');
    await until(() => heard.length > 0);
    expect(heard).toEqual([{ channel: 'deployment', id: 'd-1' }]);
  });
});

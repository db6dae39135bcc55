import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { PermanentError } from '../../src/platform/core/index.js';
import { migrate } from '../../src/platform/database/index.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

describe('migrations', () => {
  let database: FreshDatabase;
  let source: DataSource;
  let directory: string;

  beforeEach(async () => {
    database = await freshDatabase({ empty: true });
    source = await database.dataSource([]);
    directory = mkdtempSync(join(tmpdir(), 'etabli-migrations-'));
  });
  afterEach(async () => {
    await database.drop();
    rmSync(directory, { recursive: true, force: true });
  });

  const file = (name: string, sql: string) => writeFileSync(join(directory, name), sql);
  const run = () => migrate(database.url, { directory });
  const tables = async () =>
    (
      await source.query<{ name: string }[]>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
      )
    ).map(({ name }) => name);

  it('run in the order of their names, once each', async () => {
    file('0020-second.sql', 'ALTER TABLE thing ADD COLUMN colour text');
    file('0010-first.sql', 'CREATE TABLE thing (id int)');
    file('README.md', 'not a migration');
    expect(await run()).toEqual(['0010-first.sql', '0020-second.sql']);
    expect(await run()).toEqual([]);
    file('0030-third.sql', 'CREATE TABLE other (id int)');
    expect(await run()).toEqual(['0030-third.sql']);
    expect(await tables()).toEqual(['migration', 'other', 'thing']);
  });

  it('create the schema of the queue as well', async () => {
    await run();
    expect(await source.query(`SELECT to_regclass('bullmq.job') IS NOT NULL AS made`)).toEqual([
      { made: true },
    ]);
  });

  it('undo a file that fails, and keep those before it', async () => {
    file('0010-first.sql', 'CREATE TABLE thing (id int)');
    file('0020-second.sql', 'CREATE TABLE half (id int); SELECT no_such_function()');
    await expect(run()).rejects.toThrow(
      'migration 0020-second.sql failed: function no_such_function() does not exist',
    );
    expect(await tables()).toEqual(['migration', 'thing']);
    file('0020-second.sql', 'CREATE TABLE whole (id int)');
    expect(await run()).toEqual(['0020-second.sql']);
  });

  it('refuse a file that was edited after it was applied, before anything is changed', async () => {
    file('0010-first.sql', 'CREATE TABLE thing (id int)');
    await run();
    file('0010-first.sql', 'CREATE TABLE thing (id bigint)');
    file('0020-second.sql', 'CREATE TABLE other (id int)');
    await expect(run()).rejects.toThrow(PermanentError);
    await expect(run()).rejects.toThrow('0010-first.sql was edited after it was applied to this database');
    expect(await tables()).toEqual(['migration', 'thing']);
  });

  it('refuse the database of a newer release', async () => {
    file('0010-first.sql', 'CREATE TABLE thing (id int)');
    await run();
    rmSync(join(directory, '0010-first.sql'));
    await expect(run()).rejects.toThrow(
      'the database is of a newer release of Établi: 0010-first.sql is unknown here',
    );
  });

  it('run once when several processes start at once', async () => {
    file('0010-first.sql', 'CREATE TABLE thing (id int); SELECT pg_sleep(0.2)');
    const applied = await Promise.all([run(), run(), run()]);
    expect(applied.flat()).toEqual(['0010-first.sql']);
  });
});

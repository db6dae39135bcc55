import type { Writable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type CopiedTable, columnList, inReadingOrder, PLAIN_FORMATS } from './copied-table.js';
import type { MigrationFile } from './migrate.js';
import { MigrationStore } from './migration.store.js';
import { pause } from './postmaster.js';
import type { SequenceState } from './snapshot.store.js';

/** A closed connection is listed for a short time after its end. */
const GONE_WITHIN_MS = 2_000;

/**
 * Restores a database in one transaction. Holds the lock of migrations until it is closed, so that no Établi starts
 * on it meanwhile.
 */
export class DatabaseRestoration {
  private readonly migrations: MigrationStore;

  private constructor(private readonly client: pg.Client) {
    this.migrations = new MigrationStore(client);
  }

  static async open(url: string): Promise<DatabaseRestoration> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined); // the query rejects with it
    await client.connect();
    await client.query(PLAIN_FORMATS);
    return new DatabaseRestoration(client);
  }

  /** Whether no other client is connected; from then on no Établi can start on the database. */
  async isAlone(): Promise<boolean> {
    if (!(await this.migrations.tryLock())) return false;
    for (const end = Date.now() + GONE_WITHIN_MS; Date.now() < end; await pause(50)) {
      if ((await this.others()) === 0) return true;
    }
    return false;
  }

  /** Whether all tables are empty, except that of the migrations. */
  async isEmpty(): Promise<boolean> {
    for (const { name } of await inReadingOrder(this.client)) {
      if (name !== 'migration' && (await this.hasRows(name))) return false;
    }
    return true;
  }

  /** Begins the transaction, drops everything, and creates the empty tables of these migrations. */
  async begin(files: MigrationFile[]): Promise<void> {
    await this.client.query('BEGIN');
    await this.client.query('DROP SCHEMA IF EXISTS public, bullmq CASCADE');
    await this.client.query('CREATE SCHEMA public');
    await this.migrations.ensureTable();
    for (const { name, sha256, sql } of files) await this.migrations.applyWithin(name, sha256, sql);
    // Rows that a migration inserted are in the backup as well.
    for (const { name } of (await inReadingOrder(this.client)).reverse()) {
      if (await this.hasRows(name))
        await this.client.query(`DELETE FROM public.${pg.escapeIdentifier(name)}`);
    }
  }

  /** Takes rows in the text format of COPY. */
  fill(table: Pick<CopiedTable, 'name' | 'columns'>): Writable {
    return this.client.query(copyFrom(`COPY ${columnList(table)} FROM STDIN`));
  }

  async setSequence({ name, lastValue, isCalled }: SequenceState): Promise<void> {
    const sequence = `public.${pg.escapeIdentifier(name)}`;
    await this.client.query('SELECT setval($1::regclass, $2::bigint, $3)', [sequence, lastValue, isCalled]);
  }

  async commit(): Promise<void> {
    await this.client.query('COMMIT');
  }

  /** Without `commit()` nothing has changed. */
  async close(): Promise<void> {
    await this.client.end();
  }

  private async others(): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    return rows[0]?.count ?? 0;
  }

  private async hasRows(table: string): Promise<boolean> {
    const { rowCount } = await this.client.query(
      `SELECT 1 FROM public.${pg.escapeIdentifier(table)} LIMIT 1`,
    );
    return rowCount !== 0;
  }
}

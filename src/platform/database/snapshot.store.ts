import type { Readable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type LandedMigration, MigrationStore } from './migration.store.js';
import { type CopiedTable, columnList, inReadingOrder, PLAIN_FORMATS } from './copied-table.js';

/** Where a sequence stands. */
export interface SequenceState {
  name: string;
  lastValue: string;
  isCalled: boolean;
}

/**
 * The whole database as it stands at one moment, however long it is read and whatever is written meanwhile:
 * one REPEATABLE READ transaction. The tables of the queue are not part of it: the queue is filled again from
 * the others.
 */
export class DatabaseSnapshot {
  private constructor(private readonly client: pg.Client) {}

  /** `close()` ends the transaction and the connection. */
  static async open(url: string): Promise<DatabaseSnapshot> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined); // told by the query that it breaks
    await client.connect();
    await client.query(PLAIN_FORMATS);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return new DatabaseSnapshot(client);
  }

  /** The migrations that the database has had, in their order. None when it is no database of Établi. */
  async migrations(): Promise<LandedMigration[]> {
    const { rows } = await this.client.query<{ found: boolean }>(
      `SELECT to_regclass('public.migration') IS NOT NULL AS found`,
    );
    if (rows[0]?.found !== true) return [];
    const landed = await new MigrationStore(this.client).landed();
    return landed.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Every table, each after those that it refers to. */
  tables(): Promise<CopiedTable[]> {
    return inReadingOrder(this.client);
  }

  /** The rows of a table in the text format of COPY. */
  rows(table: CopiedTable): Readable {
    return this.client.query(copyTo(`COPY ${columnList(table)} TO STDOUT`));
  }

  /**
   * Sequences follow no transaction: read after the tables, they stand at or beyond every number in them.
   */
  async sequences(): Promise<SequenceState[]> {
    const { rows: names } = await this.client.query<{ name: string }>(
      `SELECT sequencename AS name FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
    );
    const states: SequenceState[] = [];
    for (const { name } of names) {
      const { rows } = await this.client.query<Omit<SequenceState, 'name'>>(
        `SELECT last_value::text AS "lastValue", is_called AS "isCalled"
         FROM public.${pg.escapeIdentifier(name)}`,
      );
      if (rows[0]) states.push({ name, ...rows[0] });
    }
    return states;
  }

  async close(): Promise<void> {
    await this.client.end();
  }
}

import type { Readable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type LandedMigration, MigrationStore } from './migration.store.js';
import { type CopiedTable, columnList, inReadingOrder, PLAIN_FORMATS } from './copied-table.js';

/** The state of a sequence. */
export interface SequenceState {
  name: string;
  lastValue: string;
  isCalled: boolean;
}

/**
 * A consistent view of the whole database in one REPEATABLE READ transaction. The tables of the queue are left out:
 * the queue is filled again from the others.
 */
export class DatabaseSnapshot {
  private constructor(private readonly client: pg.Client) {}

  /** `close()` ends the transaction and the connection. */
  static async open(url: string): Promise<DatabaseSnapshot> {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined); // the query rejects with it
    await client.connect();
    await client.query(PLAIN_FORMATS);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return new DatabaseSnapshot(client);
  }

  /** The applied migrations, in order; none when the database is not one of Établi. */
  async migrations(): Promise<LandedMigration[]> {
    const { rows } = await this.client.query<{ found: boolean }>(
      `SELECT to_regclass('public.migration') IS NOT NULL AS found`,
    );
    if (rows[0]?.found !== true) return [];
    const landed = await new MigrationStore(this.client).landed();
    return landed.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Every table, referenced tables first. */
  tables(): Promise<CopiedTable[]> {
    return inReadingOrder(this.client);
  }

  /** The rows of a table in the text format of COPY. */
  rows(table: CopiedTable): Readable {
    return this.client.query(copyTo(`COPY ${columnList(table)} TO STDOUT`));
  }

  /**
   * Sequences are not transactional: read after the tables, they are not behind any number in them.
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

import type pg from 'pg';
import type { Sha256 } from '../core/index.js';

/** Held for the whole of a migration, so that several processes may start at once. */
const LOCK = 0x657461626c69; // "etabli"

export interface LandedMigration {
  name: string;
  sha256: Sha256;
}

/** What the database has had, and the means to add to it. One connection, which holds the lock until it ends. */
export class MigrationStore {
  constructor(private readonly client: pg.Client) {}

  async lock(): Promise<void> {
    await this.client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await this.ensureTable();
  }

  /** The same lock, unless another process holds it. */
  async tryLock(): Promise<boolean> {
    const { rows } = await this.client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      LOCK,
    ]);
    return rows[0]?.held === true;
  }

  /** The list of what has landed, empty when new. */
  async ensureTable(): Promise<void> {
    await this.client.query(`
      CREATE TABLE IF NOT EXISTS migration (
        name text PRIMARY KEY,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`);
  }

  async landed(): Promise<LandedMigration[]> {
    const { rows } = await this.client.query<LandedMigration>('SELECT name, sha256 FROM migration');
    return rows;
  }

  /** Runs one file and notes it, within the transaction that is open. */
  async applyWithin(name: string, sha256: Sha256, sql: string): Promise<void> {
    await this.client.query(sql);
    await this.client.query('INSERT INTO migration (name, sha256) VALUES ($1, $2)', [name, sha256]);
  }

  /** Runs one file and notes it, both or neither. */
  async apply(name: string, sha256: Sha256, sql: string): Promise<void> {
    await this.client.query('BEGIN');
    try {
      await this.applyWithin(name, sha256, sql);
      await this.client.query('COMMIT');
    } catch (error) {
      await this.client.query('ROLLBACK');
      throw error;
    }
  }
}

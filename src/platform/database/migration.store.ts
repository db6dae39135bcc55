import type pg from 'pg';
import type { Sha256 } from '../core/index.js';

/** The advisory lock of a migration: several processes may start at once. */
const LOCK = 0x657461626c69; // "etabli"

export interface LandedMigration {
  name: string;
  sha256: Sha256;
}

/** The applied migrations. One connection, which holds the lock until it is closed. */
export class MigrationStore {
  constructor(private readonly client: pg.Client) {}

  async lock(): Promise<void> {
    await this.client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await this.ensureTable();
  }

  /** Takes the lock only if no other process holds it. */
  async tryLock(): Promise<boolean> {
    const { rows } = await this.client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [
      LOCK,
    ]);
    return rows[0]?.held === true;
  }

  /** Creates the table of applied migrations. */
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

  /** Runs one file and records it, in the open transaction. */
  async applyWithin(name: string, sha256: Sha256, sql: string): Promise<void> {
    await this.client.query(sql);
    await this.client.query('INSERT INTO migration (name, sha256) VALUES ($1, $2)', [name, sha256]);
  }

  /** Runs one file and records it in one transaction. */
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

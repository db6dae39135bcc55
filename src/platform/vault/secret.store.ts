import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction, updateReturning } from '../database/index.js';

/** The prefix of Établi's own keys; references of secrets have no colon. */
export const KEY_PREFIX = 'key:';

/** The context of a sealed value: it opens under its own reference only. */
export function contextOf(reference: string): string {
  return `secret:${reference}`;
}

/** The rows of the table `secret`, sealed. */
@Injectable()
export class SecretStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` in a transaction under an advisory lock that all servers of the database share. */
  withLock<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('etabli vault', 0))`);
      return work(manager);
    });
  }

  async find(
    reference: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Buffer | undefined> {
    const rows = await manager.query<{ sealed: Buffer }[]>(`SELECT sealed FROM secret WHERE reference = $1`, [
      reference,
    ]);
    return rows[0]?.sealed;
  }

  /** Whether there is any sealed value. */
  async any(manager: EntityManager): Promise<boolean> {
    return (await manager.query<unknown[]>(`SELECT 1 FROM secret LIMIT 1`)).length > 0;
  }

  async put(
    reference: string,
    sealed: Buffer,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    await manager.query(
      `INSERT INTO secret (reference, sealed) VALUES ($1, $2)
       ON CONFLICT (reference) DO UPDATE SET sealed = excluded.sealed, updated_at = now()`,
      [reference, sealed],
    );
  }

  /** False when there was none. */
  async remove(reference: string, manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    const sql = `DELETE FROM secret WHERE reference = $1 RETURNING reference`;
    return (await updateReturning(manager, sql, [reference])).length > 0;
  }

  /** The references of secrets, without Établi's own keys. */
  list(): Promise<{ reference: string; updatedAt: Date }[]> {
    return this.dataSource.query(
      `SELECT reference, updated_at AS "updatedAt" FROM secret WHERE NOT starts_with(reference, $1) ORDER BY reference`,
      [KEY_PREFIX],
    );
  }
}

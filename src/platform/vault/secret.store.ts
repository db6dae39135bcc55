import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction, updateReturning } from '../database/index.js';

/** Where an internal key stands among the secrets; a reference that a person gives never has a colon. */
export const KEY_PREFIX = 'key:';

/** A sealed value opens only under the reference that it was put under. */
export function contextOf(reference: string): string {
  return `secret:${reference}`;
}

/** Sealed values as they stand in the table `secret`. */
@Injectable()
export class SecretStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` alone, among all the servers of this database, in one transaction. */
  alone<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
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

  /** Whether anything at all was ever sealed. */
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

  /** Whether there was one. */
  async remove(reference: string, manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    const sql = `DELETE FROM secret WHERE reference = $1 RETURNING reference`;
    return (await updateReturning(manager, sql, [reference])).length > 0;
  }

  /** The references that people gave, without their values. */
  list(): Promise<{ reference: string; updatedAt: Date }[]> {
    return this.dataSource.query(
      `SELECT reference, updated_at AS "updatedAt" FROM secret WHERE NOT starts_with(reference, $1) ORDER BY reference`,
      [KEY_PREFIX],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../database/index.js';
import { SettingRow } from './setting.entity.js';

/** The rows of `setting`. */
@Injectable()
export class SettingStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Under a lock: two writers of one setting come one after the other, so that neither loses the other's fields. */
  withLock<T>(name: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('etabli setting ' || $1, 0))`, [
        name,
      ]);
      return work(manager);
    });
  }

  find(name: string, manager: EntityManager = this.dataSource.manager): Promise<SettingRow | null> {
    return manager.findOneBy(SettingRow, { name });
  }

  async put(row: Omit<SettingRow, 'updatedAt'>, manager: EntityManager): Promise<void> {
    await manager.query(
      `INSERT INTO setting (name, value, sealed, updated_by) VALUES ($1, $2, $3, $4)
       ON CONFLICT (name) DO UPDATE
         SET value = excluded.value, sealed = excluded.sealed, updated_by = excluded.updated_by, updated_at = now()`,
      [row.name, row.value, row.sealed, row.updatedBy],
    );
  }
}

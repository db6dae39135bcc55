import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { AuthorityUpdateRow } from './authority-update.entity.js';

/** The rows of `authority_update`. */
@Injectable()
export class AuthorityUpdateStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** False when it was there already. */
  async insert(manager: EntityManager, row: Omit<AuthorityUpdateRow, 'createdAt'>): Promise<boolean> {
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(AuthorityUpdateRow)
      .values(row)
      .orIgnore()
      .returning('sha256')
      .execute();
    return (result.raw as unknown[]).length > 0;
  }

  /** False when there is none. */
  async delete(manager: EntityManager, sha256: string): Promise<boolean> {
    return ((await manager.delete(AuthorityUpdateRow, { sha256 })).affected ?? 0) > 0;
  }

  all(): Promise<AuthorityUpdateRow[]> {
    return this.database.manager.find(AuthorityUpdateRow, {
      order: { variable: 'ASC', name: 'ASC', sha256: 'ASC' },
    });
  }

  find(sha256: string): Promise<AuthorityUpdateRow | null> {
    return this.database.manager.findOneBy(AuthorityUpdateRow, { sha256 });
  }
}

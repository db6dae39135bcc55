import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Directory } from './directory.entity.js';

/** The rows of `directory`. */
@Injectable()
export class DirectoryStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** Adds it, or replaces what was written of it. */
  async put(manager: EntityManager, row: Pick<Directory, 'name' | 'document' | 'createdBy'>): Promise<void> {
    await manager.query(
      `INSERT INTO directory (name, document, created_by) VALUES ($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET document = $2, created_by = $3, created_at = now()`,
      [row.name, JSON.stringify(row.document), row.createdBy],
    );
  }

  /** False when there is none. */
  async delete(manager: EntityManager, name: string): Promise<boolean> {
    return ((await manager.delete(Directory, { name })).affected ?? 0) > 0;
  }

  all(): Promise<Directory[]> {
    return this.database.manager.find(Directory, { order: { name: 'ASC' } });
  }

  find(name: string): Promise<Directory | null> {
    return this.database.manager.findOneBy(Directory, { name });
  }
}

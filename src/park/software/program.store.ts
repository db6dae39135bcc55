import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type Page, pageOf, skipAndTake } from '../../platform/database/index.js';
import type { ProgramQuery } from './program-answer.schema.js';
import { ProgramRow } from './program.entity.js';

/** The rows of `program`. */
@Injectable()
export class ProgramStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** Changes of the catalogue come one after the other: two programs must not come to need each other. */
  async lock(manager: EntityManager): Promise<void> {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('etabli programs', 0))`);
  }

  async insert(manager: EntityManager, row: Omit<ProgramRow, 'createdAt'>): Promise<void> {
    await manager.insert(ProgramRow, row);
  }

  async delete(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(ProgramRow, { id });
  }

  all(manager: EntityManager = this.database.manager): Promise<ProgramRow[]> {
    return manager.find(ProgramRow, { order: { name: 'ASC', createdAt: 'ASC', id: 'ASC' } });
  }

  find(id: string): Promise<ProgramRow | null> {
    return this.database.manager.findOneBy(ProgramRow, { id });
  }

  async page(query: ProgramQuery): Promise<Page<ProgramRow>> {
    const where = query.name === undefined ? {} : { name: query.name };
    const found = await this.database.manager.findAndCount(ProgramRow, {
      where,
      order: { name: 'ASC', createdAt: 'DESC', id: 'ASC' },
      ...skipAndTake(query),
    });
    return pageOf(found, query);
  }
}

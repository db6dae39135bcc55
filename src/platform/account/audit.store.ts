import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type FindOptionsWhere, In, MoreThan } from 'typeorm';
import { type Pagination, skipAndTake } from '../database/index.js';
import { AuditEntry } from './audit-entry.entity.js';

/** PostgreSQL allows 65,535 parameters. */
const MOST_AT_ONCE = 1000;

/** The rows of the audit log: append and read only. */
@Injectable()
export class AuditStore {
  constructor(private readonly dataSource: DataSource) {}

  async insert(
    entries: (Omit<AuditEntry, 'id' | 'at' | 'data'> & { data: object })[],
    manager: EntityManager = this.dataSource.manager,
  ): Promise<void> {
    for (let at = 0; at < entries.length; at += MOST_AT_ONCE)
      await manager.insert(AuditEntry, entries.slice(at, at + MOST_AT_ONCE));
  }

  /** Counted only when there may be more: the board polls this every two seconds. */
  async latest(
    action: string,
    since: Date,
    most: number,
    subjectIds?: string[],
  ): Promise<[AuditEntry[], number]> {
    const { manager } = this.dataSource;
    const where = { action, at: MoreThan(since), ...(subjectIds && { subjectId: In(subjectIds) }) };
    const entries = await manager.find(AuditEntry, { where, order: { id: 'DESC' }, take: most });
    return [entries, entries.length < most ? entries.length : await manager.countBy(AuditEntry, where)];
  }

  page(where: FindOptionsWhere<AuditEntry>, pagination: Pagination): Promise<[AuditEntry[], number]> {
    return this.dataSource.manager.findAndCount(AuditEntry, {
      where,
      order: { id: 'DESC' },
      ...skipAndTake(pagination),
    });
  }
}

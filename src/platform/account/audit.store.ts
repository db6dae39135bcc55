import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import { type Pagination, skipAndTake } from '../database/index.js';
import { AuditEntry } from './audit-entry.entity.js';
import type { AuditFilter } from './audit-filter.js';

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

  page(filter: AuditFilter, pagination: Pagination): Promise<[AuditEntry[], number]> {
    const { actorName, search, titled, since, until, ...equal } = filter;
    const rows = this.dataSource.createQueryBuilder(AuditEntry, 'e').where(equal);
    if (actorName !== undefined)
      rows.andWhere('position(lower(:actorName) in lower(e.actor_name)) > 0', { actorName });
    if (search !== undefined)
      rows.andWhere(`(${FOUND} OR e.action = ANY(:titled))`, { search, titled: titled ?? [] });
    if (since !== undefined) rows.andWhere('e.at >= :since', { since });
    if (until !== undefined) rows.andWhere('e.at < :until', { until });
    const { skip, take } = skipAndTake(pagination);
    return rows.orderBy('e.id', 'DESC').skip(skip).take(take).getManyAndCount();
  }

  /** How often each person did each action to these subjects since a time. */
  counts(since: Date, subjectIds: string[]): Promise<{ name: string; action: string; count: number }[]> {
    return this.dataSource.manager.query(
      `SELECT actor_name AS name, action, count(*)::integer AS count FROM audit_entry
        WHERE at >= $1 AND actor_kind = 'account' AND subject_id = ANY($2::text[])
        GROUP BY actor_name, action ORDER BY actor_name, action`,
      [since, subjectIds],
    );
  }
}

const FOUND = `position(lower(:search) in lower(concat_ws(' ', e.actor_name, e.action, e.subject_kind, e.subject_id,
  e.address, e.data::text))) > 0`;

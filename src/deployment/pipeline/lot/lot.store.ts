import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type DeploymentState, NotFoundError } from '../../../platform/core/index.js';
import { inTransaction, skipAndTake } from '../../../platform/database/index.js';
import { Deployment } from '../deployment.entity.js';
import { Lot } from './lot.entity.js';
import type { LotList, LotListQuery } from './lot.schema.js';

/** The number of deployments of a lot in each state; states with none are absent. */
export type LotCounts = Partial<Record<DeploymentState, number>>;

/** Further counts: closed failures, certificates with reservations, PCs that the date to begin has woken. */
export interface LotOutcomes {
  closed: number;
  reserved: number;
  woken: number;
}

/** What may be changed of a lot. */
export type LotDetails = Partial<Pick<Lot, 'customer' | 'site' | 'dueOn' | 'beginAt' | 'notes'>>;

const OPEN = `EXISTS (SELECT FROM deployment d WHERE d.lot_id = lot.id
  AND (d.state IN ('planned', 'armed', 'running', 'waiting') OR (d.state = 'failed' AND d.closed_at IS NULL)))`;

const LISTS: Record<LotList, string> = {
  all: 'true',
  open: OPEN,
  late: `lot.due_on < :today AND ${OPEN}`,
  paused: `lot.paused_at IS NOT NULL AND ${OPEN}`,
  ended: `NOT ${OPEN}`,
};

/** The rows of the lot tables. */
@Injectable()
export class LotStore {
  /** The creation before, in this process. */
  private before: Promise<unknown> = Promise.resolve();

  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /**
   * Runs one transaction with a lock, so that no other lot is created meanwhile: the check that no PC is in another lot
   * stays valid until the rows are written. Of this process, one at a time asks for the lock: each that waits for it
   * holds a connection, and the one that has it needs others to read profiles and machines.
   */
  creating<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const mine = this.before.then(() => this.alone(work));
    this.before = mine.catch(() => undefined);
    return mine;
  }

  private alone<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.database, async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtext('lot'))`);
      return work(manager);
    });
  }

  /** For a dry run of `creating`. */
  get manager(): EntityManager {
    return this.database.manager;
  }

  /** Inserts a lot with the next number of this year. */
  async insert(
    manager: EntityManager,
    lot: Omit<Lot, 'id' | 'number' | 'createdAt' | 'pausedAt' | 'pausedBy'>,
  ): Promise<Lot> {
    const [next] = await manager.query<{ year: number; last: number }[]>(
      `INSERT INTO lot_sequence (year, last) VALUES (extract(year FROM now())::integer, 1)
       ON CONFLICT (year) DO UPDATE SET last = lot_sequence.last + 1 RETURNING year, last`,
    );
    const number = `L-${next?.year}-${String(next?.last).padStart(4, '0')}`;
    const id = randomUUID();
    await manager.insert(Lot, { ...lot, id, number });
    return manager.findOneByOrFail(Lot, { id });
  }

  /** Rejects with NotFoundError if there is no such lot. */
  async get(id: string): Promise<Lot> {
    const lot = await this.database.manager.findOneBy(Lot, { id });
    if (lot !== null) return lot;
    throw noSuchLot(id);
  }

  /** Runs one transaction. */
  changing<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.database, work);
  }

  /** Changes a lot. @returns the names of what is different now; rejects with NotFoundError */
  async change(manager: EntityManager, id: string, details: LotDetails): Promise<(keyof LotDetails)[]> {
    const lot = await manager.findOne(Lot, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (lot === null) throw noSuchLot(id);
    const names = (Object.keys(details) as (keyof LotDetails)[]).filter(
      (name) => textOf(lot[name]) !== textOf(details[name]),
    );
    if (names.length > 0) await manager.update(Lot, { id }, details);
    if (names.includes('beginAt'))
      await manager.update(Deployment, { lotId: id, state: 'armed' }, { wokenAt: null });
    return names;
  }

  /** Pauses a lot, or ends its pause. @returns since when it was paused before; false when nothing has changed */
  async pause(manager: EntityManager, id: string, by: string | null): Promise<Date | boolean> {
    const lot = await manager.findOne(Lot, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (lot === null) throw noSuchLot(id);
    if ((lot.pausedAt !== null) === (by !== null)) return false;
    await manager.update(Lot, { id }, { pausedAt: by === null ? null : new Date(), pausedBy: by });
    return lot.pausedAt ?? true;
  }

  /** The lots of a list, newest first; those that are open, the first due first. */
  page({ show = 'all', customer, ...pagination }: LotListQuery, today: string): Promise<[Lot[], number]> {
    const { skip, take } = skipAndTake(pagination);
    const rows = this.database.manager.createQueryBuilder(Lot, 'lot').where(LISTS[show], { today });
    if (customer)
      rows.andWhere(
        `strpos(lower(concat_ws(' ', lot.number, lot.customer, lot.site)), lower(:customer)) > 0`,
        {
          customer,
        },
      );
    if (show !== 'all' && show !== 'ended') rows.addOrderBy('lot.dueOn', 'ASC', 'NULLS LAST');
    return rows
      .addOrderBy('lot.createdAt', 'DESC')
      .addOrderBy('lot.number', 'DESC')
      .skip(skip)
      .take(take)
      .getManyAndCount();
  }

  async counts(lotIds: string[]): Promise<Map<string, LotCounts>> {
    const rows = await this.database.manager.query<{ lot: string; state: DeploymentState; count: number }[]>(
      `SELECT lot_id AS lot, state, count(*)::integer AS count FROM deployment
        WHERE lot_id = ANY($1::uuid[]) GROUP BY lot_id, state`,
      [lotIds],
    );
    const counts = new Map<string, LotCounts>(lotIds.map((id) => [id, {}]));
    for (const { lot, state, count } of rows) counts.set(lot, { ...counts.get(lot), [state]: count });
    return counts;
  }

  async outcomes(lotIds: string[]): Promise<Map<string, LotOutcomes>> {
    const rows = await this.database.manager.query<({ lot: string } & LotOutcomes)[]>(
      `SELECT lot_id AS lot, count(closed_at)::integer AS closed, count(woken_at)::integer AS woken,
              count(*) FILTER (WHERE state = 'certified' AND (facts->'certificate'->>'verdict' <> 'conforming'
                OR (facts->'certificate'->>'failedChecks')::integer > 0))::integer AS reserved
         FROM deployment WHERE lot_id = ANY($1::uuid[]) GROUP BY lot_id`,
      [lotIds],
    );
    return new Map(rows.map(({ lot, ...outcomes }) => [lot, outcomes]));
  }
}

function noSuchLot(id: string): NotFoundError {
  return new NotFoundError({ fr: `aucun lot ${id}`, en: `no lot ${id}` });
}

function textOf(value: string | Date | null | undefined): string {
  return value instanceof Date ? value.toISOString() : (value ?? '');
}

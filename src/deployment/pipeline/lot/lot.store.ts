import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { type DeploymentState, NotFoundError } from '../../../platform/core/index.js';
import { inTransaction, type Pagination, skipAndTake } from '../../../platform/database/index.js';
import { Lot } from './lot.entity.js';

/** The number of deployments of a lot in each state; states with none are absent. */
export type LotCounts = Partial<Record<DeploymentState, number>>;

/** Further counts: closed failures, and certificates with reservations. */
export interface LotOutcomes {
  closed: number;
  reserved: number;
}

/** The rows of the lot tables. */
@Injectable()
export class LotStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /**
   * Runs one transaction with a lock, so that no other lot is created meanwhile: the check that no PC is in another lot
   * stays valid until the rows are written.
   */
  creating<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
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
  async insert(manager: EntityManager, lot: Omit<Lot, 'id' | 'number' | 'createdAt'>): Promise<Lot> {
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
    throw new NotFoundError({ fr: `aucun lot ${id}`, en: `no lot ${id}` });
  }

  /** The lots, newest first. */
  page(pagination: Pagination): Promise<[Lot[], number]> {
    return this.database.manager.findAndCount(Lot, {
      order: { createdAt: 'DESC', number: 'DESC' },
      ...skipAndTake(pagination),
    });
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
      `SELECT lot_id AS lot, count(closed_at)::integer AS closed,
              count(*) FILTER (WHERE state = 'certified' AND (facts->'certificate'->>'verdict' <> 'conforming'
                OR (facts->'certificate'->>'failedChecks')::integer > 0))::integer AS reserved
         FROM deployment WHERE lot_id = ANY($1::uuid[]) GROUP BY lot_id`,
      [lotIds],
    );
    return new Map(rows.map(({ lot, closed, reserved }) => [lot, { closed, reserved }]));
  }
}

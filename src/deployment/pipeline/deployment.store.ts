import { Injectable } from '@nestjs/common';
import { Brackets, DataSource, EntityManager, In } from 'typeorm';
import { readableJson, type DeploymentState, type Failure } from '../../platform/core/index.js';
import { updateReturning, type Page } from '../../platform/database/index.js';
import { Deployment } from './deployment.entity.js';
import type { Facts } from './facts.js';
import type { Plan, PlannedRow } from './plan.js';

/** What a machine may be known by: the row of an armed lot may name either. */
export interface KnownAs {
  machineId?: string;
  serial?: string;
  macs: string[];
}

/** A deployment and its state. */
export type Standing = Pick<Deployment, 'id' | 'state'>;

/** A deployment and what it will do. */
export interface Order {
  id: string;
  plan: Plan;
}

const ACTIVE = "('armed', 'running', 'waiting')";
/** A profile is at most some hundred kilobytes, and each plan holds its own. */
const PLANS_AT_ONCE = 50;
/** A statement has 65,535 parameters at most, and each row has a dozen. */
const ROWS_AT_ONCE = 500;

/** The rows of the `deployment` table. */
@Injectable()
export class DeploymentStore {
  constructor(private readonly database: DataSource) {}

  find(id: string, manager: EntityManager = this.database.manager): Promise<Deployment | null> {
    return manager.findOneBy(Deployment, { id });
  }

  /** Locks the row until the transaction ends: state changes of one deployment happen one after another. */
  lock(manager: EntityManager, id: string): Promise<Deployment | null> {
    return manager.findOne(Deployment, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Locks these in one order, so that two that lock the same ones never wait for each other; gives the state of each. */
  lockAll(
    manager: EntityManager,
    where: { ids: readonly string[] } | { lotId: string },
  ): Promise<Standing[]> {
    const rows = manager.createQueryBuilder(Deployment, 'd').select(['d.id', 'd.state']);
    if ('ids' in where) rows.where('d.id = ANY(:ids)', where);
    else rows.where('d.lot_id = :lotId', where);
    return rows.orderBy('d.id').setLock('pessimistic_write').getMany();
  }

  /** In the order of its rows. */
  ofLot(
    lotId: string,
    { state, ids }: { state?: DeploymentState; ids?: string[] } = {},
  ): Promise<Deployment[]> {
    const where = { lotId, ...(state && { state }), ...(ids && { id: In(ids) }) };
    return this.database.manager.find(Deployment, { where, order: { rowNumber: 'ASC' } });
  }

  /** A page of the rows of a lot, in their order; beyond the last page, that one. */
  async pageOfLot(
    lotId: string,
    { state, page, pageSize }: { state?: DeploymentState; page: number; pageSize: number },
  ): Promise<Page<Deployment>> {
    const { manager } = this.database;
    const where = { lotId, ...(state && { state }) };
    const total = await manager.countBy(Deployment, where);
    const current = Math.min(page, Math.max(1, Math.ceil(total / pageSize)));
    const items = await manager.find(Deployment, {
      where,
      order: { rowNumber: 'ASC', id: 'ASC' },
      skip: (current - 1) * pageSize,
      take: pageSize,
    });
    return { items, page: current, pageSize, total };
  }

  async list(query: {
    page: number;
    pageSize: number;
    lotId?: string;
    machineId?: string;
    state?: DeploymentState;
  }): Promise<Page<Deployment>> {
    const { page, pageSize, ...where } = query;
    const given = Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined));
    const [items, total] = await this.database.manager.findAndCount(Deployment, {
      where: given,
      order: { createdAt: 'DESC', rowNumber: 'ASC', id: 'ASC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items, page, pageSize, total };
  }

  /** The active deployment of a machine, by its id, or by what the lot's row says while the machine is unknown. */
  activeFor(known: KnownAs, manager: EntityManager = this.database.manager): Promise<Deployment | null> {
    return manager
      .createQueryBuilder(Deployment, 'd')
      .where(`d.state IN ${ACTIVE}`)
      .andWhere(
        new Brackets((any) =>
          any
            .where('d.machine_id = :machineId', { machineId: known.machineId ?? null })
            .orWhere(
              `d.machine_id IS NULL AND (d.serial = :serial OR (d.mac = ANY(:macs) AND (d.serial IS NULL OR :serial::text IS NULL)))`,
              { serial: known.serial ?? null, macs: known.macs },
            ),
        ),
      )
      .orderBy('d.machine_id', 'ASC', 'NULLS LAST')
      .addOrderBy('d.serial', 'ASC', 'NULLS LAST')
      .limit(1)
      .getOne();
  }

  async insert(manager: EntityManager, rows: Partial<Deployment>[]): Promise<void> {
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
      await manager.insert(Deployment, rows.slice(at, at + ROWS_AT_ONCE) as never);
  }

  /** Changes those deployments that are still in one of the states `from`; false when one of them was not. */
  async move(
    manager: EntityManager,
    ids: string | readonly string[],
    from: readonly DeploymentState[],
    change: Partial<Deployment>,
  ): Promise<boolean> {
    const all = [ids].flat();
    const result = await manager
      .createQueryBuilder()
      .update(Deployment)
      .set(change as never)
      .where('id = ANY(:all) AND state IN (:...from)', { all, from })
      .execute();
    return result.affected === all.length;
  }

  /** Freezes the plan of each. */
  async keepPlans(manager: EntityManager, orders: readonly Order[]): Promise<void> {
    for (let at = 0; at < orders.length; at += PLANS_AT_ONCE) {
      await manager.query(
        `UPDATE deployment d SET plan = o.plan FROM jsonb_to_recordset($1) AS o(id uuid, plan jsonb) WHERE d.id = o.id`,
        [JSON.stringify(orders.slice(at, at + PLANS_AT_ONCE))],
      );
    }
  }

  /** Adds to what is known of a deployment; fields that are not named stay. */
  async remember(id: string, facts: Partial<Facts>): Promise<Facts> {
    const rows = await updateReturning<{ facts: Facts }>(
      this.database.manager,
      `UPDATE deployment SET facts = facts || $2::jsonb WHERE id = $1 RETURNING facts`,
      [id, JSON.stringify(readableJson(facts))],
    );
    return rows[0]?.facts ?? {};
  }

  /**
   * Records that an armed PC is woken because the date to begin of its lot has come, and gives it; undefined when none is
   * due. One that was armed after that date is left to whoever armed it; one without a known MAC cannot be woken.
   */
  async claimWaking(): Promise<Deployment | undefined> {
    const rows = await updateReturning<{ id: string }>(
      this.database.manager,
      `UPDATE deployment SET woken_at = now() WHERE id = (
         SELECT d.id FROM deployment d JOIN lot l ON l.id = d.lot_id
          WHERE d.state = 'armed' AND d.woken_at IS NULL AND l.paused_at IS NULL
            AND l.begin_at <= now() AND d.armed_at <= l.begin_at
            AND (d.mac IS NOT NULL OR EXISTS (
              SELECT FROM machine m JOIN machine_mac mm ON mm.machine_id = m.id AND mm.own
               WHERE m.id = d.machine_id OR (d.machine_id IS NULL AND m.serial = d.serial)))
          ORDER BY l.begin_at, d.row_number, d.id LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
       RETURNING id`,
      [],
    );
    const id = rows[0]?.id;
    return id === undefined ? undefined : ((await this.find(id)) ?? undefined);
  }

  /** It was not woken after all. */
  async giveBackWaking(id: string): Promise<void> {
    await this.database.manager.update(Deployment, { id }, { wokenAt: null });
  }

  /** Whether its lot is paused. */
  async isPaused(id: string): Promise<boolean> {
    const rows = await this.database.manager.query<unknown[]>(
      `SELECT 1 FROM deployment d JOIN lot l ON l.id = d.lot_id WHERE d.id = $1 AND l.paused_at IS NOT NULL`,
      [id],
    );
    return rows.length > 0;
  }

  /** Whether it is still under way, without its plan and its facts: every waiting PC asks every few seconds. */
  standing(id: string): Promise<Pick<Deployment, 'id' | 'state' | 'closedAt' | 'armedAt'> | null> {
    const select = { id: true, state: true, closedAt: true, armedAt: true } as const;
    return this.database.manager.findOne(Deployment, { where: { id }, select });
  }

  /** Facts of an earlier try that do not hold in the next one. */
  async forget(manager: EntityManager, id: string, names: readonly (keyof Facts)[]): Promise<void> {
    await manager.query('UPDATE deployment SET facts = facts - $2::text[] WHERE id = $1', [id, names]);
  }

  /** Rows that name a machine which an active deployment, or another planned one of an open lot, already holds. */
  async conflicts(
    manager: EntityManager,
    rows: PlannedRow[],
  ): Promise<{ rowIndex: number; lotNumber: string }[]> {
    return manager.query(
      // Two joins, each by equality: one with OR would compare every row with every deployment.
      `WITH r AS (SELECT * FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS r(serial, mac, n)),
            d AS (SELECT serial, mac, lot_id FROM deployment WHERE state IN ('planned', 'armed', 'running', 'waiting')),
            held AS (SELECT r.n, d.lot_id FROM r JOIN d ON d.serial = r.serial
                     UNION
                     SELECT r.n, d.lot_id FROM r JOIN d ON d.mac = r.mac)
       SELECT DISTINCT (held.n - 1)::int AS "rowIndex", coalesce(l.number, '–') AS "lotNumber"
         FROM held LEFT JOIN lot l ON l.id = held.lot_id
        ORDER BY 1`,
      [rows.map((row) => row.serial ?? null), rows.map((row) => row.mac ?? null)],
    );
  }

  async fail(manager: EntityManager, id: string, failure: Failure): Promise<boolean> {
    return this.move(manager, id, ['armed', 'running', 'waiting'], {
      state: 'failed',
      failure: readableJson(failure),
      endedAt: new Date(),
      bootTarget: 'disk',
    });
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In, IsNull, MoreThan, Not } from 'typeorm';
import { updateReturning } from '../../platform/database/index.js';
import { LicencePoolRow, LicenceRow } from './licence.entity.js';

/** Who needs a licence: a deployment, and its machine where that is known. */
export interface Holder {
  deploymentId: string;
  machineId?: string;
}

export interface PoolCount {
  name: string;
  kind: LicencePoolRow['kind'];
  total: number;
  taken: number;
  used: number;
  createdBy: string;
  createdAt: Date;
}

/** Licences that are sealed, opened or written at once: the server answers others in between. */
export const AT_ONCE = 1_000;

/** Of a licence, all but its key. */
const SHOWN = {
  id: true,
  pool: true,
  position: true,
  machineId: true,
  deploymentId: true,
  takenAt: true,
  usedAt: true,
};
export type ShownLicence = Pick<LicenceRow, keyof typeof SHOWN>;

/** The rows of `licence_pool` and `licence`. */
@Injectable()
export class LicenceStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** False when there is one of that name. */
  async insertPool(manager: EntityManager, row: Omit<LicencePoolRow, 'createdAt'>): Promise<boolean> {
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(LicencePoolRow)
      .values(row)
      .orIgnore()
      .returning('name')
      .execute();
    return (result.raw as unknown[]).length > 0;
  }

  /**
   * The pools of these names, by name, locked until the transaction ends: whoever takes, adds or releases licences of
   * one comes here first, so that none is given twice. Always in the same order: no two wait for each other.
   */
  lockPools(manager: EntityManager, names: readonly string[]): Promise<LicencePoolRow[]> {
    return manager.find(LicencePoolRow, {
      where: { name: In([...new Set(names)]) },
      order: { name: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  findPool(name: string): Promise<LicencePoolRow | null> {
    return this.database.manager.findOneBy(LicencePoolRow, { name });
  }

  async deletePool(manager: EntityManager, name: string): Promise<void> {
    await manager.delete(LicenceRow, { pool: name });
    await manager.delete(LicencePoolRow, { name });
  }

  /** Adds these licences, `AT_ONCE` of them at most, behind those that the pool has. */
  async insert(
    manager: EntityManager,
    pool: string,
    added: readonly { id: string; sealedKey: Buffer | null }[],
  ): Promise<void> {
    const last = await manager.maximum(LicenceRow, 'position', { pool });
    await manager.query(
      `INSERT INTO licence (id, pool, position, sealed_key)
       SELECT id, $1, $2::int + number, sealed_key
       FROM unnest($3::uuid[], $4::bytea[]) WITH ORDINALITY AS added (id, sealed_key, number)`,
      [pool, last ?? 0, added.map(({ id }) => id), added.map(({ sealedKey }) => sealedKey)],
    );
  }

  counts(manager: EntityManager, name?: string): Promise<PoolCount[]> {
    return manager.query(
      `SELECT name, kind, pool.created_by AS "createdBy", pool.created_at AS "createdAt",
              count(licence.id)::int AS total, count(taken_at)::int AS taken, count(used_at)::int AS used
       FROM licence_pool pool LEFT JOIN licence ON licence.pool = pool.name
       WHERE $1::text IS NULL OR name = $1
       GROUP BY pool.name ORDER BY pool.name`,
      [name ?? null],
    );
  }

  /** Those that somebody has, in the order of the pool. */
  async taken(pool: string): Promise<ShownLicence[]> {
    return this.database.manager.find(LicenceRow, {
      select: SHOWN,
      where: { pool, takenAt: Not(IsNull()) },
      order: { position: 'ASC' },
    });
  }

  /** Those that come after a position, with their keys, `AT_ONCE` of them at most. */
  after(
    manager: EntityManager,
    pool: string,
    position: number,
  ): Promise<Pick<LicenceRow, 'id' | 'position' | 'sealedKey'>[]> {
    return manager.find(LicenceRow, {
      select: { id: true, position: true, sealedKey: true },
      where: { pool, position: MoreThan(position) },
      order: { position: 'ASC' },
      take: AT_ONCE,
    });
  }

  /** The one that a machine has. */
  ofMachine(manager: EntityManager, pool: string, machineId: string): Promise<LicenceRow | null> {
    return manager.findOneBy(LicenceRow, { pool, machineId });
  }

  /**
   * Gives each holder a licence of the pool, which is locked: the one that its machine has, else the one that is
   * reserved for its deployment, else a free one. Returns how many got none. A few statements, however many holders.
   */
  async hold(manager: EntityManager, pool: string, holders: readonly Holder[]): Promise<number> {
    const kept = await this.keep(manager, pool, holders);
    await this.freeReserved(manager, pool, kept);
    const others = holders.filter(({ deploymentId }) => !kept.includes(deploymentId));
    const bound = await this.bind(manager, pool, others);
    const rest = others.filter(({ deploymentId }) => !bound.includes(deploymentId));
    return rest.length - (await this.takeFree(manager, pool, rest));
  }

  /** Those whose machine has one already: it counts for this deployment now. */
  private async keep(manager: EntityManager, pool: string, holders: readonly Holder[]): Promise<string[]> {
    const rows = await updateReturning<{ deployment: string }>(
      manager,
      `UPDATE licence SET deployment_id = holder.deployment
       FROM unnest($2::uuid[], $3::uuid[]) AS holder (deployment, machine)
       WHERE pool = $1 AND machine_id = holder.machine
       RETURNING holder.deployment`,
      [pool, ...columnsOf(holders)],
    );
    return rows.map(({ deployment }) => deployment);
  }

  /** The machine was not known when its deployment was armed, and has one of an earlier deployment. */
  private async freeReserved(manager: EntityManager, pool: string, deploymentIds: string[]): Promise<void> {
    if (deploymentIds.length === 0) return;
    await manager.query(
      `UPDATE licence SET deployment_id = NULL, taken_at = NULL
       WHERE pool = $1 AND deployment_id = ANY($2) AND machine_id IS NULL`,
      [pool, deploymentIds],
    );
  }

  /** Those for whose deployment one was reserved before the machine was known. */
  private async bind(manager: EntityManager, pool: string, holders: readonly Holder[]): Promise<string[]> {
    const rows = await updateReturning<{ deployment: string }>(
      manager,
      `UPDATE licence SET machine_id = holder.machine
       FROM unnest($2::uuid[], $3::uuid[]) AS holder (deployment, machine)
       WHERE pool = $1 AND deployment_id = holder.deployment AND machine_id IS NULL
       RETURNING holder.deployment`,
      [pool, ...columnsOf(holders)],
    );
    return rows.map(({ deployment }) => deployment);
  }

  /** Returns how many there were. */
  private async takeFree(manager: EntityManager, pool: string, holders: readonly Holder[]): Promise<number> {
    const rows = await updateReturning<{ id: string }>(
      manager,
      `WITH free AS (
         SELECT id, row_number() OVER (ORDER BY position) AS number
         FROM licence WHERE pool = $1 AND taken_at IS NULL ORDER BY position LIMIT cardinality($2::uuid[])
       )
       UPDATE licence SET machine_id = holder.machine, deployment_id = holder.deployment, taken_at = now()
       FROM free JOIN unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS holder (deployment, machine, number) USING (number)
       WHERE licence.id = free.id AND licence.taken_at IS NULL
       RETURNING licence.id`,
      [pool, ...columnsOf(holders)],
    );
    return rows.length;
  }

  /** Notes that the machine was given it; the first time stays. */
  async use(manager: EntityManager, id: string): Promise<void> {
    await manager.query(`UPDATE licence SET used_at = coalesce(used_at, now()) WHERE id = $1`, [id]);
  }

  async free(manager: EntityManager, ids: readonly string[]): Promise<void> {
    const nobody = { machineId: null, deploymentId: null, takenAt: null, usedAt: null };
    await manager.update(LicenceRow, { id: In([...ids]) }, nobody);
  }

  /** Frees what was reserved for these deployments and that no PC was given. */
  async freeUnused(manager: EntityManager, deploymentIds: readonly string[]): Promise<void> {
    await manager.query(
      `UPDATE licence SET machine_id = NULL, deployment_id = NULL, taken_at = NULL
       WHERE deployment_id = ANY($1) AND used_at IS NULL`,
      [deploymentIds],
    );
  }
}

function columnsOf(holders: readonly Holder[]): [deployments: string[], machines: (string | null)[]] {
  return [holders.map(({ deploymentId }) => deploymentId), holders.map(({ machineId }) => machineId ?? null)];
}

export const newLicence = (sealedKey: Buffer | null = null, id: string = randomUUID()) => ({ id, sealedKey });

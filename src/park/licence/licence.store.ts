import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
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

/** Rows of an insert, so that a statement stays below the limit of parameters. */
const AT_ONCE = 1_000;

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

  /** Adds as many licences as there are ids, behind those that the pool has. */
  async insert(
    manager: EntityManager,
    pool: string,
    added: readonly { id: string; sealedKey: Buffer | null }[],
  ): Promise<void> {
    const last = await manager.maximum(LicenceRow, 'position', { pool });
    const rows = added.map((one, index) => ({ ...one, pool, position: (last ?? 0) + 1 + index }));
    for (let at = 0; at < rows.length; at += AT_ONCE)
      await manager.insert(LicenceRow, rows.slice(at, at + AT_ONCE));
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
  async taken(pool: string): Promise<LicenceRow[]> {
    const rows = await this.database.manager.find(LicenceRow, {
      where: { pool },
      order: { position: 'ASC' },
    });
    return rows.filter(({ takenAt }) => takenAt !== null);
  }

  keys(manager: EntityManager, pool: string): Promise<LicenceRow[]> {
    return manager.find(LicenceRow, { where: { pool } });
  }

  /** The one that a machine has. */
  ofMachine(manager: EntityManager, pool: string, machineId: string): Promise<LicenceRow | null> {
    return manager.findOneBy(LicenceRow, { pool, machineId });
  }

  /** The one that is reserved for a deployment, whose machine was not known then. */
  async ofDeployment(manager: EntityManager, pool: string, deploymentId: string): Promise<LicenceRow | null> {
    const rows = await manager.findBy(LicenceRow, { pool, deploymentId });
    return rows.find(({ machineId }) => machineId === null) ?? null;
  }

  /** Takes the first free one for a holder; undefined when there is none. The pool is locked. */
  async takeFree(
    manager: EntityManager,
    pool: string,
    { deploymentId, machineId }: Holder,
  ): Promise<string | undefined> {
    const rows = await updateReturning<{ id: string }>(
      manager,
      `UPDATE licence SET machine_id = $2, deployment_id = $3, taken_at = now()
       WHERE id = (SELECT id FROM licence WHERE pool = $1 AND taken_at IS NULL ORDER BY position LIMIT 1)
         AND taken_at IS NULL
       RETURNING id`,
      [pool, machineId ?? null, deploymentId],
    );
    return rows[0]?.id;
  }

  async hold(manager: EntityManager, id: string, { deploymentId, machineId }: Holder): Promise<void> {
    await manager.update(LicenceRow, { id }, { deploymentId, ...(machineId && { machineId }) });
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

export const newLicence = (sealedKey: Buffer | null = null, id: string = randomUUID()) => ({ id, sealedKey });

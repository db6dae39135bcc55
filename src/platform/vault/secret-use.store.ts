import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull, Not } from 'typeorm';
import { inTransaction, updateReturning } from '../database/index.js';
import { type SecretUse, useId } from './secret-use.js';
import { SecretUseRow } from './secret-use.entity.js';

/** Rows in one statement: PostgreSQL allows 65,535 parameters. */
const AT_ONCE = 5_000;

/** The uses of secrets in fields of profiles, and their approvals. */
@Injectable()
export class SecretUseStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, work);
  }

  /** Adds new uses; existing ones are unchanged. */
  async add(uses: readonly SecretUse[], askedBy: string, manager: EntityManager): Promise<void> {
    for (const part of parts(uses)) {
      await manager
        .createQueryBuilder()
        .insert()
        .into(SecretUseRow)
        .values(part.map((use) => ({ ...rowOf(use), askedBy })))
        .orIgnore()
        .execute();
    }
  }

  /** Approves uses. @returns those that were not approved before */
  async approve(
    uses: readonly SecretUse[],
    approvedBy: string,
    manager: EntityManager,
  ): Promise<SecretUse[]> {
    await this.add(uses, approvedBy, manager);
    const sql = `UPDATE secret_use SET approved_by = $2, approved_at = now()
                  WHERE id = ANY($1) AND approved_at IS NULL RETURNING reference, profile, field`;
    return updateReturning<SecretUse>(manager, sql, [uses.map(useId), approvedBy]);
  }

  /** Withdraws the approval. False when it was not approved. */
  async revoke(use: SecretUse, manager: EntityManager): Promise<boolean> {
    const change = { approvedBy: null, approvedAt: null };
    const { affected } = await manager.update(
      SecretUseRow,
      { id: useId(use), approvedAt: Not(IsNull()) },
      change,
    );
    return affected === 1;
  }

  async has(use: SecretUse): Promise<boolean> {
    return this.dataSource.manager.existsBy(SecretUseRow, { id: useId(use) });
  }

  /** Those of `uses` that no administrator has approved. */
  async unapproved(uses: readonly SecretUse[]): Promise<SecretUse[]> {
    const approved = new Set<string>();
    for (const part of parts(uses)) {
      const rows = await this.dataSource.manager.find(SecretUseRow, {
        select: { id: true },
        where: { id: In(part.map(useId)), approvedAt: Not(IsNull()) },
      });
      rows.forEach(({ id }) => approved.add(id));
    }
    return uses.filter((use) => !approved.has(useId(use)));
  }

  /** Uses without approval first, then by secret. */
  list(): Promise<SecretUseRow[]> {
    return this.dataSource.manager
      .createQueryBuilder(SecretUseRow, 'use')
      .orderBy('use.approved_at IS NOT NULL')
      .addOrderBy('use.reference')
      .addOrderBy('use.profile')
      .addOrderBy('use.field')
      .getMany();
  }
}

function rowOf({ reference, profile, field }: SecretUse) {
  return { id: useId({ reference, profile, field }), reference, profile, field };
}

function* parts<T>(all: readonly T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += AT_ONCE) yield all.slice(from, from + AT_ONCE);
}

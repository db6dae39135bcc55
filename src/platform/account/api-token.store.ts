import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type FindOptionsWhere, IsNull } from 'typeorm';
import type { Role } from '../core/index.js';
import { inTransaction, type Pagination, skipAndTake } from '../database/index.js';
import { Account } from './account.entity.js';
import { ApiToken } from './api-token.entity.js';

/** API tokens, by their hashes. */
@Injectable()
export class ApiTokenStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, work);
  }

  async insert(token: Omit<ApiToken, 'lastUsedAt' | 'revokedAt'>, manager: EntityManager): Promise<void> {
    await manager.insert(ApiToken, token);
  }

  /** The enabled account of a valid token, and the most that the token may do. */
  async accountOf(tokenHash: string): Promise<{ account: Account; role: Role | null } | null> {
    const { entities, raw } = await this.dataSource
      .createQueryBuilder(Account, 'account')
      .addSelect('token.role', 'held_role')
      .innerJoin(ApiToken, 'token', 'token.account_id = account.id')
      .where('token.token_hash = :tokenHash AND token.revoked_at IS NULL', { tokenHash })
      .andWhere('(token.expires_at IS NULL OR token.expires_at > now())')
      .andWhere('account.disabled_at IS NULL')
      .getRawAndEntities<{ held_role: Role | null }>();
    const [account] = entities;
    return account === undefined ? null : { account, role: raw[0]?.held_role ?? null };
  }

  /** Records the use, at most once a minute. */
  async touch(tokenHash: string): Promise<void> {
    await this.dataSource.query(
      `UPDATE api_token SET last_used_at = now()
       WHERE token_hash = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
      [tokenHash],
    );
  }

  page(where: FindOptionsWhere<ApiToken>, pagination: Pagination): Promise<[ApiToken[], number]> {
    return this.dataSource.manager.findAndCount(ApiToken, {
      where: { revokedAt: IsNull(), ...where },
      order: { createdAt: 'DESC', id: 'ASC' },
      ...skipAndTake(pagination),
    });
  }

  find(id: string): Promise<ApiToken | null> {
    return this.dataSource.manager.findOneBy(ApiToken, { id, revokedAt: IsNull() });
  }

  /** The valid token with this hash; its row is locked until the transaction ends. */
  async lockByHash(tokenHash: string, manager: EntityManager): Promise<ApiToken | null> {
    return manager
      .createQueryBuilder(ApiToken, 'token')
      .setLock('pessimistic_write')
      .where('token.token_hash = :tokenHash AND token.revoked_at IS NULL', { tokenHash })
      .andWhere('(token.expires_at IS NULL OR token.expires_at > now())')
      .getOne();
  }

  async revokeNamed(accountId: string, name: string): Promise<void> {
    await this.dataSource.manager.update(
      ApiToken,
      { accountId, name, revokedAt: IsNull() },
      { revokedAt: new Date() },
    );
  }

  /** Revokes it and every token that was created with it. */
  async revoke(id: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `WITH RECURSIVE ended AS (
         SELECT id FROM api_token WHERE id = $1
         UNION
         SELECT made.id FROM api_token AS made JOIN ended ON made.parent_id = ended.id
       )
       UPDATE api_token SET revoked_at = now() WHERE id IN (SELECT id FROM ended) AND revoked_at IS NULL`,
      [id],
    );
  }

  /** Revokes every token of an account. */
  async revokeAll(accountId: string, manager: EntityManager): Promise<void> {
    await manager.update(ApiToken, { accountId, revokedAt: IsNull() }, { revokedAt: new Date() });
  }
}

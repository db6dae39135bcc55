import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan, Not } from 'typeorm';
import { updateReturning } from '../database/index.js';
import { Account } from './account.entity.js';
import { Session } from './session.entity.js';

/** The rows of `session`. */
@Injectable()
export class SessionStore {
  constructor(private readonly dataSource: DataSource) {}

  async insert(session: Pick<Session, 'tokenHash' | 'accountId' | 'expiresAt'>): Promise<void> {
    await this.dataSource.manager.insert(Session, session);
  }

  /** The enabled account of a session that has not expired. */
  accountOf(tokenHash: string): Promise<Account | null> {
    return this.dataSource
      .createQueryBuilder(Account, 'account')
      .innerJoin(Session, 'session', 'session.account_id = account.id')
      .where('session.token_hash = :tokenHash AND session.expires_at > now()', { tokenHash })
      .andWhere('account.disabled_at IS NULL')
      .getOne();
  }

  /** @returns the id of its account; undefined when there was none */
  async remove(tokenHash: string): Promise<string | undefined> {
    const sql = `DELETE FROM session WHERE token_hash = $1 RETURNING account_id AS "accountId"`;
    const [row] = await updateReturning<{ accountId: string }>(this.dataSource.manager, sql, [tokenHash]);
    return row?.accountId;
  }

  /** Ends the sessions of an account, except the one to keep. */
  async removeAll(accountId: string, manager: EntityManager, keptHash = ''): Promise<void> {
    await manager.delete(Session, { accountId, tokenHash: Not(keptHash) });
  }

  async purge(): Promise<void> {
    await this.dataSource.manager.delete(Session, { expiresAt: LessThan(new Date()) });
  }
}

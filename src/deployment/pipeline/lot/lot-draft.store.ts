import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { inTransaction } from '../../../platform/database/index.js';
import { type DraftContent, EMPTY_DRAFT } from './draft-content.js';
import { LotDraftRow } from './lot.entity.js';

/** The drafts of lots: at most one that is not finished for an account. */
@Injectable()
export class LotDraftStore {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /** The draft of the account that is not finished. */
  current(accountId: string): Promise<LotDraftRow | null> {
    return this.database.manager.findOneBy(LotDraftRow, { accountId, lotId: IsNull() });
  }

  /** Changes the draft of the account, made when there is none; changes of two tabs come one after another. */
  change<T>(
    accountId: string,
    change: (content: DraftContent) => { content: DraftContent; result: T },
  ): Promise<T> {
    return inTransaction(this.database, async (manager) => {
      await manager.query(
        `INSERT INTO lot_draft (id, account_id, content) VALUES ($1, $2, $3)
         ON CONFLICT (account_id) WHERE lot_id IS NULL DO NOTHING`,
        [randomUUID(), accountId, JSON.stringify(EMPTY_DRAFT)],
      );
      const draft = await manager.findOneOrFail(LotDraftRow, {
        where: { accountId, lotId: IsNull() },
        lock: { mode: 'pessimistic_write' },
      });
      const { content, result } = change(draft.content);
      await manager.update(LotDraftRow, { id: draft.id }, { content: content, updatedAt: new Date() });
      return result;
    });
  }

  /** The draft of the account, locked until the transaction ends; null when the account has no such draft. */
  lock(manager: EntityManager, id: string, accountId: string): Promise<LotDraftRow | null> {
    return manager.findOne(LotDraftRow, { where: { id, accountId }, lock: { mode: 'pessimistic_write' } });
  }

  /** It has become this lot; what was prepared is no longer kept. */
  async finish(manager: EntityManager, id: string, lotId: string): Promise<void> {
    await manager.update(LotDraftRow, { id }, { lotId, content: EMPTY_DRAFT, updatedAt: new Date() });
  }

  async discard(accountId: string): Promise<void> {
    await this.database.manager.delete(LotDraftRow, { accountId, lotId: IsNull() });
  }
}

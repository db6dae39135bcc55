import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction } from '../database/index.js';
import { AccountPin } from './account-pin.entity.js';

@Injectable()
export class PinStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, work);
  }

  find(accountId: string): Promise<AccountPin | null> {
    return this.dataSource.manager.findOneBy(AccountPin, { accountId });
  }

  async put(
    pin: Pick<AccountPin, 'accountId' | 'pinHash' | 'passwordMark'>,
    manager: EntityManager,
  ): Promise<void> {
    await manager.upsert(AccountPin, { ...pin, setAt: () => 'now()' }, ['accountId']);
  }

  /** @returns false when there was none */
  async remove(accountId: string, manager: EntityManager): Promise<boolean> {
    return ((await manager.delete(AccountPin, { accountId })).affected ?? 0) > 0;
  }
}

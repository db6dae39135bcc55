import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, IsNull } from 'typeorm';
import { inTransaction, type Pagination, skipAndTake } from '../database/index.js';
import { Account } from './account.entity.js';

/** The rows of `account`. */
@Injectable()
export class AccountStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, work);
  }

  /** The same under a lock: no other transaction adds, disables or demotes an account. */
  withLock<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction(async (manager) => {
      await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('etabli accounts', 0))`);
      return work(manager);
    });
  }

  find(id: string, manager: EntityManager = this.dataSource.manager): Promise<Account | null> {
    return manager.findOneBy(Account, { id });
  }

  withIds(ids: readonly string[]): Promise<Account[]> {
    return this.dataSource.manager.findBy(Account, { id: In([...ids]) });
  }

  findByName(name: string): Promise<Account | null> {
    return this.dataSource.manager.findOneBy(Account, { name });
  }

  findByNames(names: readonly string[]): Promise<Account[]> {
    return this.dataSource.manager.findBy(Account, { name: In(names) });
  }

  exists(manager: EntityManager = this.dataSource.manager): Promise<boolean> {
    return manager.exists(Account);
  }

  page(pagination: Pagination): Promise<[Account[], number]> {
    return this.dataSource.manager.findAndCount(Account, {
      order: { name: 'ASC' },
      ...skipAndTake(pagination),
    });
  }

  enabledAdministrators(manager: EntityManager): Promise<number> {
    return manager.countBy(Account, { role: 'administrator', disabledAt: IsNull() });
  }

  /** False when the name is taken. */
  async insert(account: Omit<Account, 'createdAt' | 'disabledAt'>, manager: EntityManager): Promise<boolean> {
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(Account)
      .values(account)
      .orIgnore()
      .returning('id')
      .execute();
    return (result.raw as unknown[]).length > 0;
  }

  async update(id: string, change: Partial<Account>, manager: EntityManager): Promise<void> {
    await manager.update(Account, { id }, change);
  }
}

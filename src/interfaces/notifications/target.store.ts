import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ArrayContains, type DataSource, type EntityManager } from 'typeorm';
import type { EventKind } from './event.js';
import { NotificationTarget } from './notification.entity.js';

export type NewTarget = Omit<NotificationTarget, 'id' | 'createdAt'>;

/** The rows of `notification_target`. */
@Injectable()
export class TargetStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** Undefined when there is one of that name. */
  async insert(manager: EntityManager, row: NewTarget): Promise<NotificationTarget | undefined> {
    const result = await manager
      .createQueryBuilder()
      .insert()
      .into(NotificationTarget)
      .values(row)
      .orIgnore()
      .returning('id')
      .execute();
    const id = (result.raw as { id: string }[])[0]?.id;
    return id === undefined ? undefined : manager.findOneByOrFail(NotificationTarget, { id });
  }

  all(): Promise<NotificationTarget[]> {
    return this.database.manager.find(NotificationTarget, { order: { name: 'ASC' } });
  }

  listening(kind: EventKind, manager: EntityManager): Promise<NotificationTarget[]> {
    return manager.find(NotificationTarget, {
      where: { events: ArrayContains([kind]) },
      order: { name: 'ASC' },
    });
  }

  named(name: string, manager: EntityManager = this.database.manager): Promise<NotificationTarget | null> {
    return manager.findOneBy(NotificationTarget, { name });
  }

  find(id: string): Promise<NotificationTarget | null> {
    return this.database.manager.findOneBy(NotificationTarget, { id });
  }

  async remove(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(NotificationTarget, { id });
  }
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { DriverRuleRow } from './driver-rule.entity.js';

/** The rows of `driver_rule`. */
@Injectable()
export class DriverRuleStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  async insert(manager: EntityManager, row: Omit<DriverRuleRow, 'createdAt'>): Promise<void> {
    await manager.insert(DriverRuleRow, row);
  }

  /** False when there is none. */
  async delete(manager: EntityManager, id: string): Promise<boolean> {
    return ((await manager.delete(DriverRuleRow, { id })).affected ?? 0) > 0;
  }

  all(): Promise<DriverRuleRow[]> {
    return this.database.manager.find(DriverRuleRow, { order: { createdAt: 'ASC', id: 'ASC' } });
  }
}

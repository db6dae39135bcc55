import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { inTransaction } from '../../../platform/database/index.js';
import { MdmDelivery } from './mdm-delivery.entity.js';

/** How long a delivery is remembered after its link has expired; the audit log remembers it for good. */
const KEPT_MS = 30 * 86_400_000;

@Injectable()
export class MdmDeliveryStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, work);
  }

  /** Writes a new delivery, and forgets old ones. */
  async insert(
    delivery: Omit<MdmDelivery, 'createdAt' | 'deliveredAt'>,
    manager: EntityManager,
  ): Promise<void> {
    await manager.delete(MdmDelivery, { expiresAt: LessThan(new Date(Date.now() - KEPT_MS)) });
    await manager.insert(MdmDelivery, delivery);
  }

  /** Undefined when there is none of this id. */
  async find(id: string): Promise<MdmDelivery | undefined> {
    return (await this.dataSource.manager.findOneBy(MdmDelivery, { id })) ?? undefined;
  }

  async markDelivered(id: string, manager: EntityManager): Promise<void> {
    await manager.update(MdmDelivery, { id }, { deliveredAt: new Date() });
  }
}

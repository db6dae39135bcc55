import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, LessThan } from 'typeorm';
import { inTransaction } from '../../../platform/database/index.js';
import { MdmDelivery } from './mdm-delivery.entity.js';

/** How long a delivery is kept after its link has expired; the audit log keeps it permanently. */
const KEPT_MS = 30 * 86_400_000;

@Injectable()
export class MdmDeliveryStore {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, work);
  }

  /** Stores a new delivery, and deletes old ones. */
  async insert(
    delivery: Omit<MdmDelivery, 'createdAt' | 'deliveredAt'>,
    manager: EntityManager,
  ): Promise<void> {
    await manager.delete(MdmDelivery, { expiresAt: LessThan(new Date(Date.now() - KEPT_MS)) });
    await manager.insert(MdmDelivery, delivery);
  }

  /** Undefined when the id is unknown. */
  async find(id: string): Promise<MdmDelivery | undefined> {
    return (await this.dataSource.manager.findOneBy(MdmDelivery, { id })) ?? undefined;
  }

  async markDelivered(id: string, manager: EntityManager): Promise<void> {
    await manager.update(MdmDelivery, { id }, { deliveredAt: new Date() });
  }
}

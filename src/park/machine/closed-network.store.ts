import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { updateReturning } from '../../platform/database/index.js';
import { ClosedNetwork } from './closed-network.entity.js';

/** The rows of `closed_network`. */
@Injectable()
export class ClosedNetworkStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** False when it exists already. */
  async insert(manager: EntityManager, network: string, reason: string | undefined, by: string) {
    const sql = `INSERT INTO closed_network (network, reason, closed_by) VALUES ($1, $2, $3)
       ON CONFLICT DO NOTHING RETURNING network`;
    return (await updateReturning(manager, sql, [network, reason ?? null, by])).length > 0;
  }

  /** False when it does not exist. */
  async delete(manager: EntityManager, network: string): Promise<boolean> {
    return ((await manager.delete(ClosedNetwork, { network })).affected ?? 0) > 0;
  }

  all(): Promise<ClosedNetwork[]> {
    return this.database.manager.find(ClosedNetwork, { order: { network: 'ASC' } });
  }

  /** The smallest closed network that contains the address. */
  async around(address: string, manager: EntityManager = this.database.manager) {
    return (
      (await manager
        .createQueryBuilder(ClosedNetwork, 'closed')
        .where('closed.network >>= :address::inet', { address })
        .orderBy('masklen(closed.network)', 'DESC')
        .getOne()) ?? undefined
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { RecetteSignature } from './signature.entity.js';

@Injectable()
export class SignatureStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Oldest first. */
  ofDeployment(
    deploymentId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<RecetteSignature[]> {
    return manager.find(RecetteSignature, { where: { deploymentId }, order: { signedAt: 'ASC', id: 'ASC' } });
  }

  async insert(row: Omit<RecetteSignature, 'signedAt'>, manager: EntityManager): Promise<void> {
    await manager.insert(RecetteSignature, row);
  }
}

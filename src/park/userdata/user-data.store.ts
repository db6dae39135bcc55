import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { UserDataRepository, UserDataSnapshot } from './user-data.entity.js';

export type NewSnapshot = Omit<UserDataSnapshot, 'takenAt' | 'restoredAt'>;

/** The rows of `user_data_repository` and `user_data_snapshot`. */
@Injectable()
export class UserDataStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  repository(machineId: string): Promise<UserDataRepository | null> {
    return this.database.manager.findOneBy(UserDataRepository, { machineId });
  }

  async repositories(): Promise<string[]> {
    const rows = await this.database.manager.find(UserDataRepository, { select: { machineId: true } });
    return rows.map(({ machineId }) => machineId);
  }

  /** Does nothing when the machine has one: two workers must not give it two passwords. */
  async insertRepository(machineId: string, sealedPassword: Buffer): Promise<void> {
    await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(UserDataRepository)
      .values({ machineId, sealedPassword })
      .orIgnore()
      .execute();
  }

  /** False when there is none. Its snapshots go with it. */
  async deleteRepository(manager: EntityManager, machineId: string): Promise<boolean> {
    return ((await manager.delete(UserDataRepository, { machineId })).affected ?? 0) > 0;
  }

  /** Does nothing when it is there. Earlier ones of its deployment are not put back any more, and expire. */
  async insertSnapshot(snapshot: NewSnapshot): Promise<void> {
    const { id, deploymentId } = snapshot;
    await this.database.transaction(async (manager) => {
      await manager.update(UserDataSnapshot, { deploymentId, id: Not(id) }, { restoreWanted: false });
      await manager
        .createQueryBuilder()
        .insert()
        .into(UserDataSnapshot)
        .values(snapshot)
        .orIgnore()
        .execute();
    });
  }

  /** The newest one. */
  ofDeployment(deploymentId: string): Promise<UserDataSnapshot | null> {
    return this.database.manager.findOne(UserDataSnapshot, {
      where: { deploymentId },
      order: { takenAt: 'DESC' },
    });
  }

  find(machineId: string, id: string): Promise<UserDataSnapshot | null> {
    return this.database.manager.findOneBy(UserDataSnapshot, { machineId, id });
  }

  /** The newest first. */
  ofMachine(machineId: string): Promise<UserDataSnapshot[]> {
    return this.database.manager.find(UserDataSnapshot, { where: { machineId }, order: { takenAt: 'DESC' } });
  }

  /** The newest one that was to be put back and was not. */
  owed(machineId: string): Promise<UserDataSnapshot | null> {
    return this.database.manager.findOne(UserDataSnapshot, {
      where: { machineId, restoreWanted: true, restoredAt: IsNull() },
      order: { takenAt: 'DESC' },
    });
  }

  all(): Promise<UserDataSnapshot[]> {
    return this.database.manager.find(UserDataSnapshot, { order: { takenAt: 'DESC' } });
  }

  /** Those whose time is over, but for what is still to be put back. */
  expired(now: Date): Promise<UserDataSnapshot[]> {
    return this.database.manager
      .createQueryBuilder(UserDataSnapshot, 'snapshot')
      .where('snapshot.expiresAt <= :now', { now })
      .andWhere('(NOT snapshot.restoreWanted OR snapshot.restoredAt IS NOT NULL)')
      .orderBy('snapshot.takenAt', 'ASC')
      .getMany();
  }

  async markRestored(id: string, at: Date): Promise<void> {
    await this.database.manager.update(UserDataSnapshot, { id, restoredAt: IsNull() }, { restoredAt: at });
  }

  async deleteSnapshot(manager: EntityManager, id: string): Promise<void> {
    await manager.delete(UserDataSnapshot, { id });
  }
}

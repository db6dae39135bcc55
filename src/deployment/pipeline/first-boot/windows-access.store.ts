import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { inTransaction, updateReturning } from '../../../platform/database/index.js';
import { WindowsAccess } from './windows-access.entity.js';

export type NewWindowsAccess = Pick<
  WindowsAccess,
  'deploymentId' | 'machineId' | 'account' | 'sealedPassword' | 'certificate'
>;

/** The rows of `windows_access`. */
@Injectable()
export class WindowsAccessStore {
  constructor(private readonly database: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return inTransaction(this.database, work);
  }

  of(deploymentId: string, manager = this.database.manager): Promise<WindowsAccess | null> {
    return manager.findOneBy(WindowsAccess, { deploymentId });
  }

  /** A PC that enrols again keeps its account, gets another certificate, and has to open again. */
  async enrol(manager: EntityManager, access: NewWindowsAccess): Promise<void> {
    const { deploymentId, machineId, account, sealedPassword, certificate } = access;
    await manager.query(
      `INSERT INTO windows_access (deployment_id, machine_id, account, sealed_password, certificate)
       VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (deployment_id) DO UPDATE
         SET certificate = excluded.certificate, enrolled_at = now(), opened_at = NULL`,
      [deploymentId, machineId, account, sealedPassword, certificate],
    );
  }

  async opened(manager: EntityManager, deploymentId: string): Promise<void> {
    await manager.query(`UPDATE windows_access SET opened_at = now() WHERE deployment_id = $1`, [
      deploymentId,
    ]);
  }

  /** From now on the PC is told to take everything away; false when it never enrolled. */
  async askSeal(deploymentId: string): Promise<boolean> {
    const rows = await updateReturning(
      this.database.manager,
      `UPDATE windows_access SET seal_asked_at = coalesce(seal_asked_at, now()) WHERE deployment_id = $1
       RETURNING deployment_id`,
      [deploymentId],
    );
    return rows.length > 0;
  }

  /** Removes those of these deployments, or of these machines. @returns the machines that had one */
  async forget(
    manager: EntityManager,
    of: { deploymentIds: readonly string[] } | { machineIds: readonly string[] },
  ): Promise<string[]> {
    const [column, ids] =
      'deploymentIds' in of ? ['deployment_id', of.deploymentIds] : ['machine_id', of.machineIds];
    const rows = await updateReturning<{ id: string }>(
      manager,
      `DELETE FROM windows_access WHERE ${column} = ANY($1::uuid[]) RETURNING machine_id AS id`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The rows of the `installed_system` table. */
@Injectable()
export class InstalledSystemStore {
  constructor(private readonly database: DataSource) {}

  /**
   * Keeps the machine id of a PC's new system in place of the one before. Recorded before it is compared: of two
   * PCs that are measured at the same time, one at least sees the other.
   */
  async record(machineId: string, deploymentId: string, osMachineId: string): Promise<void> {
    await this.database.query(
      `INSERT INTO installed_system (machine_id, os_machine_id, deployment_id) VALUES ($1, $2, $3)
       ON CONFLICT (machine_id) DO UPDATE
         SET os_machine_id = excluded.os_machine_id, deployment_id = excluded.deployment_id, measured_at = now()`,
      [machineId, osMachineId, deploymentId],
    );
  }

  /** Those of every other PC. */
  async osMachineIdsOfOthers(machineId: string): Promise<string[]> {
    const rows = await this.database.query<{ id: string }[]>(
      `SELECT os_machine_id AS id FROM installed_system WHERE machine_id <> $1 ORDER BY measured_at`,
      [machineId],
    );
    return rows.map(({ id }) => id);
  }
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { inventorySchema } from '../../../park/machine/index.js';
import type { InventoriedPc } from './glpi-inventory.js';

/** The deployment that last named the PC. */
const NAMED = `LEFT JOIN LATERAL (
  SELECT coalesce(o.facts ->> 'hostname', o.hostname) AS hostname, o.asset_tag FROM deployment o
   WHERE o.machine_id = m.id OR (o.machine_id IS NULL AND o.serial = m.serial)
   ORDER BY o.created_at DESC LIMIT 1) d ON true`;

/** Reads what GLPI is told of a machine. */
@Injectable()
export class GlpiStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /** Undefined when the machine has no inventory. */
  async pc(
    machineId: string,
    manager: EntityManager = this.database.manager,
  ): Promise<InventoriedPc | undefined> {
    const [row] = await manager.query<(Omit<InventoriedPc, 'inventory'> & { inventory: unknown })[]>(
      `SELECT m.id, m.serial, CASE WHEN m.uuid_shared THEN NULL ELSE m.uuid END AS uuid, d.hostname,
              d.asset_tag AS "assetTag", m.inventory
         FROM machine m ${NAMED} WHERE m.id = $1 AND m.inventory IS NOT NULL`,
      [machineId],
    );
    // An inventory of an older release may lack what this one expects.
    const { success, data } = inventorySchema.safeParse(row?.inventory);
    return row && success ? { ...row, inventory: data } : undefined;
  }

  async nameOf(machineId: string): Promise<string> {
    const [row] = await this.database.query<{ name: string }[]>(
      `SELECT coalesce(d.hostname, m.serial, m.id::text) AS name FROM machine m ${NAMED} WHERE m.id = $1`,
      [machineId],
    );
    return row?.name ?? machineId;
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, EntityManager, In, Not } from 'typeorm';
import {
  inTransaction,
  isUniqueViolation,
  type Page,
  pageOf,
  type Pagination,
  skipAndTake,
} from '../../platform/database/index.js';
import type { Identity } from './identity.js';
import { MachineAnomaly, MachineChange, MachineMac, MachineRow } from './machine.entity.js';
import { swappedUuid } from './placeholders.js';
import type { ComponentChange } from './component-changes.js';
import type { Disk, Inventory } from './inventory.schema.js';

/** Attempts after a conflict; two are enough in practice. */
const ATTEMPTS = 5;

/** A machine with every MAC seen on it. */
export interface MachineWithMacs extends MachineRow {
  macs: { mac: string; own: boolean }[];
}

/** The rows of the machine tables. */
@Injectable()
export class MachineStore {
  constructor(@InjectDataSource() readonly database: DataSource) {}

  /**
   * Runs `work` in one transaction, and again when another transaction inserted the same unique identity: the second
   * attempt finds that machine.
   */
  async settle<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await inTransaction(this.database, work);
      } catch (error) {
        if (attempt === ATTEMPTS || !isUniqueViolation(error)) throw error;
      }
    }
  }

  /** Every machine that shares a serial number, a UUID or a MAC with one of these identities. */
  async candidates(manager: EntityManager, identities: readonly Identity[]): Promise<MachineWithMacs[]> {
    const serials = identities.flatMap(({ serial }) => serial ?? []);
    const uuids = identities.flatMap(({ uuid }) => (uuid === undefined ? [] : [uuid, swappedUuid(uuid)]));
    const macs = identities.flatMap((identity) => identity.macs);
    const rows = await manager
      .createQueryBuilder(MachineRow, 'machine')
      .where('machine.serial = ANY(:serials)', { serials })
      .orWhere('machine.uuid = ANY(:uuids)', { uuids })
      .orWhere('machine.id IN (SELECT machine_id FROM machine_mac WHERE mac = ANY(:macs))', { macs })
      .orderBy('machine.first_seen_at')
      .getMany();
    return this.withMacs(manager, rows);
  }

  async withMacs(manager: EntityManager, rows: MachineRow[]): Promise<MachineWithMacs[]> {
    if (rows.length === 0) return [];
    const macs = await manager.find(MachineMac, {
      where: { machineId: In(rows.map(({ id }) => id)) },
      order: { mac: 'ASC' },
    });
    const byMachine = new Map<string, { mac: string; own: boolean }[]>(rows.map(({ id }) => [id, []]));
    for (const { machineId, mac, own } of macs) byMachine.get(machineId)?.push({ mac, own });
    return rows.map((row) => Object.assign(row, { macs: byMachine.get(row.id) ?? [] }));
  }

  /** The machine with its inventory. */
  async find(id: string): Promise<MachineWithMacs | undefined> {
    const { manager } = this.database;
    const row = await manager
      .createQueryBuilder(MachineRow, 'machine')
      .addSelect('machine.inventory')
      .where('machine.id = :id', { id })
      .getOne();
    return row === null ? undefined : (await this.withMacs(manager, [row]))[0];
  }

  /** The disks of those of these machines that have an inventory. */
  async disks(ids: readonly string[]): Promise<{ id: string; disks: Disk[] }[]> {
    return this.database.manager.query(
      `SELECT id, inventory->'disks' AS disks FROM machine WHERE id = ANY($1::uuid[]) AND inventory IS NOT NULL`,
      [ids],
    );
  }

  /** Those of these machines that exist, without their inventories. */
  async some(ids: string[]): Promise<MachineWithMacs[]> {
    const { manager } = this.database;
    const order = { firstSeenAt: 'ASC', id: 'ASC' } as const;
    return this.withMacs(manager, await manager.find(MachineRow, { where: { id: In(ids) }, order }));
  }

  /** Without their inventories. */
  async page(pagination: Pagination, search: string | undefined): Promise<Page<MachineWithMacs>> {
    const query = this.database.manager
      .createQueryBuilder(MachineRow, 'machine')
      .orderBy('machine.last_seen_at', 'DESC')
      .addOrderBy('machine.id')
      .skip(skipAndTake(pagination).skip)
      .take(skipAndTake(pagination).take);
    if (search !== undefined) {
      const like = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
      query.where(
        `machine.serial ILIKE :like OR machine.uuid ILIKE :like OR machine.manufacturer ILIKE :like
          OR machine.product ILIKE :like
          OR machine.id IN (SELECT machine_id FROM machine_mac WHERE mac ILIKE :like)`,
        { like },
      );
    }
    const [rows, total] = await query.getManyAndCount();
    return pageOf([await this.withMacs(this.database.manager, rows), total], pagination);
  }

  /** Inserts a machine or updates a known one. Absent values are unchanged. */
  async save(manager: EntityManager, id: string, identity: Identity): Promise<void> {
    const { serial, uuid, manufacturer, product } = identity;
    const uuidShared = await this.isSharedUuid(manager, uuid);
    const learned = {
      ...(serial !== undefined && { serial }),
      ...(uuid !== undefined && { uuid, uuidShared }),
      ...(manufacturer !== undefined && { manufacturer }),
      ...(product !== undefined && { product }),
    };
    const known = await manager.update(MachineRow, id, { ...learned, lastSeenAt: () => 'now()' });
    if (known.affected === 0) await manager.insert(MachineRow, { id, ...learned });
  }

  private async isSharedUuid(manager: EntityManager, uuid: string | undefined): Promise<boolean> {
    if (uuid === undefined) return false;
    const values = [uuid, swappedUuid(uuid)];
    return manager.existsBy(MachineAnomaly, { kind: 'shared-uuid', value: In(values) });
  }

  /** Adds the MACs of a machine. A MAC that is known as an adapter does not identify it. */
  async saveMacs(manager: EntityManager, machineId: string, macs: { mac: string; own: boolean }[]) {
    for (const { mac, own } of [...macs].sort((a, b) => (a.mac < b.mac ? -1 : 1))) {
      await manager.query(
        `INSERT INTO machine_mac (machine_id, mac, own)
         VALUES ($1, $2, $3 AND NOT EXISTS (SELECT FROM machine_mac WHERE mac = $2 AND NOT own)
                         AND NOT EXISTS (SELECT FROM machine_anomaly WHERE kind = 'adapter' AND value = $2))
         ON CONFLICT (machine_id, mac) DO UPDATE
           SET last_seen_at = now(), own = machine_mac.own AND EXCLUDED.own`,
        [machineId, mac, own],
      );
    }
  }

  /** Marks a MAC as shared: it no longer identifies a machine. */
  async disownMac(manager: EntityManager, mac: string): Promise<void> {
    await manager.update(MachineMac, { mac, own: true }, { own: false });
  }

  /** Marks a UUID, in both byte orders, as shared: it no longer identifies a machine. */
  async disownUuid(manager: EntityManager, uuid: string): Promise<void> {
    await manager.update(MachineRow, { uuid: In([uuid, swappedUuid(uuid)]) }, { uuidShared: true });
  }

  /** Stores an oddity; true when it is new or concerns another machine. */
  async note(
    manager: EntityManager,
    { kind, value, machineIds }: Pick<MachineAnomaly, 'kind' | 'value' | 'machineIds'>,
  ): Promise<boolean> {
    const known = await manager.findOne(MachineAnomaly, {
      where: { kind, value },
      lock: { mode: 'pessimistic_write' },
    });
    if (known === null) {
      await manager.insert(MachineAnomaly, { id: randomUUID(), kind, value, machineIds });
      return true;
    }
    const all = [...new Set([...known.machineIds, ...machineIds])].sort();
    await manager.update(MachineAnomaly, known.id, { machineIds: all, lastSeenAt: () => 'now()' });
    return all.length > known.machineIds.length;
  }

  /** Replaces the inventory of a machine and returns the previous one. Locks the row until the transaction ends. */
  async saveInventory(
    manager: EntityManager,
    machineId: string,
    inventory: Inventory,
  ): Promise<Inventory | undefined> {
    const row = await manager
      .createQueryBuilder(MachineRow, 'machine')
      .addSelect('machine.inventory')
      .where('machine.id = :machineId', { machineId })
      .setLock('pessimistic_write')
      .getOneOrFail();
    await manager.update(MachineRow, machineId, {
      inventory,
      inventoryAt: () => 'now()',
      lastSeenAt: () => 'now()',
      manufacturer: row.manufacturer ?? inventory.system?.manufacturer,
      product: row.product ?? inventory.system?.product,
    });
    return row.inventory ?? undefined;
  }

  async saveChange(manager: EntityManager, machineId: string, changes: ComponentChange[]): Promise<void> {
    await manager.insert(MachineChange, { id: randomUUID(), machineId, changes });
  }

  /** The component changes of a machine, newest first. */
  changes(machineId: string): Promise<MachineChange[]> {
    return this.database.manager.find(MachineChange, {
      where: { machineId },
      order: { at: 'DESC' },
      take: 100,
    });
  }

  /** The other machines on which each of these MACs was seen. */
  async otherHolders(manager: EntityManager, machineId: string, macs: string[]): Promise<MachineMac[]> {
    if (macs.length === 0) return [];
    return manager.find(MachineMac, { where: { mac: In(macs), machineId: Not(machineId) } });
  }

  async findByOwnMac(mac: string): Promise<MachineWithMacs | undefined> {
    const owner = await this.database.manager.findOneBy(MachineMac, { mac, own: true });
    return owner === null ? undefined : (await this.some([owner.machineId]))[0];
  }

  /** Those of these MACs that are known to be moved between PCs. */
  async wandering(macs: string[]): Promise<string[]> {
    if (macs.length === 0) return [];
    const rows = await this.database.manager.find(MachineMac, { where: { mac: In(macs), own: false } });
    return [...new Set(rows.map(({ mac }) => mac))];
  }

  anomalies(): Promise<MachineAnomaly[]> {
    return this.database.manager.find(MachineAnomaly, {
      order: { lastSeenAt: 'DESC', id: 'ASC' },
      take: 500,
    });
  }
}

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/account/index.js';
import { logger } from '../../platform/config/index.js';
import { NotFoundError, OperatorError, readableJson } from '../../platform/core/index.js';
import { Notifications, type Page, type Pagination } from '../../platform/database/index.js';
import { type ComponentChange, componentChanges } from './component-changes.js';
import { type Identity, readIdentity, type ReportedIdentity } from './identity.js';
import type { Disk, Inventory } from './inventory.schema.js';
import { isSharedMac, normaliseMac } from './mac.js';
import type { MachineAnomaly, MachineChange } from './machine.entity.js';
import { MachineStore, type MachineWithMacs } from './machine.store.js';
import { swappedUuid } from './placeholders.js';
import { type Oddity, recognise } from './recognise.js';

const log = logger('machine');

/** One PC. */
export interface Machine {
  id: string;
  /** Upper case; absent when the PC has none that is usable. */
  serial?: string;
  /** Lower case. */
  uuid?: string;
  /** Every MAC seen on it, docks included. */
  macs: string[];
  /** Those of `macs` that identify it: not docks and USB adapters. */
  ownMacs: string[];
  manufacturer?: string;
  product?: string;
  /** Only in the result of `findById`. */
  inventory?: Inventory;
  inventoryAt?: Date;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

function machineOf(row: MachineWithMacs): Machine {
  return {
    id: row.id,
    serial: row.serial ?? undefined,
    uuid: row.uuid ?? undefined,
    macs: row.macs.map(({ mac }) => mac),
    ownMacs: row.macs.filter(({ own }) => own).map(({ mac }) => mac),
    manufacturer: row.manufacturer ?? undefined,
    product: row.product ?? undefined,
    inventory: row.inventory ?? undefined,
    inventoryAt: row.inventoryAt ?? undefined,
    firstSeenAt: row.firstSeenAt,
    lastSeenAt: row.lastSeenAt,
  };
}

/** Manages the known machines. */
@Injectable()
export class Machines {
  constructor(
    private readonly store: MachineStore,
    private readonly audit: Audit,
    private readonly notifications: Notifications,
  ) {}

  /**
   * Finds the machine of a report or creates it. Parallel reports of one PC give one machine.
   * Rejects with OperatorError when nothing in the report can identify a PC.
   */
  async register(reported: ReportedIdentity): Promise<Machine> {
    const identity = readIdentity(reported);
    const id = await this.store.settle((manager) => this.settle(manager, identity));
    return this.findById(id);
  }

  private async settle(manager: EntityManager, identity: Identity): Promise<string> {
    const known = await this.store.candidates(manager, [identity]);
    const { machine, anonymous, oddities } = recognise(identity, known);
    if (anonymous) throw namelessMachine(identity);
    const id = machine?.id ?? randomUUID();
    await this.note(manager, id, oddities);
    await this.store.save(manager, id, identity);
    const macs = identity.macs.map((mac) => ({ mac, own: identity.ownMacs.includes(mac) }));
    await this.store.saveMacs(manager, id, macs);
    await this.notifications.publish('machine', id, manager);
    return id;
  }

  /** Marks the values as shared and notifies the technicians once. */
  private async note(manager: EntityManager, id: string, oddities: Oddity[]): Promise<void> {
    for (const oddity of oddities) {
      if (oddity.kind === 'adapter') await this.store.disownMac(manager, oddity.value);
      if (oddity.kind === 'shared-uuid') await this.store.disownUuid(manager, oddity.value);
      const machineIds = [...new Set([...oddity.machineIds, id])].sort();
      if (!(await this.store.note(manager, { ...oddity, machineIds }))) continue;
      log.warn({ ...oddity, machineIds }, 'machine identity is not what it should be');
      await this.audit.record(
        {
          actor: { kind: 'system', id: 'machine', name: 'Établi' },
          action: `machine.${oddity.kind}`,
          subject: { kind: 'machine', id },
          data: { value: oddity.value, machineIds },
        },
        manager,
      );
    }
  }

  /** The machine that matches an identity, without its inventory; nothing is written. */
  async find(reported: ReportedIdentity): Promise<Machine | undefined> {
    return (await this.findAll([reported]))[0];
  }

  /** The same for each of these identities, in order. */
  async findAll(reported: readonly ReportedIdentity[]): Promise<(Machine | undefined)[]> {
    const identities = reported.map(readIdentity);
    const known = await this.store.candidates(this.store.database.manager, identities);
    const sharing = bySharedValue(known);
    return identities.map((identity) => {
      const candidates = sharing(identity);
      const { machine } = recognise(identity, candidates);
      const row = candidates.find(({ id }) => id === machine?.id);
      return row === undefined ? undefined : machineOf(row);
    });
  }

  /** The disks of those of these machines that have an inventory, by machine id. */
  async disks(ids: readonly string[]): Promise<Map<string, Disk[]>> {
    return new Map((await this.store.disks(ids)).map(({ id, disks }) => [id, disks]));
  }

  /** The machine that this MAC identifies, without its inventory. Docks and USB adapters identify none. */
  async findByMac(mac: string): Promise<Machine | undefined> {
    const normal = normaliseMac(mac);
    const row = normal === undefined ? undefined : await this.store.findByOwnMac(normal);
    return row === undefined ? undefined : machineOf(row);
  }

  /** The machine with its inventory. Rejects with NotFoundError when there is no such machine. */
  async findById(id: string): Promise<Machine> {
    const row = await this.store.find(id);
    if (row !== undefined) return machineOf(row);
    throw new NotFoundError({ fr: `aucune machine ${id}`, en: `no machine ${id}` });
  }

  /**
   * Stores the inventory of a machine and its changes since the previous one.
   * @returns those changes; none for a first inventory
   */
  async recordInventory(machineId: string, inventory: Inventory): Promise<ComponentChange[]> {
    await this.findById(machineId);
    return this.store.settle(async (manager) => {
      const clean = readableJson(inventory);
      const before = await this.store.saveInventory(manager, machineId, clean);
      const changes = before === undefined ? [] : componentChanges(before, clean);
      if (changes.length > 0) await this.store.saveChange(manager, machineId, changes);
      await this.recordNics(manager, machineId, clean);
      await this.notifications.publish('machine', machineId, manager);
      return changes;
    });
  }

  private async recordNics(manager: EntityManager, machineId: string, { nics }: Inventory): Promise<void> {
    const macs = nics.flatMap(({ mac = '', bus }) => {
      const normal = normaliseMac(mac);
      return normal === undefined || isSharedMac(normal) ? [] : [{ mac: normal, own: bus !== 'usb' }];
    });
    const others = await this.store.otherHolders(
      manager,
      machineId,
      macs.map(({ mac }) => mac),
    );
    const oddities = [...new Set(others.map(({ mac }) => mac))].map((value) => ({
      kind: 'adapter' as const,
      value,
      machineIds: others.filter(({ mac }) => mac === value).map((other) => other.machineId),
    }));
    await this.note(manager, machineId, oddities);
    await this.store.saveMacs(manager, machineId, macs);
  }

  /** The component changes of a machine, newest first. */
  changes(machineId: string): Promise<MachineChange[]> {
    return this.store.changes(machineId);
  }

  /**
   * Records that a device used the ticket of another PC and identified itself as this machine; notifies technicians.
   * @param ticket the holder of the ticket: the id or the MAC of a machine
   */
  async noteForeignTicket(machineId: string, ticket: string): Promise<void> {
    const anomaly = { kind: 'foreign-ticket' as const, value: ticket, machineIds: [machineId] };
    await this.store.settle((manager) => this.store.note(manager, anomaly));
  }

  /** Those of these machines that exist, without their inventories. */
  async some(ids: string[]): Promise<Machine[]> {
    return (await this.store.some(ids)).map(machineOf);
  }

  /**
   * The machines without their inventories, last seen first; `search` matches serial numbers, UUIDs, MACs and models.
   */
  async list({ search, ...pagination }: Pagination & { search?: string }): Promise<Page<Machine>> {
    const page = await this.store.page(pagination, search);
    return { ...page, items: page.items.map(machineOf) };
  }

  /** Anomalies of identities: docks, shared UUIDs, replaced boards. */
  anomalies(): Promise<MachineAnomaly[]> {
    return this.store.anomalies();
  }

  /** Those of these normalised MACs that identify no machine: docks, USB adapters, shared addresses. */
  async wanderingMacs(macs: string[]): Promise<string[]> {
    const known = await this.store.wandering(macs);
    return macs.filter((mac) => isSharedMac(mac) || known.includes(mac));
  }
}

/** Those of `known` that share a serial number, a UUID or a MAC with an identity, in order. */
function bySharedValue(known: MachineWithMacs[]): (identity: Identity) => MachineWithMacs[] {
  const holders = new Map<string, Set<MachineWithMacs>>();
  for (const row of known) {
    for (const value of [row.serial, row.uuid, ...row.macs.map(({ mac }) => mac)]) {
      if (value) holders.set(value, (holders.get(value) ?? new Set()).add(row));
    }
  }
  return ({ serial, uuid, macs }) => {
    const values = [serial, uuid, uuid && swappedUuid(uuid), ...macs];
    const found = new Set(values.flatMap((value) => [...(holders.get(value ?? '') ?? [])]));
    return [...found].sort((a, b) => a.firstSeenAt.getTime() - b.firstSeenAt.getTime());
  };
}

function namelessMachine({ macs }: Identity): OperatorError {
  return new OperatorError(
    {
      fr: `ce PC n’a aucun identifiant utilisable : ni numéro de série, ni UUID, ni carte réseau propre (${macs.join(', ') || 'aucune adresse MAC'})`,
      en: `nothing identifies this PC: no serial number, no UUID, no network card of its own (${macs.join(', ') || 'no MAC address'})`,
    },
    {
      remedy: {
        fr: 'Inscrivez un numéro de série dans son micrologiciel avec l’outil du constructeur, ou démarrez-le par sa carte réseau intégrée.',
        en: "Write a serial number into its firmware with the manufacturer's tool, or boot it from its built-in network card.",
      },
      data: { macs },
    },
  );
}

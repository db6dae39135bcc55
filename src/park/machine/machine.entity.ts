import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ChannelKind, ChannelProtocol, Proof } from './channel.js';
import type { ComponentChange } from './component-changes.js';
import type { Inventory } from './inventory.schema.js';
import type { Oddity } from './recognise.js';

/** One PC, identified by its serial number, else its UUID, else a MAC of its own. */
@Entity('machine')
@Index('machine_serial_unique', ['serial'], { unique: true })
@Index('machine_uuid_unique', ['uuid'], { unique: true, where: 'NOT uuid_shared' })
@Index('machine_last_seen_index', ['lastSeenAt'])
export class MachineRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_pk' })
  id: string;

  /** Upper case; never a placeholder. */
  @Column('text', { nullable: true })
  serial: string | null;

  /** Lower case; never a placeholder. */
  @Column('text', { nullable: true })
  uuid: string | null;

  /** Another PC reported the same UUID, so it no longer identifies a PC. */
  @Column('boolean', { default: false })
  uuidShared: boolean;

  @Column('text', { nullable: true })
  manufacturer: string | null;

  @Column('text', { nullable: true })
  product: string | null;

  /** The last inventory. Large, so it is not selected by default. */
  @Column('jsonb', { nullable: true, select: false })
  inventory?: Inventory | null;

  @Column('timestamptz', { nullable: true })
  inventoryAt: Date | null;

  @Column('timestamptz', { default: () => 'now()' })
  firstSeenAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  lastSeenAt: Date;
}

/** A MAC address seen on a machine. */
@Entity('machine_mac')
@Index('machine_mac_own_unique', ['mac'], { unique: true, where: 'own' })
@Index('machine_mac_index', ['mac'])
export class MachineMac {
  @ForeignKey(() => MachineRow, { name: 'machine_mac_machine_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_mac_pk' })
  machineId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'machine_mac_pk' })
  mac: string;

  /** Whether it identifies this machine; false for docks, USB adapters and addresses seen on several PCs. */
  @Column('boolean')
  own: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  lastSeenAt: Date;
}

/** Where a machine's environment or installed system answers. */
@Entity('machine_channel')
@Check('machine_channel_kind_check', "kind IN ('environment', 'system')")
@Check('machine_channel_protocol_check', "protocol IN ('ssh', 'winrm')")
@Check('machine_channel_proof_check', "proof IN ('code', 'closed-network')")
export class MachineChannel {
  @ForeignKey(() => MachineRow, { name: 'machine_channel_machine_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_channel_pk' })
  machineId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'machine_channel_pk' })
  kind: ChannelKind;

  @Column('text')
  address: string;

  @Column('integer')
  port: number;

  @Column('text', { default: 'ssh' })
  protocol: ChannelProtocol;

  /** `ssh-ed25519 AAAA…`, or the SHA-256 of a certificate. */
  @Column('text')
  pin: string;

  @Column('timestamptz', { default: () => 'now()' })
  recordedAt: Date;

  /** The environment session with this key. */
  @Column('uuid', { nullable: true })
  sessionId: string | null;

  /** The proof that the PC is this machine; null until it is confirmed. */
  @Column('text', { nullable: true })
  proof: Proof['kind'] | null;

  /** Who typed the code, or who declared the network closed, and when. */
  @Column('text', { nullable: true })
  proofBy: string | null;

  @Column('timestamptz', { nullable: true })
  proofAt: Date | null;

  @Column('text', { nullable: true })
  proofNetwork: string | null;
}

/** The component changes between two inventories. */
@Entity('machine_change')
@Index('machine_change_machine_index', ['machineId', 'at'])
export class MachineChange {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_change_pk' })
  id: string;

  @ForeignKey(() => MachineRow, { name: 'machine_change_machine_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  machineId: string;

  @Column('timestamptz', { default: () => 'now()' })
  at: Date;

  @Column('jsonb')
  changes: ComponentChange[];
}

/** An anomaly of identities; one row for each value. */
@Entity('machine_anomaly')
@Check(
  'machine_anomaly_kind_check',
  "kind IN ('adapter', 'shared-uuid', 'changed-board', 'two-records', 'foreign-ticket')",
)
@Index('machine_anomaly_unique', ['kind', 'value'], { unique: true })
export class MachineAnomaly {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_anomaly_pk' })
  id: string;

  @Column('text')
  kind: Oddity['kind'] | 'foreign-ticket';

  @Column('text')
  value: string;

  @Column('uuid', { array: true })
  machineIds: string[];

  @Column('timestamptz', { default: () => 'now()' })
  firstSeenAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  lastSeenAt: Date;
}

import { Check, Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { BootTarget, DeploymentState, Failure, Purpose, Signal } from '../../platform/core/index.js';
import { MachineRow } from '../../park/machine/index.js';
import { ProfileVersion } from '../../documents/profile/server.js';
import type { Facts } from './facts.js';
import { Lot } from './lot/lot.entity.js';
import type { Plan, PlannedRow } from './plan.js';

const ACTIVE = "state IN ('armed', 'running', 'waiting')";

/** One machine going through one profile version, once; or, with purpose `capture`, giving its disk as a master. */
@Entity('deployment')
@Check('deployment_purpose_check', "purpose IN ('deploy', 'capture')")
@Check(
  'deployment_state_check',
  "state IN ('planned', 'armed', 'running', 'waiting', 'certified', 'captured', 'failed', 'cancelled')",
)
@Check('deployment_boot_target_check', "boot_target IN ('environment', 'disk')")
@Check(
  'deployment_closed_check',
  "(closed_at IS NULL) = (closed_by IS NULL) AND (closed_at IS NULL) = (closing_note IS NULL) AND (closed_at IS NULL OR state = 'failed')",
)
@Check('deployment_local_boot_check', '(local_boot_at IS NULL) = (local_boot_by IS NULL)')
@Index('deployment_active_machine_unique', ['machineId'], { unique: true, where: ACTIVE })
@Index('deployment_active_serial_unique', ['serial'], { unique: true, where: ACTIVE })
@Index('deployment_active_mac_unique', ['mac'], { unique: true, where: ACTIVE })
@Index('deployment_lot_index', ['lotId', 'rowNumber'])
@Index('deployment_state_index', ['state'])
@Index('deployment_machine_index', ['machineId', 'createdAt'])
@Index('deployment_serial_index', ['serial', 'createdAt'])
@Index('deployment_mac_index', ['mac'])
@Index('deployment_hostname_index', { synchronize: false })
@Index('deployment_given_hostname_index', { synchronize: false })
@Index('deployment_asset_tag_index', { synchronize: false })
@Index('deployment_started_index', ['profileVersionId', 'startedAt'], { where: 'started_at IS NOT NULL' })
export class Deployment {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'deployment_pk' })
  id: string;

  @ForeignKey(() => Lot, { name: 'deployment_lot_fk' })
  @Column('uuid', { nullable: true })
  lotId: string | null;

  /** The row of the lot, from 1. */
  @Column('integer')
  rowNumber: number;

  @Column('text')
  purpose: Purpose;

  @Column('text')
  state: DeploymentState;

  @ForeignKey(() => ProfileVersion, { name: 'deployment_profile_version_fk' })
  @Column('uuid', { nullable: true })
  profileVersionId: string | null;

  /** The machine, once it is known. */
  @ForeignKey(() => MachineRow, { name: 'deployment_machine_fk' })
  @Column('uuid', { nullable: true })
  machineId: string | null;

  @Column('text', { nullable: true })
  serial: string | null;

  @Column('text', { nullable: true })
  mac: string | null;

  @Column('text', { nullable: true })
  hostname: string | null;

  @Column('text', { nullable: true })
  userName: string | null;

  @Column('text', { nullable: true })
  assetTag: string | null;

  @Column('text', { nullable: true })
  organizationalUnit: string | null;

  /** On the bench. */
  @Column('text', { nullable: true })
  position: string | null;

  @Column('text', { nullable: true })
  notes: string | null;

  /** What the machine's next network boot leads to; `boot` reads it. */
  @Column('text', { default: 'disk' })
  bootTarget: BootTarget;

  /** Since when, and by whose word, network boots lead to the disk of its PC whatever `bootTarget` says. */
  @Column('timestamptz', { nullable: true })
  localBootAt: Date | null;

  @Column('text', { nullable: true })
  localBootBy: string | null;

  /** Frozen when armed. */
  @Column('jsonb', { nullable: true })
  plan: Plan | null;

  /** What the steps found out, for the steps after them. */
  @Column('jsonb', { default: {} })
  facts: Facts;

  @Column('jsonb', { nullable: true })
  failure: Failure | null;

  /** The latest signal of the machine: a step that begins to wait for it looks here first. */
  @Column('text', { nullable: true })
  lastSignal: Signal | null;

  @Column('timestamptz', { nullable: true })
  lastSignalAt: Date | null;

  @Column('timestamptz', { nullable: true })
  armedAt: Date | null;

  @Column('text', { nullable: true })
  armedBy: string | null;

  /** When the date to begin of its lot woke its PC; a new date wakes it again. */
  @Column('timestamptz', { nullable: true })
  wokenAt: Date | null;

  @Column('timestamptz', { nullable: true })
  startedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  /** When a failed one was closed, by whom, and what becomes of the PC. */
  @Column('timestamptz', { nullable: true })
  closedAt: Date | null;

  @Column('text', { nullable: true })
  closedBy: string | null;

  @Column('text', { nullable: true })
  closingNote: string | null;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}

/** What the row of a lot says of a PC, as a deployment keeps it. */
export function rowFields(row: PlannedRow) {
  return {
    serial: row.serial ?? null,
    mac: row.mac ?? null,
    hostname: row.hostname ?? null,
    userName: row.user ?? null,
    assetTag: row.assetTag ?? null,
    organizationalUnit: row.organizationalUnit ?? null,
    position: row.position ?? null,
    notes: row.notes ?? null,
  };
}
/** What an order begins with: network boots lead where `bootTarget` says. */
export const NO_LOCAL_BOOT = { localBootAt: null, localBootBy: null } as const;

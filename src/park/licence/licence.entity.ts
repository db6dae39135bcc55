import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow } from '../machine/index.js';

/** Licences of one product: so many of them, or a list of keys. */
@Entity('licence_pool')
@Check('licence_pool_kind_check', "kind IN ('count', 'keys')")
export class LicencePoolRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'licence_pool_pk' })
  name: string;

  @Column('text')
  kind: 'count' | 'keys';

  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

/** One licence. It is free, reserved for a deployment, or a machine has it. */
@Entity('licence')
@Check(
  'licence_taken_check',
  '(taken_at IS NULL) = (machine_id IS NULL AND deployment_id IS NULL) AND (used_at IS NULL OR machine_id IS NOT NULL)',
)
@Index('licence_position_unique', ['pool', 'position'], { unique: true })
@Index('licence_machine_unique', ['pool', 'machineId'], { unique: true, where: 'machine_id IS NOT NULL' })
@Index('licence_deployment_index', ['deploymentId'])
export class LicenceRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'licence_pk' })
  id: string;

  @ForeignKey(() => LicencePoolRow, { name: 'licence_pool_fk' })
  @Column('text')
  pool: string;

  /** They are taken in this order. */
  @Column('integer')
  position: number;

  /** Sealed by the vault, of a pool of keys. */
  @Column('bytea', { nullable: true })
  sealedKey: Buffer | null;

  /** Unknown while a PC that has never booted is expected. */
  @ForeignKey(() => MachineRow, { name: 'licence_machine_fk' })
  @Column('uuid', { nullable: true })
  machineId: string | null;

  /** The last deployment that it was reserved for. */
  @Column('uuid', { nullable: true })
  deploymentId: string | null;

  @Column('timestamptz', { nullable: true })
  takenAt: Date | null;

  /** When the PC was given it: from then on it stays with the machine. */
  @Column('timestamptz', { nullable: true })
  usedAt: Date | null;
}

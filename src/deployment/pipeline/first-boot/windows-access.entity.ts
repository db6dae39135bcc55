import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow } from '../../../park/machine/index.js';
import { WindowsBoot } from './windows-boot.entity.js';

/** The way into an installed Windows for the time of its deployment. */
@Entity('windows_access')
@Index('windows_access_machine_index', ['machineId'])
export class WindowsAccess {
  @ForeignKey(() => WindowsBoot, { name: 'windows_access_boot_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'windows_access_pk' })
  deploymentId: string;

  @ForeignKey(() => MachineRow, { name: 'windows_access_machine_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  machineId: string;

  /** The local administrator that the PC was told to create. */
  @Column('text')
  account: string;

  /** By the vault, for this deployment alone. */
  @Column('bytea')
  sealedPassword: Buffer;

  /** SHA-256 of the certificate of its WinRM listener, hexadecimal. */
  @Column('text')
  certificate: string;

  @Column('timestamptz', { default: () => 'now()' })
  enrolledAt: Date;

  /** When the PC last said that it answers; null until then. */
  @Column('timestamptz', { nullable: true })
  openedAt: Date | null;

  /** Since when the PC is told to take everything away. */
  @Column('timestamptz', { nullable: true })
  sealAskedAt: Date | null;
}

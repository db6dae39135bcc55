import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow } from '../../../park/machine/index.js';
import { Deployment } from '../deployment.entity.js';
import type { WindowsReport, WindowsSeal } from './windows-report.schema.js';

/** The first boot of a Windows that a deployment applied, from its redeemed ticket on. */
@Entity('windows_boot')
@Index('windows_boot_token_unique', ['tokenHash'], { unique: true })
export class WindowsBoot {
  @ForeignKey(() => Deployment, { name: 'windows_boot_deployment_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'windows_boot_pk' })
  deploymentId: string;

  @ForeignKey(() => MachineRow, { name: 'windows_boot_machine_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  machineId: string;

  /** The arming that it belongs to. */
  @Column('text')
  orderKey: string;

  @Column('text')
  ticketId: string;

  /** SHA-256 of the key that the PC made at its first boot, hexadecimal. */
  @Column('text')
  keyHash: string;

  /** SHA-256 of the token of its reports, hexadecimal. */
  @Column('text')
  tokenHash: string;

  @Column('timestamptz', { default: () => 'now()' })
  redeemedAt: Date;

  @Column('integer', { default: 1 })
  redeemedCount: number;

  /** The PC has its answer file on its disk: the ticket redeems nothing more. */
  @Column('timestamptz', { nullable: true })
  acknowledgedAt: Date | null;

  @Column('jsonb', { nullable: true })
  report: WindowsReport | null;

  @Column('timestamptz', { nullable: true })
  reportedAt: Date | null;

  @Column('jsonb', { nullable: true })
  seal: WindowsSeal | null;

  @Column('timestamptz', { nullable: true })
  sealedAt: Date | null;

  /** Why the PC could not let Établi in, in its own words. */
  @Column('text', { nullable: true })
  accessFault: string | null;

  @Column('timestamptz')
  expiresAt: Date;
}

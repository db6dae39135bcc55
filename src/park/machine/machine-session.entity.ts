import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow } from './machine.entity.js';

/** An environment session that belongs to a machine; at most one is current. */
@Entity('machine_session')
@Index('machine_session_current_unique', ['machineId'], { unique: true, where: 'ended_at IS NULL' })
@Index('machine_session_machine_index', ['machineId', 'beganAt'])
export class MachineSession {
  /** The environment session's id. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_session_pk' })
  sessionId: string;

  @ForeignKey(() => MachineRow, { name: 'machine_session_machine_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  machineId: string;

  @Column('timestamptz', { default: () => 'now()' })
  beganAt: Date;

  /** When its PC last polled its screen. */
  @Column('timestamptz', { nullable: true })
  seenAt: Date | null;

  /** When a newer session or an arming ended it. */
  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  /** The number of the code on its screen, from 1. */
  @Column('integer', { default: 0 })
  codeNumber: number;

  @Column('timestamptz', { nullable: true })
  codeAt: Date | null;

  /** Wrong attempts since then. */
  @Column('integer', { default: 0 })
  codeTries: number;
}

import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow } from './machine.entity.js';

/** A session of the environment that speaks for a machine; one of them is the current one. */
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

  /** When its PC last asked what its screen shows. */
  @Column('timestamptz', { nullable: true })
  seenAt: Date | null;

  /** A newer session or an arming ended it. */
  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  /** Which code its screen shows, from 1. */
  @Column('integer', { default: 0 })
  codeNumber: number;

  @Column('timestamptz', { nullable: true })
  codeAt: Date | null;

  /** Wrong codes that were typed since. */
  @Column('integer', { default: 0 })
  codeTries: number;
}

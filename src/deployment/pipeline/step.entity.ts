import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Evidence, Failure, QueueName, Progress, Signal, StepState } from '../../platform/core/index.js';
import { Deployment } from './deployment.entity.js';

/** One step of one deployment: frozen when armed, recorded before it is run. */
@Entity('step')
@Check('step_queue_check', "queue IN ('imaging', 'control')")
@Check(
  'step_state_check',
  "state IN ('pending', 'queued', 'running', 'waiting', 'done', 'failed', 'cancelled')",
)
@Index('step_position_unique', ['deploymentId', 'position'], { unique: true })
@Index('step_name_unique', ['deploymentId', 'name'], { unique: true })
@Index('step_state_index', ['state'], { where: "state IN ('queued', 'running', 'waiting')" })
export class StepRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'step_pk' })
  id: string;

  @ForeignKey(() => Deployment, { name: 'step_deployment_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  deploymentId: string;

  /** From 0. */
  @Column('integer')
  position: number;

  @Column('text')
  name: string;

  @Column('text')
  queue: QueueName;

  @Column('integer')
  timeoutMs: number;

  @Column('text')
  state: StepState;

  /** Counts the claims: a worker with an older number has lost the step. */
  @Column('integer', { default: 0 })
  attempt: number;

  /** How many times it failed since it became due or made progress: a transient failure is retried a few times only. */
  @Column('integer', { default: 0 })
  tries: number;

  /** The best progress since it became due, from 0 to 1. */
  @Column('double precision', { default: 0 })
  furthest: number;

  /** How many times its worker died since it became due or made progress. */
  @Column('integer', { default: 0 })
  orphaned: number;

  /** Since when it waits for a PC that stopped answering during the step. */
  @Column('timestamptz', { nullable: true })
  lostAt: Date | null;

  @Column('text', { nullable: true })
  waitsFor: Signal | null;

  @Column('jsonb', { nullable: true })
  progress: Progress | null;

  @Column('jsonb', { nullable: true })
  evidence: Evidence | null;

  @Column('jsonb', { nullable: true })
  failure: Failure | null;

  @Column('timestamptz', { nullable: true })
  queuedAt: Date | null;

  /** When the worker that holds it took it. */
  @Column('timestamptz', { nullable: true })
  claimedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  startedAt: Date | null;

  /** Renewed every two seconds by the worker that runs the step. */
  @Column('timestamptz', { nullable: true })
  heartbeatAt: Date | null;

  /** When the step, or its wait, has lasted too long. */
  @Column('timestamptz', { nullable: true })
  deadlineAt: Date | null;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;
}

import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { Failure, Signal } from '../../platform/core/index.js';
import { StepRow } from './step.entity.js';

/** How an attempt ended; `again`: the step was taken once more, after a wait, a fault or the end of its worker. */
export type AttemptOutcome = 'done' | 'failed' | 'again' | 'cancelled';

/** One time that a worker took a step. */
@Entity('step_attempt')
@Check('step_attempt_outcome_check', "outcome IN ('done', 'failed', 'again', 'cancelled')")
@Check('step_attempt_end_check', '(ended_at IS NULL) = (outcome IS NULL)')
export class StepAttempt {
  @ForeignKey(() => StepRow, { name: 'step_attempt_step_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'step_attempt_pk' })
  stepId: string;

  @PrimaryColumn('integer', { primaryKeyConstraintName: 'step_attempt_pk' })
  attempt: number;

  @Column('timestamptz', { default: () => 'now()' })
  startedAt: Date;

  @Column('timestamptz', { nullable: true })
  endedAt: Date | null;

  @Column('text', { nullable: true })
  outcome: AttemptOutcome | null;

  /** What it ended up waiting for; the wait is part of its time. */
  @Column('text', { nullable: true })
  waitsFor: Signal | null;

  @Column('jsonb', { nullable: true })
  failure: Failure | null;
}

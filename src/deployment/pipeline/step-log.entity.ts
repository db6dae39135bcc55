import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { StepRow } from './step.entity.js';

/** A line that a step said, with its time. */
@Entity('step_log')
@Index('step_log_step_index', ['stepId', 'id'])
export class StepLog {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'step_log_pk',
  })
  id: string;

  @ForeignKey(() => StepRow, { name: 'step_log_step_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  stepId: string;

  @Column('integer')
  attempt: number;

  @Column('timestamptz', { default: () => 'now()' })
  at: Date;

  @Column('text')
  text: string;
}

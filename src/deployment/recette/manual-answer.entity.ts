import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One answer to a manual check, also when it was corrected later. */
@Entity('manual_answer')
@Check('manual_answer_verdict_check', "verdict IN ('passed', 'failed', 'not-applicable')")
export class ManualAnswerRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'manual_answer_pk' })
  deploymentId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'manual_answer_pk' })
  checkId: string;

  /** 1 for the first answer. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'manual_answer_pk' })
  revision: number;

  @Column('text')
  verdict: 'passed' | 'failed' | 'not-applicable';

  @Column('text', { nullable: true })
  remark: string | null;

  @Column('text')
  answeredBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  answeredAt: Date;
}

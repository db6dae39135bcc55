import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bilingual } from '../../platform/core/index.js';
import type { Severity } from './check.js';

/** A check by a technician (screen, keyboard, webcam, sound). Unanswered while its verdict is null. */
@Entity('manual_check')
@Check('manual_check_severity_check', "severity IN ('blocking', 'reserve', 'information')")
@Check('manual_check_verdict_check', "verdict IN ('passed', 'failed', 'not-applicable')")
@Check(
  'manual_check_answer_check',
  '(verdict IS NULL) = (answered_by IS NULL) AND (verdict IS NULL) = (answered_at IS NULL)',
)
export class ManualCheck {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'manual_check_pk' })
  deploymentId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'manual_check_pk' })
  checkId: string;

  /** Order in the profile. */
  @Column('integer')
  position: number;

  @Column('jsonb')
  title: Bilingual;

  @Column('text')
  severity: Severity;

  @Column('text', { nullable: true })
  verdict: 'passed' | 'failed' | 'not-applicable' | null;

  @Column('text', { nullable: true })
  remark: string | null;

  /** The technician's name, as the certificate shows it. */
  @Column('text', { nullable: true })
  answeredBy: string | null;

  @Column('timestamptz', { nullable: true })
  answeredAt: Date | null;

  /** How many answers it has had; 0 while it is open. */
  @Column('integer', { default: 0 })
  revision: number;
}

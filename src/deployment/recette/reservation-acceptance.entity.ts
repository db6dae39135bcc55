import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bilingual } from '../../platform/core/index.js';

/** One reservation that somebody must accept before the certificate. Open until it has a name. */
@Entity('reservation_acceptance')
@Check('reservation_acceptance_check', '(accepted_by IS NULL) = (accepted_at IS NULL)')
export class ReservationAcceptance {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reservation_acceptance_pk' })
  deploymentId: string;

  /** The check's kind or id; the second of the same name is `name-2`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reservation_acceptance_pk' })
  checkId: string;

  @Column('integer')
  position: number;

  /** As the certificate names the check. */
  @Column('text')
  checkName: string;

  @Column('jsonb')
  text: Bilingual;

  /** The name that the certificate shows. */
  @Column('text', { nullable: true })
  acceptedBy: string | null;

  @Column('timestamptz', { nullable: true })
  acceptedAt: Date | null;
}

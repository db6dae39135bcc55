import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Bilingual } from '../../platform/core/index.js';

/** A reservation that must be accepted before the certificate is issued. Open while `acceptedBy` is null. */
@Entity('reservation_acceptance')
@Check('reservation_acceptance_check', '(accepted_by IS NULL) = (accepted_at IS NULL)')
export class ReservationAcceptance {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'reservation_acceptance_pk' })
  deploymentId: string;

  /** Kind or id of the check; a second one with the same name is `name-2`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'reservation_acceptance_pk' })
  checkId: string;

  @Column('integer')
  position: number;

  /** Name of the check on the certificate. */
  @Column('text')
  checkName: string;

  @Column('jsonb')
  text: Bilingual;

  /** Shown on the certificate. */
  @Column('text', { nullable: true })
  acceptedBy: string | null;

  @Column('timestamptz', { nullable: true })
  acceptedAt: Date | null;
}

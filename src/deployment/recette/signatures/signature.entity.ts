import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { SIGNING_ROLES } from '../../../documents/profile/index.js';
import type { PictureType } from '../photos/picture.js';

export const SIGNATURE_ROLES = SIGNING_ROLES;
export type SignatureRole = (typeof SIGNATURE_ROLES)[number];

/** Somebody signed the answers of a recette by hand, as they were then. Never changed. */
@Entity('recette_signature')
@Check('recette_signature_role_check', "role IN ('technician', 'customer')")
@Check('recette_signature_pin_check', 'NOT by_pin OR account_id IS NOT NULL')
@Check('recette_signature_drawing_check', '(drawing_digest IS NULL) = (drawing_type IS NULL)')
@Index('recette_signature_deployment_index', ['deploymentId', 'signedAt'])
@Index('recette_signature_drawing_index', ['drawingDigest'])
export class RecetteSignature {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'recette_signature_pk' })
  id: string;

  @Column('uuid')
  deploymentId: string;

  @Column('text')
  role: SignatureRole;

  /** As the certificate shows it. */
  @Column('text')
  name: string;

  @Column('uuid', { nullable: true })
  accountId: string | null;

  @Column('boolean')
  byPin: boolean;

  /** SHA-256 of the answers that were signed. */
  @Column('text')
  answersDigest: string;

  /** SHA-256 of the drawn signature. */
  @Column('text', { nullable: true })
  drawingDigest: string | null;

  @Column('text', { nullable: true })
  drawingType: PictureType | null;

  @Column('timestamptz', { default: () => 'now()' })
  signedAt: Date;
}

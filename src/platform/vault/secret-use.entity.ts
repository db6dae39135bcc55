import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The use of a secret in a field of a profile. Only approved uses reveal the secret. */
@Entity('secret_use')
@Index('secret_use_reference_index', ['reference'])
export class SecretUseRow {
  /** SHA-256 of reference, profile and field, hexadecimal: a field may be longer than an index key can be. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'secret_use_pk' })
  id: string;

  @Column('text')
  reference: string;

  /** Name of the profile: an approval holds for its later versions too. */
  @Column('text')
  profile: string;

  /** Path of the field without list indexes: `users[].password`. */
  @Column('text')
  field: string;

  /** Who first applied the profile with this use. */
  @Column('text')
  askedBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  askedAt: Date;

  @Column('text', { nullable: true })
  approvedBy: string | null;

  @Column('timestamptz', { nullable: true })
  approvedAt: Date | null;
}

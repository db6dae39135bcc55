import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A work order: a customer or service, a profile version, N machines. */
@Entity('lot')
@Index('lot_number_unique', ['number'], { unique: true })
@Index('lot_created_index', ['createdAt'])
export class Lot {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lot_pk' })
  id: string;

  /** `L-2026-0001` */
  @Column('text')
  number: string;

  @Column('text')
  customer: string;

  @ForeignKey('profile_version', { name: 'lot_profile_version_fk' })
  @Column('uuid')
  profileVersionId: string;

  @Column('text', { nullable: true })
  notes: string | null;

  /** Name of the account. */
  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

/** The last lot number given in a year. */
@Entity('lot_sequence')
export class LotSequence {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'lot_sequence_pk' })
  year: number;

  @Column('integer')
  last: number;
}

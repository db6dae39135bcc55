import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Column as LotColumn } from './columns.js';
import type { DraftContent } from './draft-content.js';

/** A work order: a customer or service, a profile version, N machines. */
@Entity('lot')
@Index('lot_number_unique', ['number'], { unique: true })
@Index('lot_created_index', ['createdAt'])
@Index('lot_begin_at_index', ['beginAt'])
export class Lot {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lot_pk' })
  id: string;

  /** `L-2026-0001` */
  @Column('text')
  number: string;

  @Column('text')
  customer: string;

  /** Where the PCs go. */
  @Column('text', { nullable: true })
  site: string | null;

  /** `2026-12-24` */
  @Column('date', { nullable: true })
  dueOn: string | null;

  /** When its PCs that are armed then are woken. */
  @Column('timestamptz', { nullable: true })
  beginAt: Date | null;

  /** Since when none of its steps begins. */
  @Column('timestamptz', { nullable: true })
  pausedAt: Date | null;

  @Column('text', { nullable: true })
  pausedBy: string | null;

  @ForeignKey('profile_version', { name: 'lot_profile_version_fk' })
  @Column('uuid')
  profileVersionId: string;

  @Column('text', { nullable: true })
  notes: string | null;

  /** The customer's own number for the work. */
  @Column('text', { nullable: true })
  orderNumber: string | null;

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

/** A lot that somebody prepares; `lotId` once it was made. */
@Entity('lot_draft')
@Index('lot_draft_account_unique', ['accountId'], { unique: true, where: 'lot_id IS NULL' })
export class LotDraftRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lot_draft_pk' })
  id: string;

  @Column('uuid')
  accountId: string;

  @Column('jsonb')
  content: DraftContent;

  @ForeignKey(() => Lot, { name: 'lot_draft_lot_fk' })
  @Column('uuid', { nullable: true })
  lotId: string | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

/** What the columns of a file are, as somebody said for a set of headings. */
@Entity('lot_columns')
export class LotColumns {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'lot_columns_pk' })
  headings: string;

  /** By heading, as `squeezed` writes it. */
  @Column('jsonb')
  mapping: Record<string, LotColumn | null>;

  @Column('text')
  chosenBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  chosenAt: Date;
}

import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Sha256 } from '../../platform/core/index.js';
import type { ProgramDocument, ProgramKind } from './program.schema.js';

/** One version of a program. Rows are inserted and removed, never changed. */
@Entity('program')
@Index('program_name_version_unique', ['name', 'version'], { unique: true })
export class ProgramRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'program_pk' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  version: string;

  @Column('text')
  kind: ProgramKind;

  /** Of the canonical JSON of the document. */
  @Column('text')
  digest: Sha256;

  @Column('jsonb')
  document: ProgramDocument;

  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

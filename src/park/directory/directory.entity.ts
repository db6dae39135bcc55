import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DirectoryDocument } from './directory.schema.js';

/** A directory that PCs join. */
@Entity('directory')
export class Directory {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'directory_pk' })
  name: string;

  @Column('jsonb')
  document: DirectoryDocument;

  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

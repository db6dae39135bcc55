import { Check, Column, Entity, PrimaryColumn } from 'typeorm';
import type { Sha256 } from '../../platform/core/index.js';
import type { ReadUpdate } from './update/read-update.js';

/** A signed update of a variable of Secure Boot that was imported: what its file was measured to be. */
@Entity('authority_update')
@Check('authority_update_variable_check', "variable IN ('KEK', 'db', 'dbx')")
export class AuthorityUpdateRow {
  /** Of the file, which is a payload. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'authority_update_pk' })
  sha256: Sha256;

  @Column('text')
  variable: ReadUpdate['variable'];

  /** Of the file, as it was given. */
  @Column('text')
  name: string;

  @Column('integer')
  bytes: number;

  @Column('text')
  signedTime: string;

  @Column('jsonb')
  signers: ReadUpdate['signers'];

  @Column('jsonb')
  adds: ReadUpdate['adds'];

  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

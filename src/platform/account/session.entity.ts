import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Account } from './account.entity.js';

/** The login session of a browser. Only the hash of its cookie is stored. */
@Entity('session')
@Index('session_account_index', ['accountId'])
@Index('session_expires_at_index', ['expiresAt'])
export class Session {
  /** SHA-256 of the cookie's value, hexadecimal. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'session_pk' })
  tokenHash: string;

  @ForeignKey(() => Account, { name: 'session_account_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  accountId: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz')
  expiresAt: Date;
}

import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from '../core/index.js';
import { Account } from './account.entity.js';

/** A token for programs, with the rights of its account or fewer. Only its hash is stored. */
@Entity('api_token')
@Check('api_token_role_check', "role IN ('viewer', 'technician', 'administrator')")
@Unique('api_token_hash_unique', ['tokenHash'])
@Index('api_token_account_index', ['accountId'])
@Index('api_token_parent_index', ['parentId'])
export class ApiToken {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'api_token_pk' })
  id: string;

  @ForeignKey(() => Account, { name: 'api_token_account_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  accountId: string;

  /** The token that created it; when that ends, this one ends. */
  @ForeignKey(() => ApiToken, { name: 'api_token_parent_fk', onDelete: 'CASCADE' })
  @Column('uuid', { nullable: true })
  parentId: string | null;

  @Column('text')
  name: string;

  /** SHA-256 of the token, hexadecimal. */
  @Column('text')
  tokenHash: string;

  /** The most that it may do; null: all that its account may. */
  @Column('text', { nullable: true })
  role: Role | null;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt: Date | null;

  @Column('timestamptz', { nullable: true })
  lastUsedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt: Date | null;
}

import { Check, Column, Entity, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from '../core/index.js';

/** A person or a program that uses Établi. Accounts are disabled, never deleted: the audit log refers to them. */
@Entity('account')
@Unique('account_name_unique', ['name'])
@Check('account_role_check', "role IN ('viewer', 'technician', 'administrator')")
export class Account {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_pk' })
  id: string;

  /** The login name, in lower case. */
  @Column('text')
  name: string;

  @Column('text')
  displayName: string;

  @Column('text')
  role: Role;

  @Column('text')
  passwordHash: string;

  /** Somebody else chose the password: it must be changed. */
  @Column('boolean', { default: false })
  passwordChangeRequired: boolean;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { nullable: true })
  disabledAt: Date | null;
}

import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Account } from './account.entity.js';

/** The PIN with which the owner of an account signs. */
@Entity('account_pin')
export class AccountPin {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'account_pin_pk' })
  accountId: string;

  @OneToOne(() => Account, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'account_pin_account_fk' })
  account?: Account;

  @Column('text')
  pinHash: string;

  /** A digest of the password's hash: with another password, the PIN counts no longer. */
  @Column('text')
  passwordMark: string;

  @Column('timestamptz', { default: () => 'now()' })
  setAt: Date;
}

import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to a POST request that came with an Idempotency-Key. */
@Entity('idempotency_key')
@Index('idempotency_key_created_index', ['createdAt'])
export class IdempotencyKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'idempotency_key_pk' })
  accountId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_key_pk' })
  key: string;

  /** SHA-256 of method, path and body. Encrypted, because the body may contain a password. */
  @Column('bytea')
  request: Buffer;

  /** Null while the first request runs; stays null when that request was interrupted. */
  @Column('integer', { nullable: true })
  status: number | null;

  /** The JSON body, encrypted. */
  @Column('bytea', { nullable: true })
  answer: Buffer | null;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}

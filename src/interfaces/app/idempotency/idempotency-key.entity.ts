import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to a POST request that came with an Idempotency-Key. */
@Entity('idempotency_key')
@Index('idempotency_key_created_index', ['createdAt'])
export class IdempotencyKey {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'idempotency_key_pk' })
  accountId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'idempotency_key_pk' })
  key: string;

  /** SHA-256 of method, path and body; sealed, as a password may be in the body. */
  @Column('bytea')
  request: Buffer;

  /** Null while the first request is under way, and for good when its end was cut off. */
  @Column('integer', { nullable: true })
  status: number | null;

  /** The sealed JSON body. */
  @Column('bytea', { nullable: true })
  answer: Buffer | null;

  @CreateDateColumn({ type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}

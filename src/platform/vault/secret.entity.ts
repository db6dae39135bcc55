import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A sealed value. References `key:…` are Établi's own keys; the others are those in profiles. */
@Entity('secret')
export class Secret {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'secret_pk' })
  reference: string;

  @Column('bytea')
  sealed: Buffer;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

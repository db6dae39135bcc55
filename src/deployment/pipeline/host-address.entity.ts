import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The addresses that a host with a worker may connect to a PC from. */
@Entity('host_address')
export class HostAddress {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'host_address_pk' })
  host: string;

  @Column('text', { array: true })
  addresses: string[];

  @Column('timestamptz', { default: () => 'now()' })
  recordedAt: Date;
}

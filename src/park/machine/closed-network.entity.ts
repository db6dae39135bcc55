import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A network that an administrator declared closed: only PCs to deploy are plugged in there. */
@Entity('closed_network')
export class ClosedNetwork {
  /** `10.77.0.0/16` */
  @PrimaryColumn('cidr', { primaryKeyConstraintName: 'closed_network_pk' })
  network: string;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column('text')
  closedBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  closedAt: Date;
}

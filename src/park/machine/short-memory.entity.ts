import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A PC with too little memory for the environment. */
@Entity('short_memory')
export class ShortMemory {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'short_memory_pk' })
  mac: string;

  /** As reported by the firmware, if any. */
  @Column('text', { nullable: true })
  serial: string | null;

  @Column('uuid', { nullable: true })
  machineId: string | null;

  @Column('integer')
  foundMib: number;

  @Column('timestamptz', { default: () => 'now()' })
  firstSeenAt: Date;

  @Column('timestamptz', { default: () => 'now()' })
  lastSeenAt: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A PC that asked for the environment and has too little memory for it. */
@Entity('short_memory')
export class ShortMemory {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'short_memory_pk' })
  mac: string;

  /** As firmware tells it; absent when it cannot be told. */
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

import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { MachineRow } from './machine.entity.js';

/** The last sign of life of a machine. Apart from the large machine row, because it is updated often. */
@Entity('machine_life')
export class MachineLife {
  @ForeignKey(() => MachineRow, { name: 'machine_life_machine_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_life_pk' })
  machineId: string;

  /** Any sign: a boot request, or a request from the environment. */
  @Column('timestamptz', { default: () => 'now()' })
  at: Date;

  /** The last request from an environment with a known SSH address. */
  @Column('timestamptz', { nullable: true })
  environmentAt: Date | null;
}

import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { MachineRow } from './machine.entity.js';

/** When a machine last gave a sign of life. Written often, so that it stands apart from the large machine row. */
@Entity('machine_life')
export class MachineLife {
  @ForeignKey(() => MachineRow, { name: 'machine_life_machine_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'machine_life_pk' })
  machineId: string;

  /** Whatever it was: it asked what to boot, or spoke from the environment. */
  @Column('timestamptz', { default: () => 'now()' })
  at: Date;

  /** When it last spoke from an environment that has told where it can be reached. */
  @Column('timestamptz', { nullable: true })
  environmentAt: Date | null;
}

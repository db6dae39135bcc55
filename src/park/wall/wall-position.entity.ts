import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { MachineRow } from '../machine/index.js';

/** A place of the workshop where a PC stands, as a cell of the wall's grid. */
@Entity('wall_position')
@Check('wall_position_cell_check', 'row_number BETWEEN 1 AND 12 AND column_number BETWEEN 1 AND 20')
@Index('wall_position_cell_unique', ['rowNumber', 'columnNumber'], { unique: true })
@Index('wall_position_serial_unique', ['serial'], { unique: true })
@Index('wall_position_machine_unique', ['machineId'], { unique: true })
export class WallPosition {
  /** What stands on the bench: `A1`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'wall_position_pk' })
  name: string;

  /** From 1. */
  @Column('integer')
  rowNumber: number;

  /** From 1. */
  @Column('integer')
  columnNumber: number;

  /** The port of the switch that its cable leads to: `sw1 Gi0/12`. */
  @Column('text', { nullable: true })
  switchPort: string | null;

  /** Of the PC that stands there; it may never have booted. */
  @Column('text', { nullable: true })
  serial: string | null;

  /** The PC that stands there, when Établi knows it. */
  @ForeignKey(() => MachineRow, { name: 'wall_position_machine_fk', onDelete: 'SET NULL' })
  @Column('uuid', { nullable: true })
  machineId: string | null;

  /** Name of the account. */
  @Column('text', { nullable: true })
  placedBy: string | null;

  @Column('timestamptz', { nullable: true })
  placedAt: Date | null;
}

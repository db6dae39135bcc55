import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { MachineRow } from '../machine/index.js';

/** The recovery password of an encrypted drive, kept before its protection was switched on. */
@Entity('recovery_password')
@Index('recovery_password_protector_unique', ['machineId', 'protectorId'], { unique: true })
export class RecoveryPasswordRow {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'recovery_password_pk' })
  id: string;

  /** A machine with a kept password is not forgotten: its drive may be opened by nothing else. */
  @ForeignKey(() => MachineRow, { name: 'recovery_password_machine_fk' })
  @Column('uuid')
  machineId: string;

  @Column('uuid')
  deploymentId: string;

  /** The name of the PC at that time: what people know. */
  @Column('text')
  computerName: string;

  /** `C:` */
  @Column('text')
  drive: string;

  /** The GUID of the protector, in capitals and without braces: Windows shows its beginning when it asks. */
  @Column('text')
  protectorId: string;

  @Column('bytea')
  sealed: Buffer;

  @Column('timestamptz', { default: () => 'now()' })
  keptAt: Date;
}

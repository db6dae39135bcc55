import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { MachineRow } from '../../park/machine/index.js';
import { Deployment } from './deployment.entity.js';

/** The system that a PC was last installed with, by its own identifier. */
@Entity('installed_system')
@Check('installed_system_os_machine_id_check', "os_machine_id ~ '^[0-9a-f]{32}$'")
export class InstalledSystem {
  @ForeignKey(() => MachineRow, { name: 'installed_system_machine_fk' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'installed_system_pk' })
  machineId: string;

  /** The text of /etc/machine-id, machine-id(5). */
  @Column('text')
  osMachineId: string;

  @ForeignKey(() => Deployment, { name: 'installed_system_deployment_fk' })
  @Column('uuid')
  deploymentId: string;

  @Column('timestamptz', { default: () => 'now()' })
  measuredAt: Date;
}

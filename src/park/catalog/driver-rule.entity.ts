import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { DriverPackageRow } from './driver.entity.js';

/** A decision about a package on the machines that fit the patterns. */
@Entity('driver_rule')
@Check('driver_rule_action_check', "action IN ('pin', 'exclude')")
@Index('driver_rule_package_index', ['packageId'])
export class DriverRuleRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'driver_rule_pk' })
  id: string;

  @Column('text')
  action: 'pin' | 'exclude';

  @ForeignKey(() => DriverPackageRow, { name: 'driver_rule_package_fk', onDelete: 'CASCADE' })
  @Column('uuid')
  packageId: string;

  @Column('text', { nullable: true })
  manufacturer: string | null;

  @Column('text', { nullable: true })
  model: string | null;

  @Column('text', { nullable: true })
  systemId: string | null;

  @Column('text')
  reason: string;

  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A setting as it was last written; its secret fields are in `sealed` only. */
@Entity('setting')
export class SettingRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'setting_pk' })
  name: string;

  @Column('jsonb')
  value: Record<string, unknown>;

  @Column('bytea', { nullable: true })
  sealed: Buffer | null;

  @Column('text')
  updatedBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt: Date;
}

import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ProfileVersion } from './profile.entity.js';

/** What a person wrote of a profile version, with its comments: the last text that asks for the same. */
@Entity('profile_text')
export class ProfileTextRow {
  @ForeignKey(() => ProfileVersion, { name: 'profile_text_version_fk' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'profile_text_pk' })
  versionId: string;

  @Column('text')
  text: string;

  /** Name of the account. */
  @Column('text')
  writtenBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  writtenAt: Date;
}

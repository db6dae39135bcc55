import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { documentOfToday } from './names-of-today.js';
import type { ProfileDocument } from './profile.schema.js';

/** One version of a profile. It never changes; a database trigger refuses updates. */
@Entity('profile_version')
@Check('profile_version_version_check', 'version > 0')
@Index('profile_version_number_unique', ['name', 'version'], { unique: true })
@Index('profile_version_digest_unique', ['name', 'digest'], { unique: true })
export class ProfileVersion {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'profile_version_pk' })
  id: string;

  @Column('text')
  name: string;

  /** 1, 2, 3…, for each profile. */
  @Column('integer')
  version: number;

  /** SHA-256 of the document's canonical JSON. */
  @Column('text')
  digest: string;

  /** The stored document, with the current option names. */
  @Column('jsonb', { transformer: { to: (document: unknown) => document, from: documentOfToday } })
  document: ProfileDocument;

  @Column('text')
  createdBy: string;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

/** The current version of a profile: the one that was applied last. */
@Entity('profile')
export class ProfileRow {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'profile_pk' })
  name: string;

  @ForeignKey(() => ProfileVersion, { name: 'profile_version_fk' })
  @Column('uuid')
  versionId: string;

  @Column('timestamptz', { default: () => 'now()' })
  appliedAt: Date;
}

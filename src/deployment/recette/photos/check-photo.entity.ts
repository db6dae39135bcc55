import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PictureType } from './picture.js';

/** A photo that a technician took as evidence of an answer; its bytes are in the data directory. */
@Entity('check_photo')
@Check('check_photo_digest_check', "digest ~ '^[0-9a-f]{64}$'")
@Check('check_photo_media_type_check', "media_type IN ('image/jpeg', 'image/png', 'image/webp')")
@Index('check_photo_digest_index', ['digest'])
export class CheckPhoto {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'check_photo_pk' })
  deploymentId: string;

  @PrimaryColumn('text', { primaryKeyConstraintName: 'check_photo_pk' })
  checkId: string;

  /** SHA-256 of the kept bytes. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'check_photo_pk' })
  digest: string;

  @Column('text')
  mediaType: PictureType;

  @Column('integer')
  bytes: number;

  @Column('timestamptz', { default: () => 'now()' })
  takenAt: Date;

  /** The technician's name, as the certificate shows it. */
  @Column('text')
  takenBy: string;
}

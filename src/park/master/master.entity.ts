import { Check, Column, Entity, Index, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { Sha256 } from '../../platform/core/index.js';
import type { MasterManifest } from './master.schema.js';
import type { WindowsImage } from './windows/image.schema.js';

/** pg returns a bigint as text; sizes of disks are far below 2^53. */
const bytes: ValueTransformer = {
  to: (value: number) => value,
  from: (value: string) => Number(value),
};

/** One version of a master. Rows are inserted, never changed. */
@Entity('master')
@Check('master_kind_check', "kind IN ('rootfs', 'disk', 'wim')")
@Index('master_name_version_unique', ['name', 'version'], { unique: true })
@Index('master_name_created_index', ['name', 'createdAt'])
@Index('master_payload_index', ['payloadSha256'])
export class MasterRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'master_pk' })
  id: string;

  @Column('text')
  name: string;

  @Column('text')
  version: string;

  @Column('text')
  kind: MasterManifest['kind'];

  @Column('text')
  system: string;

  @Column('text')
  systemVersion: string;

  @Column('text')
  architecture: string;

  @Column('text')
  payloadSha256: Sha256;

  @Column('bigint', { transformer: bytes })
  payloadBytes: number;

  /** Length of the decompressed payload. */
  @Column('bigint', { transformer: bytes })
  rawBytes: number;

  /** rootfs, wim: digest of the list of all files, a payload too. */
  @Column('text', { nullable: true })
  contentsSha256: Sha256 | null;

  /** disk: digest of the canonical index, a payload too. */
  @Column('text', { nullable: true })
  indexSha256: Sha256 | null;

  /** Ed25519 over the bytes of the index, base64url. */
  @Column('text', { nullable: true })
  indexSignature: string | null;

  @Column('text', { nullable: true })
  indexKeyId: string | null;

  @Column('text', { nullable: true })
  parentSha256: Sha256 | null;

  @Column('bigint', { transformer: bytes })
  minimumDiskBytes: number;

  @Column('integer', { nullable: true })
  logicalSectorBytes: number | null;

  /** wim: what the image is. */
  @Column('jsonb', { nullable: true })
  image: WindowsImage | null;

  @Column('jsonb')
  manifest: MasterManifest;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

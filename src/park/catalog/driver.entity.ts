import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { Bilingual, Sha256 } from '../../platform/core/index.js';
import type { PackageFacts } from './import/read-package.js';
import type { SignatureState } from './match/candidate.js';

/** pg returns a bigint as text; files are far below 2^53 bytes. */
const bytes: ValueTransformer = { to: (value: number) => value, from: (value: string) => Number(value) };

/** One INF and the files that it copies. Rows are inserted and deleted, never changed. */
@Entity('driver_package')
@Check('driver_package_signature_check', "signature IN ('microsoft', 'vendor', 'unsigned', 'unknown')")
@Index('driver_package_digest_unique', ['digest'], { unique: true })
@Index('driver_package_inf_index', ['inf', 'createdAt'])
export class DriverPackageRow {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'driver_package_pk' })
  id: string;

  /** SHA-256 over the names and digests of its files. */
  @Column('text')
  digest: Sha256;

  @Column('text')
  inf: string;

  @Column('text')
  provider: string;

  @Column('text')
  class: string;

  @Column('text')
  classGuid: string;

  /** `2026-01-31`; empty when the INF gives none. */
  @Column('text')
  date: string;

  @Column('text')
  version: string;

  @Column('text', { array: true })
  architectures: string[];

  @Column('text')
  signature: SignatureState;

  /** How the signature was determined. */
  @Column('jsonb')
  signatureReason: Bilingual;

  @Column('jsonb')
  facts: PackageFacts;

  @Column('timestamptz', { default: () => 'now()' })
  createdAt: Date;
}

/** A file of a package; its bytes are a payload. */
@Entity('driver_file')
export class DriverFileRow {
  @ForeignKey(() => DriverPackageRow, { name: 'driver_file_package_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'driver_file_pk' })
  packageId: string;

  /** Relative to the INF, with `/`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'driver_file_pk' })
  path: string;

  @Column('text')
  sha256: Sha256;

  @Column('bigint', { transformer: bytes })
  bytes: number;
}

/** One id of a models line of an INF. */
@Entity('driver_id')
@Index('driver_id_id_index', ['id'])
export class DriverIdRow {
  @ForeignKey(() => DriverPackageRow, { name: 'driver_id_package_fk', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'driver_id_pk' })
  packageId: string;

  /** The place in the INF. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'driver_id_pk' })
  entry: number;

  /** In upper case. */
  @Column('text')
  id: string;

  /** 0: a hardware id; 1, 2…: compatible ids. */
  @Column('integer')
  position: number;

  @Column('integer')
  manufacturer: number;

  @Column('text')
  decoration: string;

  @Column('text')
  section: string;

  @Column('text')
  description: string;

  @Column('integer')
  featureScore: number;

  /** The function service; null for a null driver. */
  @Column('text', { nullable: true })
  service: string | null;
}

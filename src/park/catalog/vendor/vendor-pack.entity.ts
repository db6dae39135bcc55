import { Check, Column, Entity, Index, PrimaryColumn, type ValueTransformer } from 'typeorm';
import type { Maker, VendorPack } from './vendor-pack.js';

const PK = { primaryKeyConstraintName: 'vendor_pack_pk' };
/** pg returns a bigint as text; packs are far below 2^53 bytes. */
const bytes: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: string | null) => (value === null ? null : Number(value)),
};

/** A pack of a maker for one system and release of Windows. The rows of a maker are replaced together. */
@Entity('vendor_pack')
@Check('vendor_pack_maker_check', "maker IN ('dell', 'hp', 'lenovo')")
@Check('vendor_pack_os_check', "os IN ('win10', 'win11')")
@Check('vendor_pack_digest_check', "digest_kind IN ('sha256', 'md5')")
@Index('vendor_pack_file_index', ['fileName'])
export class VendorPackRow {
  @PrimaryColumn('text', PK)
  maker: Maker;

  @PrimaryColumn('text', PK)
  systemId: string;

  @PrimaryColumn('text', PK)
  os: VendorPack['os'];

  @PrimaryColumn('text', PK)
  release: string;

  @PrimaryColumn('text', PK)
  url: string;

  @Column('text')
  model: string;

  @Column('text')
  fileName: string;

  @Column('text', { nullable: true })
  digestKind: 'sha256' | 'md5' | null;

  @Column('text', { nullable: true })
  digest: string | null;

  @Column('bigint', { nullable: true, transformer: bytes })
  bytes: number | null;

  @Column('text')
  released: string;

  @Column('timestamptz', { default: () => 'now()' })
  importedAt: Date;
}

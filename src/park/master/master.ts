import type { Bilingual, Sha256 } from '../../platform/core/index.js';
import type { MasterRow } from './master.entity.js';
import type { MasterManifest } from './master.schema.js';
import type { WindowsImage } from './windows/image.schema.js';

/** A registered version of a master. Sizes in bytes; `rawBytes` is the payload decompressed. */
export interface Master {
  id: string;
  name: string;
  version: string;
  kind: MasterManifest['kind'];
  system: string;
  systemVersion: string;
  architecture: string;
  payload: { sha256: Sha256; bytes: number; rawBytes: number };
  /** rootfs, wim: digest of a payload with every path and its digest. */
  contentsSha256?: Sha256;
  /** disk: digest of the index, a payload that describes every frame. */
  indexSha256?: Sha256;
  indexSignature?: string;
  indexKeyId?: string;
  parentSha256?: Sha256;
  minimumDiskBytes: number;
  logicalSectorBytes?: number;
  /** wim: what the image is. */
  image?: WindowsImage;
  manifest: MasterManifest;
  createdAt: string;
}

/** The result of `Masters.verify`; `valid` means that every byte was read and is correct. */
export interface Verification {
  valid: boolean;
  findings: Bilingual[];
  checkedBytes: number;
}

export function masterOf(row: MasterRow): Master {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    kind: row.kind,
    system: row.system,
    systemVersion: row.systemVersion,
    architecture: row.architecture,
    payload: { sha256: row.payloadSha256, bytes: row.payloadBytes, rawBytes: row.rawBytes },
    contentsSha256: row.contentsSha256 ?? undefined,
    indexSha256: row.indexSha256 ?? undefined,
    indexSignature: row.indexSignature ?? undefined,
    indexKeyId: row.indexKeyId ?? undefined,
    parentSha256: row.parentSha256 ?? undefined,
    minimumDiskBytes: row.minimumDiskBytes,
    logicalSectorBytes: row.logicalSectorBytes ?? undefined,
    image: row.image ?? undefined,
    manifest: row.manifest,
    createdAt: row.createdAt.toISOString(),
  };
}

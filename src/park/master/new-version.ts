import { randomUUID } from 'node:crypto';
import type { MasterRow } from './master.entity.js';
import type { MasterManifest } from './master.schema.js';

/** What was measured of a new version. */
export type NewVersion = Pick<MasterRow, 'payloadSha256' | 'payloadBytes' | 'rawBytes'> &
  Partial<Omit<MasterRow, 'id' | 'createdAt' | 'manifest'>>;

/** The row of a version: what its manifest says, and what was measured. */
export function rowOf(manifest: MasterManifest, version: NewVersion): Omit<MasterRow, 'createdAt'> {
  return {
    contentsSha256: null,
    indexSha256: null,
    indexSignature: null,
    indexKeyId: null,
    parentSha256: null,
    minimumDiskBytes: manifest.minimumDiskBytes,
    logicalSectorBytes: manifest.logicalSectorBytes ?? null,
    image: null,
    ...version,
    id: randomUUID(),
    name: manifest.name,
    version: manifest.version,
    kind: manifest.kind,
    system: manifest.system,
    systemVersion: manifest.systemVersion,
    architecture: manifest.architecture,
    manifest,
  };
}

/** `20260131`, UTC. */
export function today(): string {
  return new Date().toISOString().slice(0, 10).replaceAll('-', '');
}

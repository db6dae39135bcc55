import { createPublicKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PermanentError, readable, type Sha256 } from '../../platform/core/index.js';
import { Ed25519Signer } from '../../platform/vault/index.js';
import { isSigned, readIndex } from './disk-index.js';
import { checkPayload } from './disk-payload.js';
import type { Master } from './master.js';
import type { MasterManifest } from './master.schema.js';
import { today } from './new-version.js';
import { Payloads } from './payloads.js';

/** The largest index in bytes: with 300 bytes for each frame, enough for 1 TB of used blocks. */
const LARGEST_INDEX = 512 << 20;

/** An uploaded capture: both digests refer to stored payloads. */
export interface Capture {
  name: string;
  /** By default the date: `20260131`, then `20260131.2`. */
  version?: string;
  payloadSha256: Sha256;
  indexSha256: Sha256;
  system?: string;
  systemVersion?: string;
}

/** The result of checking a captured disk; the index is signed. */
export interface AdmittedDisk {
  payloadSha256: Sha256;
  payloadBytes: number;
  rawBytes: number;
  indexSha256: Sha256;
  indexSignature: string;
  indexKeyId: string;
  parentSha256: Sha256 | null;
  minimumDiskBytes: number;
  logicalSectorBytes: 512 | 4096;
}

/** Checks payloads of whole disks frame by frame against their index and signs the index. */
@Injectable()
export class CapturedDisks {
  constructor(
    private readonly payloads: Payloads,
    private readonly signer: Ed25519Signer,
  ) {}

  /** Checks an uploaded payload against its uploaded index and signs the index. Throws PermanentError. */
  async admit(payloadSha256: Sha256, indexSha256: Sha256): Promise<AdmittedDisk> {
    const bytes = await this.indexBytes(indexSha256);
    const index = readIndex(bytes);
    if (index.payload.sha256 !== payloadSha256) throw otherPayload(index.payload.sha256, payloadSha256);
    await checkPayload(this.payloads.path(payloadSha256), index);
    return {
      payloadSha256,
      payloadBytes: index.payload.bytes,
      rawBytes: index.rawBytes,
      indexSha256,
      indexSignature: this.signer.sign(bytes).toString('base64url'),
      indexKeyId: this.signer.keyId(),
      parentSha256: index.parent,
      minimumDiskBytes: index.minimumDiskBytes,
      logicalSectorBytes: index.disk.logicalSectorBytes,
    };
  }

  /** Checks the signature, the index and every frame; returns the number of bytes read. Throws PermanentError. */
  async verify(master: Master): Promise<number> {
    const bytes = await this.indexBytes(master.indexSha256 ?? '');
    const key = createPublicKey(this.signer.publicKeyPem());
    if (!isSigned(bytes, master.indexSignature ?? '', key)) throw unsigned(master);
    return checkPayload(this.payloads.path(master.payload.sha256), readIndex(bytes));
  }

  private async indexBytes(sha256: Sha256): Promise<Buffer> {
    const { bytes } = await this.payloads.verify(sha256);
    if (bytes > LARGEST_INDEX) throw tooLarge(bytes);
    const parts: Buffer[] = [];
    for await (const chunk of await this.payloads.read(sha256)) parts.push(chunk as Buffer);
    return Buffer.concat(parts);
  }
}

export function diskManifest(capture: Capture, disk: AdmittedDisk): MasterManifest {
  return {
    name: capture.name,
    version: capture.version ?? today(),
    kind: 'disk',
    system: readable(capture.system || 'unknown'),
    systemVersion: readable(capture.systemVersion ?? ''),
    architecture: 'amd64',
    payload: { sha256: disk.payloadSha256, bytes: disk.payloadBytes, rawBytes: disk.rawBytes },
    index: disk.indexSha256,
    minimumDiskBytes: disk.minimumDiskBytes,
    logicalSectorBytes: disk.logicalSectorBytes,
  };
}

function otherPayload(named: Sha256, given: Sha256): PermanentError {
  return new PermanentError({
    fr: `l’index décrit la charge utile ${named}, pas ${given}`,
    en: `the index describes payload ${named}, not ${given}`,
  });
}

function unsigned(master: Master): PermanentError {
  return new PermanentError({
    fr: `la signature de l’index de ${master.name} ${master.version} n’est pas celle de cet Établi`,
    en: `the signature of the index of ${master.name} ${master.version} is not this Établi's`,
  });
}

function tooLarge(bytes: number): PermanentError {
  return new PermanentError({
    fr: `index trop grand : ${bytes} octets`,
    en: `index too large: ${bytes} bytes`,
  });
}

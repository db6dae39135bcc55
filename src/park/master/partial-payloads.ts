import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ConflictError, type Sha256, TransientError } from '../../platform/core/index.js';
import { Payloads, type StoredPayload } from './payloads.js';

interface Writer {
  source: Readable;
  ended: Promise<unknown>;
}

/**
 * Resumable uploads of payloads. Each sender has one upload in progress, under a name that the server chooses; it is
 * deleted after a day, like every upload.
 */
@Injectable()
export class PartialPayloads {
  /** The current transfer of each upload: a new one ends it. */
  private readonly writers = new Map<string, Writer>();

  constructor(private readonly payloads: Payloads) {}

  /** The length received so far, and its digest. */
  async held(name: string): Promise<StoredPayload> {
    const path = await this.path(name);
    const bytes = await lengthOf(path);
    return { bytes, sha256: bytes === 0 ? createHash('sha256').digest('hex') : await digestOf(path) };
  }

  /**
   * Writes the source from this offset on and replaces later bytes. When the source breaks, the bytes received are
   * kept. Throws ConflictError when bytes before the offset are missing.
   * @returns the length received so far
   */
  async write(name: string, offset: number, source: Readable): Promise<number> {
    source.on('error', () => undefined); // the reader gets the error
    const before = this.writers.get(name);
    const work = this.after(before, () => this.append(name, offset, source));
    const writer = { source, ended: work.catch(() => undefined) };
    this.writers.set(name, writer);
    try {
      return await work;
    } finally {
      if (this.writers.get(name) === writer) this.writers.delete(name);
    }
  }

  /** Completes the upload: it becomes a payload. Idempotent. */
  async finish(name: string, expected: { sha256: Sha256; bytes: number }): Promise<StoredPayload> {
    if ((await this.payloads.bytes(expected.sha256)) === expected.bytes) return expected;
    const path = await this.path(name);
    try {
      return await this.payloads.adopt(path, expected);
    } finally {
      await rm(path, { force: true });
    }
  }

  private async after<T>(before: Writer | undefined, work: () => Promise<T>): Promise<T> {
    before?.source.destroy(replaced());
    await before?.ended;
    return work();
  }

  private async append(name: string, offset: number, source: Readable): Promise<number> {
    const path = await this.path(name);
    const length = await lengthOf(path);
    if (offset > length) throw missingBefore(offset, length);
    if (offset < length) await truncate(path, offset);
    const file = await open(path, 'a', 0o600);
    try {
      for await (const chunk of source) {
        await this.payloads.mustHaveRoom();
        await file.appendFile(chunk as Buffer);
      }
    } finally {
      await file.close();
    }
    return lengthOf(path);
  }

  private async path(name: string): Promise<string> {
    return join(await this.payloads.incoming(), `part-${name}`);
  }
}

async function lengthOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

async function digestOf(path: string): Promise<Sha256> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function replaced(): TransientError {
  return new TransientError({
    fr: 'le même envoi a repris sur une autre connexion',
    en: 'the same upload was resumed over another connection',
  });
}

function missingBefore(offset: number, length: number): ConflictError {
  return new ConflictError({
    fr: `l’envoi doit reprendre à l’octet ${length}, pas à ${offset}`,
    en: `the upload must resume at byte ${length}, not ${offset}`,
  });
}

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
 * Payloads that come in parts, so that an upload goes on where it broke. Each sender has one part under way, named
 * by a word that the server chooses; like every upload it is forgotten after a day.
 */
@Injectable()
export class PartialPayloads {
  /** The transfer that writes to a part now: the next one ends it. */
  private readonly writers = new Map<string, Writer>();

  constructor(private readonly payloads: Payloads) {}

  /** How much of it stands here, and its digest. */
  async held(name: string): Promise<StoredPayload> {
    const path = await this.path(name);
    const bytes = await lengthOf(path);
    return { bytes, sha256: bytes === 0 ? createHash('sha256').digest('hex') : await digestOf(path) };
  }

  /**
   * Writes what comes from this byte on; what stood there from that byte on is replaced. When the source breaks,
   * what came of it stays. Throws ConflictError when bytes before it are missing.
   * @returns the length now
   */
  async write(name: string, offset: number, source: Readable): Promise<number> {
    source.on('error', () => undefined); // whoever reads it hears of it
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

  /** All of it has come: it becomes a payload. Said again, it changes nothing. */
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
    en: 'the same upload goes on over another connection',
  });
}

function missingBefore(offset: number, length: number): ConflictError {
  return new ConflictError({
    fr: `l’envoi devait reprendre à l’octet ${length}, pas à ${offset}`,
    en: `the upload was to go on from byte ${length}, not ${offset}`,
  });
}

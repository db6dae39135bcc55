import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { type Config, handOver } from '../../platform/config/index.js';
import {
  isSha256,
  NotFoundError,
  OperatorError,
  PermanentError,
  type Sha256,
} from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { isDiskFull, syncPath } from '../../platform/files/index.js';

/** Incomplete uploads are deleted after this time; no upload takes a day. */
const ABANDONED_MS = 24 * 60 * 60_000;
/** Free space that an upload must leave for the database on the same disk. */
const RESERVE_BYTES = 512 << 20;
const ROOM_CHECK_BYTES = 64 << 20;

export interface StoredPayload {
  sha256: Sha256;
  bytes: number;
}

/**
 * Stores payloads: immutable files in the data directory, named by their SHA-256. Other users of the operating system
 * cannot read them, since a captured disk contains keys and password hashes.
 */
@Injectable()
export class Payloads {
  readonly folder: string;
  protected readonly reserveBytes: number = RESERVE_BYTES;

  private readonly dataDir: string;

  constructor(@Inject(CONFIG) { dataDir }: Pick<Config, 'dataDir'>) {
    this.dataDir = dataDir;
    this.folder = join(dataDir, 'payloads');
  }

  /**
   * Stores a stream atomically. Throws PermanentError when it is not `expected`, OperatorError when the disk is full,
   * and the error of the stream; then nothing is kept.
   */
  async write(
    source: Readable | AsyncIterable<Uint8Array>,
    expected?: { sha256?: Sha256; bytes?: number },
  ): Promise<StoredPayload> {
    const incoming = await this.incoming();
    const path = join(incoming, randomUUID());
    try {
      const stored = await store(source, path, () => this.mustHaveRoom());
      if (expected !== undefined) compare(stored, expected);
      await handOver(path, this.dataDir);
      await rename(path, this.path(stored.sha256));
      await syncPath(this.folder);
      return stored;
    } catch (error) {
      await rm(path, { force: true });
      throw isDiskFull(error) ? diskFull(this.folder, error) : error;
    }
  }

  /** Makes a complete file below this folder a payload. Throws PermanentError when it is not `expected`. */
  async adopt(path: string, expected?: { sha256: Sha256; bytes: number }): Promise<StoredPayload> {
    const stored = await digestOf(path);
    if (expected !== undefined) compare(stored, expected);
    await chmod(path, 0o600);
    await syncPath(path);
    await handOver(path, this.dataDir);
    await rename(path, this.path(stored.sha256));
    await syncPath(this.folder);
    return stored;
  }

  /** The path of a payload, whether it exists or not. Throws NotFoundError for an invalid digest. */
  path(sha256: string): string {
    if (!isSha256(sha256)) throw missing(sha256);
    return join(this.folder, sha256);
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.bytes(sha256)) !== undefined;
  }

  /** Its length; undefined when it does not exist. */
  async bytes(sha256: string): Promise<number | undefined> {
    if (!isSha256(sha256)) return undefined;
    return (await stat(this.path(sha256)).catch(() => undefined))?.size;
  }

  /** A stream of the payload. Throws NotFoundError. */
  async read(sha256: string): Promise<Readable> {
    if (!(await this.has(sha256))) throw missing(sha256);
    return createReadStream(this.path(sha256), { highWaterMark: 1 << 20 });
  }

  /** Verifies the digest of a payload. Throws PermanentError when it is wrong, NotFoundError when the file is missing. */
  async verify(sha256: Sha256): Promise<StoredPayload> {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const chunk of await this.read(sha256)) {
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
    }
    const found = { sha256: hash.digest('hex'), bytes };
    compare(found, { sha256 });
    return found;
  }

  /** Throws OperatorError when an upload must stop to leave room for the database. */
  async mustHaveRoom(): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    if (bavail * bsize < this.reserveBytes) throw diskFull(this.folder, undefined);
  }

  /** The folder below which imports prepare their files, on the same disk as the payloads. */
  async importing(): Promise<string> {
    const folder = join(this.folder, '.importing');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const made of [this.folder, folder]) await handOver(made, this.dataDir);
    return folder;
  }

  /** The folder of incomplete uploads; old ones are deleted. */
  async incoming(): Promise<string> {
    const folder = join(this.folder, '.incoming');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(this.folder, 0o700); // an earlier release may have created it
    for (const made of [this.folder, folder]) await handOver(made, this.dataDir);
    for (const name of await readdir(folder)) {
      const found = await stat(join(folder, name)).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(join(folder, name), { force: true });
    }
    return folder;
  }
}

/** Throws PermanentError unless a file is the expected one. */
export async function mustBe(path: string, expected: { sha256: Sha256; bytes?: number }): Promise<void> {
  compare(await digestOf(path), expected);
}

async function digestOf(path: string): Promise<StoredPayload> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return { sha256: hash.digest('hex'), bytes: (await stat(path)).size };
}

async function store(
  source: Readable | AsyncIterable<Uint8Array>,
  path: string,
  mustHaveRoom: () => Promise<void>,
): Promise<StoredPayload> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    let checkedAt = -Infinity;
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      if (bytes - checkedAt >= ROOM_CHECK_BYTES) {
        await mustHaveRoom();
        checkedAt = bytes;
      }
      hash.update(chunk);
      await writeAll(file, chunk);
      bytes += chunk.length;
    }
    await file.sync();
    return { sha256: hash.digest('hex'), bytes };
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.length) {
    written += (await file.write(chunk, written, chunk.length - written)).bytesWritten;
  }
}

function compare(found: StoredPayload, expected: { sha256?: Sha256; bytes?: number }): void {
  const rightDigest = expected.sha256 === undefined || expected.sha256 === found.sha256;
  const rightLength = expected.bytes === undefined || expected.bytes === found.bytes;
  if (rightDigest && rightLength) return;
  throw new PermanentError(
    {
      fr: `charge utile corrompue : empreinte ${found.sha256} et ${found.bytes} octets ; attendu : ${expected.sha256 ?? '-'} et ${expected.bytes ?? '-'}`,
      en: `corrupted payload: digest ${found.sha256} and ${found.bytes} bytes, expected ${expected.sha256 ?? '-'} and ${expected.bytes ?? '-'}`,
    },
    {
      remedy: {
        fr: 'Importez ou construisez le master de nouveau.',
        en: 'Import or build the master again.',
      },
    },
  );
}

/** The error for a disk without room for a payload. */
export function diskFull(folder: string, cause: unknown): OperatorError {
  return new OperatorError(
    { fr: `plus de place pour les masters dans ${folder}`, en: `no space left for masters in ${folder}` },
    {
      cause,
      remedy: {
        fr: 'Libérez de la place sur ce disque ou déplacez ETABLI_DATA_DIR ; rien n’a été conservé de cet envoi.',
        en: 'Free some space on that disk or move ETABLI_DATA_DIR; nothing was kept of this upload.',
      },
    },
  );
}

function missing(sha256: string): NotFoundError {
  return new NotFoundError({
    fr: `aucune charge utile ${sha256.slice(0, 80)}`,
    en: `no payload ${sha256.slice(0, 80)}`,
  });
}

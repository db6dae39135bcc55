import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { binarySize, PermanentError, readable } from '../../../platform/core/index.js';
import { type DescribedFile, DESCRIBED_FILES } from './describe-image.js';
import { tableLine, tableOf } from './file-table.js';
import { detailedLines, type WimFile } from './wimlib.js';
import type { Payloads, StoredPayload } from '../payloads.js';
import { compress } from '../zstd.js';

const LEVEL = 9;

/** The file table of an image, written to a file, and what was seen in it. */
export interface ReadTable {
  path: string;
  sha256: string;
  entries: number;
  /** Bytes of all streams, each hard link once: what the image takes on a disk. */
  bytes: number;
  /** The files that a description needs, by the names that they have in the image. */
  described: Map<DescribedFile, string>;
}

/** Writes the file table of image 1 to `path`. Throws PermanentError. */
export async function writeTable(wim: WimFile, path: string): Promise<ReadTable> {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  const closed = finished(out);
  closed.catch(() => undefined);
  const hash = createHash('sha256');
  const table: ReadTable = { path, sha256: '', entries: 0, bytes: 0, described: new Map() };
  try {
    for await (const entry of tableOf(detailedLines(wim))) {
      const line = Buffer.from(tableLine(entry), 'latin1');
      hash.update(line);
      if (!out.write(line)) await Promise.race([once(out, 'drain'), closed]);
      table.entries += 1;
      if (entry.kind !== 'h') table.bytes += entry.size;
      const described = entry.kind === 'd' ? undefined : nameOfDescribed(entry.path);
      if (described && entry.size > LARGEST_DESCRIBED) throw tooLarge(entry.path, entry.size);
      if (described) table.described.set(described, entry.path);
    }
  } finally {
    out.end();
  }
  await closed;
  return { ...table, sha256: hash.digest('hex') };
}

/** Stores a table as a payload, compressed. */
export async function storeTable(payloads: Payloads, path: string): Promise<StoredPayload> {
  const zstd = compress(LEVEL);
  const table = createReadStream(path, { highWaterMark: 1 << 20 });
  table.on('error', () => zstd.kill()); // ended() rejects
  table.pipe(zstd.input);
  return payloads.write(whole());

  async function* whole(): AsyncGenerator<Buffer> {
    for await (const chunk of zstd.output) yield chunk as Buffer;
    await zstd.ended();
  }
}

/** The hive SYSTEM of a PC in use for years has 60 MB; it is copied out of the image and read whole. */
const LARGEST_DESCRIBED = 512 << 20;

function tooLarge(path: string, bytes: number): PermanentError {
  const [found, most] = [binarySize(bytes), binarySize(LARGEST_DESCRIBED)];
  return new PermanentError({
    fr: `${readable(path)} a ${found.fr} dans cette image, ${most.fr} au plus`,
    en: `${readable(path)} has ${found.en} in this image, at most ${most.en}`,
  });
}

function nameOfDescribed(path: string): DescribedFile | undefined {
  const lower = path.toLowerCase();
  return DESCRIBED_FILES.find((name) => name.toLowerCase() === lower);
}

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { extract } from 'tar-stream';
import type { z } from 'zod';
import {
  DIGESTS,
  digestsSchema,
  type EntryDigest,
  FORMAT,
  HEAD,
  type Head,
  headSchema,
  isEntryName,
  PAYLOADS,
} from './archive-format.js';
import { damaged, newerRelease, unreadable } from './backup-errors.js';

/** The largest entry that is read into memory: descriptions only, since the archive is not trusted. */
const MOST_JSON_BYTES = 256 << 20;

export interface ArchiveEntry {
  name: string;
  bytes: number;
  /** Need not be read. */
  content: AsyncIterable<Uint8Array>;
}

/** The entries of an archive in order. Throws InputError when it is not a complete archive of Établi. */
export async function* entriesOf(path: string): AsyncGenerator<ArchiveEntry> {
  const archive = extract();
  const source = createReadStream(path, { highWaterMark: 1 << 20 });
  source.once('error', (error) => archive.destroy(error));
  source.pipe(archive);
  try {
    for await (const entry of archive) {
      const { name, size = 0, type } = entry.header;
      if (type !== 'file' || !isEntryName(name)) throw damaged(path, name);
      yield { name, bytes: size, content: contentOf(path, entry) };
      entry.resume();
    }
  } catch (error) {
    throw unreadable(path, error);
  } finally {
    source.destroy();
    archive.destroy();
  }
}

async function* contentOf(path: string, entry: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of entry) yield chunk as Uint8Array;
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The bytes of an entry. */
export async function readWhole(path: string, { name, bytes, content }: ArchiveEntry): Promise<Buffer> {
  if (bytes > MOST_JSON_BYTES) throw damaged(path, name);
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export interface CheckedArchive {
  head: Head;
  digests: Map<string, EntryDigest>;
}

/**
 * Verifies the digest of every entry. Throws InputError when an entry is missing, changed or unexpected.
 * @param onBytes called with the number of bytes just read
 */
export async function checkArchive(path: string, onBytes: (bytes: number) => void): Promise<CheckedArchive> {
  const found: EntryDigest[] = [];
  let head: Head | undefined;
  let promised: EntryDigest[] | undefined;
  for await (const entry of entriesOf(path)) {
    if (promised) throw damaged(path, entry.name);
    if (!head && entry.name !== HEAD) throw damaged(path, entry.name);
    if (entry.name === DIGESTS)
      promised = parsed(path, entry.name, digestsSchema, await readWhole(path, entry));
    else if (entry.name === HEAD) {
      const content = await readWhole(path, entry);
      head = headOf(path, content);
      found.push({ name: HEAD, bytes: content.length, sha256: sha256(content) });
    } else found.push(await digestOf(entry, onBytes));
  }
  if (!head || !promised) throw damaged(path, DIGESTS);
  mustMatch(path, found, promised);
  return { head, digests: new Map(promised.map((digest) => [digest.name, digest])) };
}

export function parsed<T>(path: string, name: string, schema: z.ZodType<T>, content: Buffer): T {
  try {
    return schema.parse(JSON.parse(content.toString('utf8')));
  } catch (cause) {
    throw damaged(path, name, cause);
  }
}

/** Refuses newer formats before the rest of the description is checked. */
function headOf(path: string, content: Buffer): Head {
  const { format } = parsed(path, HEAD, headSchema.pick({ format: true }), content);
  if (format > FORMAT) throw newerRelease(path);
  return parsed(path, HEAD, headSchema, content);
}

async function digestOf(
  { name, content }: ArchiveEntry,
  onBytes: (bytes: number) => void,
): Promise<EntryDigest> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of content) {
    hash.update(chunk);
    bytes += chunk.length;
    onBytes(chunk.length);
  }
  return { name, bytes, sha256: hash.digest('hex') };
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function mustMatch(path: string, found: EntryDigest[], promised: EntryDigest[]): void {
  if (found.length !== promised.length) throw damaged(path, DIGESTS);
  found.forEach(({ name, bytes, sha256: digest }, at) => {
    const expected = promised[at];
    const isSame = expected?.name === name && expected.bytes === bytes && expected.sha256 === digest;
    // The name of a payload is its digest.
    const isItself = !name.startsWith(`${PAYLOADS}/`) || name === `${PAYLOADS}/${digest}`;
    if (!isSame || !isItself) throw damaged(path, name);
  });
}

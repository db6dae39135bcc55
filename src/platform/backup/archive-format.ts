import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Raised when an older release could no longer read what is written. */
export const FORMAT = 1;

/** The first entry says what the archive is, the last but one where the sequences stand, the last is the digests. */
export const HEAD = 'etabli-backup.json';
export const SEQUENCES = 'sequences.json';
export const DIGESTS = 'digests.json';
/** The folders of the data directory that are kept; everything else in it is made again. */
export const CERTIFICATES = 'certificates';
export const PAYLOADS = 'payloads';

/** What may stand in an archive: a name outside this list could lead out of the data directory. */
const ENTRY =
  /^(etabli-backup\.json|sequences\.json|digests\.json|tables\/[a-z][a-z0-9_]*\/\d{6}\.gz|certificates\/[A-Za-z0-9][A-Za-z0-9._-]*|payloads\/[0-9a-f]{64})$/;

export function isEntryName(name: string): boolean {
  return ENTRY.test(name);
}

/** A part of the rows of a table, in the text format of COPY, compressed. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.gz`;
}

/** The table that an entry holds rows of; undefined for any other entry. */
export function tableOf(entry: string): string | undefined {
  return /^tables\/([^/]+)\//.exec(entry)?.[1];
}

const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const headSchema = z.object({
  format: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  version: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: digest })).min(1),
  /** In the order in which their rows are put back. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
  /** Tells which key file belongs to it; null when the server had none yet. */
  keyMark: z.string().nullable(),
  payloads: z.boolean(),
});
export type Head = z.infer<typeof headSchema>;

export const sequencesSchema = z.array(
  z.object({ name: z.string(), lastValue: z.string().regex(/^-?\d+$/), isCalled: z.boolean() }),
);

export const digestsSchema = z.array(
  z.object({ name: z.string(), bytes: z.number().int().nonnegative(), sha256: digest }),
);
export type EntryDigest = z.infer<typeof digestsSchema>[number];

/** Sixteen digits that name a key and tell nothing of it. */
export function keyMark(key: Buffer): string {
  return createHash('sha256').update('etabli backup key').update(key).digest('hex').slice(0, 16);
}

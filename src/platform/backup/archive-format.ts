import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Incremented when older releases can no longer read the format. */
export const FORMAT = 1;

/** Names of entries: the description is first, the sequences are second to last, the digests are last. */
export const HEAD = 'etabli-backup.json';
export const SEQUENCES = 'sequences.json';
export const DIGESTS = 'digests.json';
/** The folders of the data directory in a backup; everything else in it can be created again. */
export const CERTIFICATES = 'certificates';
export const PAYLOADS = 'payloads';
/** Photos and drawn signatures of recettes. */
export const EVIDENCE = 'evidence';

/** The allowed names of entries; other names could point outside the data directory. */
const ENTRY =
  /^(etabli-backup\.json|sequences\.json|digests\.json|tables\/[a-z][a-z0-9_]*\/\d{6}\.gz|certificates\/[A-Za-z0-9][A-Za-z0-9._-]*|(payloads|evidence)\/[0-9a-f]{64})$/;

export function isEntryName(name: string): boolean {
  return ENTRY.test(name);
}

/** Rows of a table in the text format of COPY, compressed. */
export function partName(table: string, part: number): string {
  return `tables/${table}/${String(part).padStart(6, '0')}.gz`;
}

/** The table of an entry with rows; undefined for other entries. */
export function tableOf(entry: string): string | undefined {
  return /^tables\/([^/]+)\//.exec(entry)?.[1];
}

const digest = z.string().regex(/^[0-9a-f]{64}$/);

export const headSchema = z.object({
  format: z.number().int().positive(),
  createdAt: z.iso.datetime(),
  version: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: digest })).min(1),
  /** In the order in which their rows are restored. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
  /** Identifies the key file of the backup; null when there was none. */
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

/** A fingerprint of a key, 16 hexadecimal digits. */
export function keyMark(key: Buffer): string {
  return createHash('sha256').update('etabli backup key').update(key).digest('hex').slice(0, 16);
}

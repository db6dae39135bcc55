/** Thrown for bytes that are not rows of EFI_SIGNATURE_LISTs. */
export class MalformedList extends Error {}

export type EntryKind = 'certificate' | 'digest' | 'certificate-digest';

export interface Entry {
  kind: EntryKind;
  value: Buffer;
}

/** The identifiers of the kinds, as they are written. UEFI 2.10 §32.4.1. */
const KINDS: Record<string, EntryKind> = {
  a159c0a5e494a74a87b5ab155c2bf072: 'certificate',
  '2616c4c14c509240aca941f936934328': 'digest',
  '92a4d23bc0967940b420fcf98ef103ed': 'certificate-digest',
};
const HEADER = 28;
const OWNER = 16;
/** Digests alone, and a digest of a certificate with the time of its revocation. */
const SIZES: Partial<Record<EntryKind, number>> = { digest: 32, 'certificate-digest': 48 };

/** Whether bytes begin as a list does: a file of keys that nobody signed. */
export function beginsAsList(data: Buffer): boolean {
  return KINDS[data.subarray(0, 16).toString('hex')] !== undefined;
}

/** The entries of all lists, in order. Throws MalformedList unless the bytes are lists to the last one. */
export function listEntries(data: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < data.length;) {
    const rest = data.subarray(at);
    if (rest.length < HEADER) throw new MalformedList(`${rest.length} bytes after the last list`);
    const kind = KINDS[rest.subarray(0, 16).toString('hex')];
    const [length, header, size] = [16, 20, 24].map((offset) => rest.readUInt32LE(offset));
    if (kind === undefined) throw new MalformedList(`a list of an unknown kind at ${at}`);
    if (length! < HEADER || length! > rest.length) {
      throw new MalformedList(`a list of ${length} bytes at ${at}, ${rest.length} are left`);
    }
    entries.push(...valuesOf(rest.subarray(HEADER + header!, length), size!, kind));
    at += length!;
  }
  return entries;
}

function valuesOf(values: Buffer, size: number, kind: EntryKind): Entry[] {
  const expected = SIZES[kind];
  const isWhole = size > OWNER && values.length > 0 && values.length % size === 0;
  if (!isWhole || (expected !== undefined && size !== OWNER + expected)) {
    throw new MalformedList(`entries of ${size} bytes in ${values.length}`);
  }
  return Array.from({ length: values.length / size }, (_, index) => ({
    kind,
    value: values.subarray(index * size + OWNER, (index + 1) * size),
  }));
}

import type { Placed } from '../report.js';

/** A value of a property list, with where its element begins. man 5 plist. */
export type PlistValue = PlistDict | PlistArray | PlistScalar;

export interface PlistDict extends Placed {
  kind: 'dict';
  /** By key, in the order of the file; of a key that stands twice, the first. */
  entries: ReadonlyMap<string, PlistEntry>;
}

export interface PlistEntry {
  /** Where the key stands. */
  key: Placed;
  value: PlistValue;
}

export interface PlistArray extends Placed {
  kind: 'array';
  items: readonly PlistValue[];
}

export type PlistScalar = Placed &
  (
    | { kind: 'string'; value: string }
    | { kind: 'boolean'; value: boolean }
    // A value that cannot be read has been reported, and is absent.
    | { kind: 'integer' | 'real'; value: number | undefined }
    | { kind: 'date'; value: Date | undefined }
    | { kind: 'data'; value: Buffer | undefined }
  );

export type PlistKind = PlistValue['kind'];

/** The value of a key, when it is of that kind. */
export function valueAt<K extends PlistKind>(
  dict: PlistDict,
  key: string,
  kind: K,
): Extract<PlistValue, { kind: K }> | undefined {
  const value = dict.entries.get(key)?.value;
  return value?.kind === kind ? (value as Extract<PlistValue, { kind: K }>) : undefined;
}

/** The text of a key that holds a string. */
export function textAt(dict: PlistDict, key: string): string | undefined {
  return valueAt(dict, key, 'string')?.value;
}

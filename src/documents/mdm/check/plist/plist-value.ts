import type { Placed } from '../report.js';

/** A value of a property list, with the place of its element. man 5 plist. */
export type PlistValue = PlistDict | PlistArray | PlistScalar;

export interface PlistDict extends Placed {
  kind: 'dict';
  /** By key, in file order; the first value of a repeated key. */
  entries: ReadonlyMap<string, PlistEntry>;
}

export interface PlistEntry {
  /** Place of the key. */
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

/** The value of a key, if it has that type. */
export function valueAt<K extends PlistKind>(
  dict: PlistDict,
  key: string,
  kind: K,
): Extract<PlistValue, { kind: K }> | undefined {
  const value = dict.entries.get(key)?.value;
  return value?.kind === kind ? (value as Extract<PlistValue, { kind: K }>) : undefined;
}

/** The value of a string key. */
export function textAt(dict: PlistDict, key: string): string | undefined {
  return valueAt(dict, key, 'string')?.value;
}

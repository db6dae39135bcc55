import type { PlistDict, PlistEntry, PlistValue } from '../plist/plist-value.js';

/** All keys of a dictionary, including nested ones, in file order. */
export function* everyEntry(dict: PlistDict): Generator<[string, PlistEntry]> {
  for (const [name, entry] of dict.entries) {
    yield [name, entry];
    yield* within(entry.value);
  }
}

function* within(value: PlistValue): Generator<[string, PlistEntry]> {
  if (value.kind === 'dict') yield* everyEntry(value);
  else if (value.kind === 'array') for (const item of value.items) yield* within(item);
}

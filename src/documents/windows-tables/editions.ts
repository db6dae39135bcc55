import { readTable } from './tables.js';

/** An edition of Windows 10 or 11. */
export interface WindowsEdition {
  id: string;
  name: string;
  /** Installs this edition without activating it. */
  genericKey: string;
}

/** By name in kebab-case: `pro-education`. */
export const EDITIONS: ReadonlyMap<string, WindowsEdition> = new Map(
  Object.entries(readTable<{ editions: Record<string, string> }>('editions').editions).map(([id, words]) => {
    const [genericKey = '', ...name] = words.split(' ');
    return [id, { id, name: name.join(' '), genericKey }];
  }),
);

const genericKeys = new Set([...EDITIONS.values()].map(({ genericKey }) => genericKey));

/** Whether a product key is one that everybody may know. */
export function isGenericKey(key: string): boolean {
  return genericKeys.has(key.toUpperCase());
}

/** Five groups of five letters and digits, as people write a product key. Any case. */
export function isProductKey(text: string): boolean {
  return /^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/i.test(text);
}

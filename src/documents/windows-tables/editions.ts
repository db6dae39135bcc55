import { readTable } from './tables.js';

/** An edition of Windows 10 or 11. */
export interface WindowsEdition {
  id: string;
  name: string;
  /** The public key that installs this edition without activating it. */
  genericKey: string;
}

/** By name in kebab-case: `pro-education`. */
export const EDITIONS: ReadonlyMap<string, WindowsEdition> = new Map(
  Object.entries(readTable<{ editions: Record<string, string> }>('editions').editions).map(([id, words]) => {
    const [genericKey = '', ...name] = words.split(' ');
    return [id, { id, name: name.join(' '), genericKey }];
  }),
);

/** The format of a product key: five groups of five letters and digits. Any case. */
export function isProductKey(text: string): boolean {
  return /^(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}$/i.test(text);
}

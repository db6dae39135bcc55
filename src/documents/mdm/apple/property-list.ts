import { build } from 'plist';
import { InputError } from '../../../platform/core/index.js';

export type PropertyListValue =
  | string
  | number
  | boolean
  | Date
  | Uint8Array
  | Real
  | PropertyListValue[]
  | { [key: string]: PropertyListValue };

/** A number that is always written as `<real>`, even a whole one. */
export class Real {
  constructor(readonly value: number) {}
}

/**
 * A property list in XML with Apple's DTD, keys in the given order, and a final newline. Every text must be valid in
 * XML: see `refuseBadText`.
 */
export function propertyList(value: PropertyListValue): string {
  const reals: boolean[] = [];
  const plain = withoutReals(value, reals);
  let index = 0;
  // The library writes whole numbers as integers, keeps the order of keys and escapes text.
  const xml = build(plain as Parameters<typeof build>[0]).replace(
    /<(integer|real)>([^<]*)<\/\1>/g,
    (written: string, _tag: string, digits: string) =>
      reals[index++] === true ? `<real>${digits}</real>` : written,
  );
  return `${xml}\n`;
}

function withoutReals(value: PropertyListValue, reals: boolean[]): unknown {
  if (typeof value === 'number' || value instanceof Real) {
    reals.push(value instanceof Real);
    return value instanceof Real ? value.value : value;
  }
  if (Array.isArray(value)) return value.map((item) => withoutReals(item, reals));
  if (typeof value !== 'object' || value instanceof Date || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutReals(item, reals)]));
}

/** XML 1.0 §2.2. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

export function isXmlText(text: string): boolean {
  return text.isWellFormed() && !NOT_XML.test(text);
}

/** Throws InputError naming the field of the first key or value that is not valid in XML. */
export function refuseBadText(value: unknown, field: string): void {
  if (typeof value === 'string') {
    if (!isXmlText(value)) throw badText(field);
    return;
  }
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value)) {
    if (!isXmlText(key)) throw badText(field);
    refuseBadText(item, Array.isArray(value) ? `${field}[${key}]` : field === '' ? key : `${field}.${key}`);
  }
}

function badText(field: string): InputError {
  const expected = {
    fr: 'un texte sans caractère de contrôle ni demi-codet, interdits en XML',
    en: 'a text without control characters or lone surrogates, which are not valid in XML',
  };
  return new InputError(
    { fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` },
    [{ field, found: '[…]', expected }],
  );
}

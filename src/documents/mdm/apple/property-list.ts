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

/** A number that is written as `<real>` though it may be whole. */
export class Real {
  constructor(readonly value: number) {}
}

/**
 * A property list in XML, Apple's DTD, keys in the order given, ended by a newline. Every text must be one that XML
 * can hold: see `refuseBadText`.
 */
export function propertyList(value: PropertyListValue): string {
  const reals: boolean[] = [];
  const plain = withoutReals(value, reals);
  let index = 0;
  // The library writes a whole number as an integer; numbers come out in the order they went in, and text is escaped.
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

/** Throws InputError naming the field of the first text, key or value, that XML cannot hold. */
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
    fr: 'un texte sans caractère de commande ni demi-codet : XML ne peut pas le porter',
    en: 'a text without control characters or lone surrogates, which XML cannot hold',
  };
  return new InputError(
    { fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` },
    [{ field, found: '[…]', expected }],
  );
}

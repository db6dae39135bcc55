import type { AppleKey } from '../tables/apple-payloads.js';
import type { Content } from './apple-context.js';
import { type PropertyListValue, Real } from './property-list.js';

type Keys = ReadonlyMap<string, AppleKey>;

/** The content with the types of Apple's table, without undefined values. Throws for a key that the table does not have. */
export function tableContent(
  content: Content,
  keys: Keys,
  place: string,
  others?: AppleKey,
): Record<string, PropertyListValue> {
  const entries = Object.entries(content).flatMap(([name, value]) => {
    const known = keys.get(name) ?? others;
    if (known === undefined) throw new Error(`not in Apple's table: ${place} ${name}`);
    return value === undefined ? [] : [[name, valueOf(value, known, `${place} ${name}`)]];
  });
  return Object.fromEntries(entries) as Record<string, PropertyListValue>;
}

function valueOf(value: PropertyListValue, known: AppleKey, place: string): PropertyListValue {
  if (known.type === 'real' && typeof value === 'number') return new Real(value);
  if (known.type === 'integer' && typeof value === 'boolean') return Number(value);
  if (Array.isArray(value)) return value.map((item) => itemOf(item, known, place));
  const isOpen = known.keys === undefined && known.others === undefined;
  return isOpen || !isDict(value) ? value : tableContent(value, known.keys ?? new Map(), place, known.others);
}

/** An item as the first kind of item of its type: the checker chooses in the same way. */
function itemOf(item: PropertyListValue, { items }: AppleKey, place: string): PropertyListValue {
  const type = Array.isArray(item) ? 'array' : isDict(item) ? 'dict' : typeof item;
  const known = items?.find((one) => one.type === type) ?? items?.[0];
  return known === undefined ? item : valueOf(item, known, place);
}

function isDict(value: PropertyListValue): value is Record<string, PropertyListValue> {
  return typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
}

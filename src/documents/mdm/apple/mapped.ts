import type { NotCarried } from '../order.js';
import {
  type AppleContext,
  type ApplePart,
  type ApplePayload,
  type AppleSystem,
  type Content,
  hasContent,
  NOTHING,
  notHere,
} from './apple-context.js';
import type { PropertyListValue } from './property-list.js';

/** The key of an option of `mdm.apple`, and the only system that supports it; without `only`, both do. */
export interface Place {
  key: string;
  only?: AppleSystem;
  /** The option allows what the key forbids: the value is negated. */
  negated?: true;
  /** Apple's value for each of our values. */
  words?: Record<string, string | number>;
}
export type Places<T> = { [K in keyof T]?: string | Place };

/** The values by Apple's keys, and the options that this system does not support. */
export function mapped<T extends object>(
  values: T,
  places: Places<T>,
  option: string,
  system: AppleSystem,
): { content: Content; notCarried: NotCarried[] } {
  const content: Content = {};
  const refused: NotCarried[] = [];
  for (const [name, given] of Object.entries(places) as [keyof T & string, string | Place][]) {
    const place = typeof given === 'string' ? { key: given } : given;
    const value = values[name] as PropertyListValue | undefined;
    if (value === undefined) continue;
    if (place.only !== undefined && place.only !== system) refused.push(notHere(system, `${option}.${name}`));
    else content[place.key] = valueAt(value, place);
  }
  return { content, notCarried: refused };
}

function valueAt(value: PropertyListValue, { negated, words }: Place): PropertyListValue {
  if (words !== undefined) return (typeof value === 'string' ? words[value] : undefined) ?? value;
  return negated ? !value : value;
}

/** A section that only one system supports: on the other it is listed as a whole. */
export function onlyOn<T>(
  system: AppleSystem,
  context: AppleContext,
  option: string,
  section: T | undefined,
  write: (section: T) => ApplePart,
): ApplePart {
  if (section === undefined) return NOTHING;
  if (context.system !== system) return { payloads: [], notCarried: [notHere(context.system, option)] };
  return write(section);
}

/** A part with one payload; without a payload when there are no keys. */
export function onePayload(payload: ApplePayload, notCarried: NotCarried[] = []): ApplePart {
  return { payloads: hasContent(payload.content) ? [payload] : [], notCarried };
}

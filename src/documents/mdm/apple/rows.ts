import type { ProfileMdm } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import { appleKeys, applePayload } from '../tables/apple-payloads.js';
import {
  type AppleContext,
  type ApplePart,
  type ApplePayload,
  type Content,
  hasContent,
  needsSupervision,
  NOTHING,
  notHere,
  SYSTEM,
} from './apple-context.js';
import type { PropertyListValue } from './property-list.js';

type Apple = ProfileMdm['apple'];
export type Section<K extends keyof Apple> = NonNullable<Apple[K]>;

/** A key of an option. Apple's table says its type, its values and its systems. */
interface Row<V> {
  key: string;
  /** It only takes effect on a supervised iPhone or iPad. */
  supervised?: true;
  /** The option allows what the key forbids: the value is negated. */
  negated?: true;
  /** Apple's value for each of our values. */
  words?: Record<string, string | number>;
  /** The value of the key; undefined leaves it out. */
  as?(value: V, context: AppleContext, option: string): PropertyListValue | undefined;
}
type Keys<V> = string | Row<V> | (string | Row<V>)[];
/** The key, or keys, of each option. */
export type Rows<T> = { [K in keyof T]?: Keys<NonNullable<T[K]>> };

export const secret = (key: string): Row<{ vault: string }> => ({
  key,
  as: (value, context, option) => context.secretText(option, value),
});
export const certificate = (key: string): Row<string> => ({
  key,
  as: (name, context) => context.certificateUuid(name),
});

type Write<T> = (
  given: T,
  context: AppleContext,
  option: string,
) => { content: Content; notCarried: NotCarried[] };

/**
 * Writes options by Apple's keys, and lists those that the system does not support. `place` is a payload type, then the
 * keys of dictionaries in it. Throws when the table does not have a key or a value of a row.
 */
export function rowsOf<T extends object>(place: [type: string, ...path: string[]], rows: Rows<T>): Write<T> {
  const known = appleKeys(...place);
  const options = Object.entries(rows as Record<string, Keys<unknown>>).map(([name, given]) => ({
    name: name as keyof T & string,
    keys: [given].flat().map((one) => {
      const row: Row<unknown> = typeof one === 'string' ? { key: one } : one;
      const key = known.get(row.key);
      const strange = Object.values(row.words ?? {}).filter((word) => key?.values?.includes(word) === false);
      if (key === undefined || strange.length > 0)
        throw new Error(`not in Apple's table: ${[...place, row.key, ...strange].join(' ')}`);
      return { ...row, systems: key.systems };
    }),
  }));
  return (values, context, option) => {
    const content: Content = {};
    const refused: NotCarried[] = [];
    for (const { name, keys } of options) {
      const value = values[name] as PropertyListValue | undefined;
      if (value === undefined) continue;
      const { system } = context;
      const here = keys.filter(({ systems }) => systems[SYSTEM[system]] !== null);
      const active = here.filter((row) => !row.supervised || system === 'macos' || context.supervised);
      if (here.length === 0) refused.push(notHere(system, `${option}.${name}`));
      else if (active.length < here.length) refused.push(needsSupervision(`${option}.${name}`));
      for (const row of active) content[row.key] = valueAt(value, row, context, `${option}.${name}`);
    }
    return { content, notCarried: refused };
  };
}

function valueAt(value: PropertyListValue, row: Row<unknown>, context: AppleContext, option: string) {
  if (row.as !== undefined) return row.as(value, context, option);
  if (row.words !== undefined) return row.words[value as string];
  return row.negated ? !value : value;
}

/** A section of `mdm.apple` that is one payload; `more` are its last keys. */
export function sectionPart<K extends keyof Apple>(
  name: K,
  type: string,
  kind: string,
  title: string | ((given: Section<K>) => string),
  rows: Rows<Section<K>>,
  more?: (given: Section<K>, context: AppleContext) => Content,
): (context: AppleContext) => ApplePart {
  const write = rowsOf([type], rows as Rows<object>);
  const option = `mdm.apple.${name}`;
  return (context) =>
    onlyWith(type, context, option, context.mdm.apple[name] as Section<K> | undefined, (given) => {
      const { content, notCarried } = write(given as object, context, option);
      const shown = typeof title === 'string' ? title : title(given);
      return onePayload(
        { type, kind, title: shown, content: { ...content, ...more?.(given, context) } },
        notCarried,
      );
    });
}

/** Payloads that an iPhone or iPad only accepts when it is supervised. */
const SUPERVISED = ['com.apple.app.lock', 'com.apple.homescreenlayout', 'com.apple.notificationsettings'];

/** A section that needs this payload; the section is listed where the device does not accept the payload. */
export function onlyWith<T>(
  type: string,
  { system, supervised }: AppleContext,
  option: string,
  section: T | undefined,
  write: (section: T) => ApplePart,
): ApplePart {
  if (section === undefined) return NOTHING;
  if ((applePayload(type)?.systems[SYSTEM[system]] ?? null) === null)
    return { payloads: [], notCarried: [notHere(system, option)] };
  if (system === 'ios' && !supervised && SUPERVISED.includes(type))
    return { payloads: [], notCarried: [needsSupervision(option)] };
  return write(section);
}

/** Creates a part with one payload; no payload when it has no content. */
export function onePayload(payload: ApplePayload, notCarried: NotCarried[] = []): ApplePart {
  return { payloads: hasContent(payload.content) ? [payload] : [], notCarried };
}

import { readFileSync } from 'node:fs';

/** Types of Apple's schema; `any` is left open there. */
export type AppleType =
  'string' | 'integer' | 'real' | 'boolean' | 'date' | 'data' | 'array' | 'dict' | 'any';

/**
 * Of iOS and macOS: the version that brought it, null where it never was; `…Until`, the version that removed it.
 * What is not said is as the parent has it.
 */
export type AppleSystems = Partial<
  Record<'iOS' | 'macOS' | 'tvOS' | 'visionOS' | 'watchOS', string | null> &
    Record<'iOSUntil' | 'macOSUntil', string>
>;

/** What is known of one key. */
export interface AppleKey {
  type: AppleType;
  required: boolean;
  /** The only values that it may have. */
  values?: readonly (string | number | boolean)[];
  min?: number;
  max?: number;
  systems: AppleSystems;
  /** Of a dictionary; undefined when anything may stand in it. */
  keys?: ReadonlyMap<string, AppleKey>;
  /** What keys without a name of their own hold. */
  others?: AppleKey;
  /** What an array may hold; undefined when that is anything. */
  items?: readonly AppleKey[];
  /** How many items an array has, at least and at most. */
  count?: readonly [number, number];
}

export interface ApplePayload {
  type: string;
  systems: AppleSystems;
  /** Only one of it counts on a device. */
  once: boolean;
  keys: ReadonlyMap<string, AppleKey>;
  others?: AppleKey;
}

type WrittenKey = AppleType | FullKey;

interface FullKey {
  type: AppleType;
  required?: boolean;
  in?: (string | number | boolean)[];
  min?: number;
  max?: number;
  systems?: AppleSystems;
  keys?: Record<string, WrittenKey>;
  others?: WrittenKey;
  items?: WrittenKey[];
  count?: [number, number];
}

interface WrittenPayload {
  systems: AppleSystems;
  until?: Record<string, string>;
  once?: boolean;
  keys: Record<string, WrittenKey>;
  others?: WrittenKey;
}

/** Keys and payloads that came after the table; a payload that stands in it gets or changes the keys named. */
interface Amendments {
  /** What macOS Server and the editors after it write into every payload. */
  common: Record<string, WrittenKey>;
  payloads: Record<string, Partial<WrittenPayload> & { source: string }>;
}

interface Table {
  profile: WrittenPayload;
  common: Record<string, WrittenKey>;
  payloads: Record<string, WrittenPayload>;
}

const table = readTable<Table>('apple-payloads');
amend(table, readTable<Amendments>('apple-amendments'));

/** What stands at the top of a profile: Apple calls its schema TopLevel. */
export const APPLE_PROFILE: ApplePayload = payloadOf('Configuration', table.profile);
/** What every payload has besides its own keys. */
export const APPLE_COMMON: ReadonlyMap<string, AppleKey> = keysOf(table.common);

const PAYLOADS = new Map(
  Object.entries(table.payloads).map(([type, written]) => [type, payloadOf(type, written)]),
);

export function applePayload(type: string): ApplePayload | undefined {
  return PAYLOADS.get(type);
}

export function applePayloadTypes(): IterableIterator<string> {
  return PAYLOADS.keys();
}

/** Tables are part of the program, so that a broken one stops the start. */
function readTable<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')) as T;
}

function amend({ profile, common, payloads }: Table, amendments: Amendments): void {
  Object.assign(profile.keys, amendments.common);
  Object.assign(common, amendments.common);
  for (const [type, { systems = {}, keys = {}, ...rest }] of Object.entries(amendments.payloads)) {
    const known = payloads[type];
    if (known === undefined) payloads[type] = { ...rest, systems, keys };
    else payloads[type] = { ...known, ...rest, keys: { ...known.keys, ...keys } };
  }
}

function payloadOf(type: string, { systems, until = {}, once, keys, others }: WrittenPayload): ApplePayload {
  const ends = Object.fromEntries(
    Object.entries(until).map(([system, version]) => [`${system}Until`, version]),
  );
  return {
    type,
    systems: { ...systems, ...ends },
    once: once === true,
    keys: keysOf(keys),
    ...(others !== undefined && { others: keyOf(others) }),
  };
}

function keysOf(keys: Record<string, WrittenKey>): ReadonlyMap<string, AppleKey> {
  return new Map(Object.entries(keys).map(([name, written]) => [name, keyOf(written)]));
}

function keyOf(written: WrittenKey): AppleKey {
  if (typeof written === 'string') return { type: written, required: false, systems: {} };
  const { required = false, systems = {}, in: values, keys, others, items, ...rest } = written;
  return {
    ...rest,
    required,
    systems,
    ...(values && { values }),
    ...(keys && { keys: keysOf(keys) }),
    ...(others !== undefined && { others: keyOf(others) }),
    ...(items && { items: items.map(keyOf) }),
  };
}

import { readFileSync } from 'node:fs';

/** Types of Apple's schema; `any` means that the type is not restricted. */
export type AppleType =
  'string' | 'integer' | 'real' | 'boolean' | 'date' | 'data' | 'array' | 'dict' | 'any';

/**
 * For iOS and macOS: the first version that supports it, null if none; `…Until`: the version that removed it.
 * Missing values are inherited from the parent.
 */
export type AppleSystems = Partial<
  Record<'iOS' | 'macOS' | 'tvOS' | 'visionOS' | 'watchOS', string | null> &
    Record<'iOSUntil' | 'macOSUntil', string>
>;

/** The description of one key. */
export interface AppleKey {
  type: AppleType;
  required: boolean;
  /** The allowed values. */
  values?: readonly (string | number | boolean)[];
  min?: number;
  max?: number;
  systems: AppleSystems;
  /** Keys of a dictionary; undefined when any key is allowed. */
  keys?: ReadonlyMap<string, AppleKey>;
  /** The values of keys with any name. */
  others?: AppleKey;
  /** The items of an array; undefined when any item is allowed. */
  items?: readonly AppleKey[];
  /** Minimum and maximum number of items. */
  count?: readonly [number, number];
}

export interface ApplePayload {
  type: string;
  systems: AppleSystems;
  /** A device accepts only one payload of this type. */
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

/** Additions to the table: new payloads, and new or changed keys of known payloads. */
interface Amendments {
  /** Keys that macOS Server and later editors write into every payload. */
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

/** The top-level keys of a profile: TopLevel in Apple's schema. */
export const APPLE_PROFILE: ApplePayload = payloadOf('Configuration', table.profile);
/** The keys common to all payloads. */
export const APPLE_COMMON: ReadonlyMap<string, AppleKey> = keysOf(table.common);

const PAYLOADS = new Map(
  Object.entries(table.payloads).map(([type, written]) => [type, payloadOf(type, written)]),
);

export function applePayload(type: string): ApplePayload | undefined {
  return PAYLOADS.get(type);
}

/** The keys of a payload, or of a dictionary in it. Throws when the table does not have them. */
export function appleKeys(type: string, ...path: string[]): ReadonlyMap<string, AppleKey> {
  let keys = PAYLOADS.get(type)?.keys;
  for (const name of path) {
    const key = keys?.get(name);
    keys = key?.keys ?? key?.items?.[0]?.keys;
  }
  if (keys === undefined) throw new Error(`not in Apple's table: ${[type, ...path].join(' ')}`);
  return keys;
}

/** The maximum of a key; throws when the table does not have it. */
export function appleMaximum(type: string, name: string): number {
  const most = appleKeys(type).get(name)?.max;
  if (most === undefined) throw new Error(`no maximum in Apple's table: ${type} ${name}`);
  return most;
}

export function applePayloadTypes(): IterableIterator<string> {
  return PAYLOADS.keys();
}

/** Apple's schema says only in its text that an always-on tunnel has the keys of IKEv2 too. */
const tunnel = appleKeys('com.apple.vpn.managed', 'AlwaysOn', 'TunnelConfigurations') as Map<
  string,
  AppleKey
>;
for (const [name, key] of appleKeys('com.apple.vpn.managed', 'IKEv2'))
  tunnel.set(name, { ...key, required: false });

/** Tables are part of the program: an invalid one stops the start. */
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

import { readTable } from './tables.js';

interface ZoneTable {
  zones: Record<string, { name: string; iana: string }>;
  aliases: Record<string, string>;
}

const table = readTable<ZoneTable>('time-zones');

/** By the name that Windows gives them, what people see. */
export const WINDOWS_TIME_ZONES: ReadonlyMap<string, string> = new Map(
  Object.entries(table.zones).map(([zone, { name }]) => [zone, name]),
);

const byLowerName = new Map([...WINDOWS_TIME_ZONES.keys()].map((zone) => [zone.toLowerCase(), zone]));
const byIana = new Map(
  Object.entries(table.zones).flatMap(([zone, { iana }]) =>
    iana.split(' ').map((name) => [name.toLowerCase(), zone] as const),
  ),
);
const aliases = new Map(Object.entries(table.aliases).map(([alias, name]) => [alias.toLowerCase(), name]));

/** Every name that `windowsTimeZone` takes. */
export const TIME_ZONE_NAMES: readonly string[] = [
  ...WINDOWS_TIME_ZONES.keys(),
  ...Object.values(table.zones).flatMap(({ iana }) => iana.split(' ')),
  ...Object.keys(table.aliases),
];

/**
 * The time zone of Windows, from its own name (`Romance Standard Time`) or from one of the IANA database
 * (`Europe/Paris`, old names too). Undefined when Windows has none. CLDR, windowsZones.
 */
export function windowsTimeZone(name: string): string | undefined {
  const lower = name.toLowerCase();
  return byLowerName.get(lower) ?? byIana.get(lower) ?? byIana.get(aliases.get(lower)?.toLowerCase() ?? '');
}

/** What stands before the places in what people see: `(UTC+01:00) `. */
const OFFSET = /^\(UTC(?:[+-]\d\d:\d\d)?\)\s*/i;

const shownAs = new Map(
  [...WINDOWS_TIME_ZONES].flatMap(([zone, shown]) =>
    [shown, shown.replace(OFFSET, '')].map((text) => [text.toLowerCase(), zone] as const),
  ),
);

/** The time zone that people see under this name: `Pacific Time (US & Canada)`, with its `(UTC-08:00)` or without. */
export function zoneShownAs(text: string): string | undefined {
  return shownAs.get(text.trim().toLowerCase());
}

/** Whether a text begins as what people see of a time zone, which resembles no name by its letters. */
export function isShownZone(text: string): boolean {
  return OFFSET.test(text.trim());
}

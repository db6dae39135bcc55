import { readTable } from './tables.js';

interface ZoneTable {
  zones: Record<string, { name: string; iana: string }>;
  aliases: Record<string, string>;
}

const table = readTable<ZoneTable>('time-zones');

/** By the name of Windows: the displayed name. */
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

/** Every name that `windowsTimeZone` accepts. */
export const TIME_ZONE_NAMES: readonly string[] = [
  ...WINDOWS_TIME_ZONES.keys(),
  ...Object.values(table.zones).flatMap(({ iana }) => iana.split(' ')),
  ...Object.keys(table.aliases),
];

/**
 * The Windows time zone for its own name (`Romance Standard Time`) or for an IANA name (`Europe/Paris`, old names
 * included). Undefined if Windows has none. CLDR, windowsZones.
 */
export function windowsTimeZone(name: string): string | undefined {
  const lower = name.toLowerCase();
  return byLowerName.get(lower) ?? byIana.get(lower) ?? byIana.get(aliases.get(lower)?.toLowerCase() ?? '');
}

/** The prefix of a displayed name: `(UTC+01:00) `. */
const OFFSET = /^\(UTC(?:[+-]\d\d:\d\d)?\)\s*/i;

const shownAs = new Map(
  [...WINDOWS_TIME_ZONES].flatMap(([zone, shown]) =>
    [shown, shown.replace(OFFSET, '')].map((text) => [text.toLowerCase(), zone] as const),
  ),
);

/** The time zone with this displayed name: `Pacific Time (US & Canada)`, with or without `(UTC-08:00)`. */
export function zoneShownAs(text: string): string | undefined {
  return shownAs.get(text.trim().toLowerCase());
}

/** Reports whether a text starts like a displayed name; such a text is not similar to any name of a zone. */
export function isShownZone(text: string): boolean {
  return OFFSET.test(text.trim());
}

import { LOCALES } from './locales.js';
import { readTable } from './tables.js';

/** A geographical location of Windows. */
export interface GeoLocation {
  /** GeoID, in decimal. */
  id: number;
  name: string;
  /** ISO 3166-1 alpha-2, or UN M.49 for a world region; undefined if no locale belongs to the location. */
  region?: string;
}

const names = readTable<{ geoLocations: Record<string, string> }>('geo-locations').geoLocations;
const regions = new Map([...LOCALES.values()].flatMap(({ tag, geoId }) => regionOf(tag, geoId)));

/** By GeoID. */
export const GEO_LOCATIONS: ReadonlyMap<number, GeoLocation> = new Map(
  Object.entries(names).map(([id, name]) => {
    const region = regions.get(Number(id));
    return [Number(id), { id: Number(id), name, ...(region !== undefined && { region }) }];
  }),
);

const byWord = new Map(
  [...GEO_LOCATIONS.values()].flatMap((place) =>
    [place.name, place.region ?? ''].filter(Boolean).map((word) => [word.toLowerCase(), place] as const),
  ),
);

function regionOf(tag: string, geoId: number | undefined): [number, string][] {
  const region = tag.split('-').find((part, index) => index > 0 && /^(?:[A-Z]{2}|\d{3})$/.test(part));
  return geoId === undefined || region === undefined ? [] : [[geoId, region]];
}

/** A location by its GeoID (84), its name (`France`) or its ISO 3166-1 code (`FR`); undefined if unknown. */
export function geoLocation(word: number | string): GeoLocation | undefined {
  if (typeof word === 'number') return GEO_LOCATIONS.get(word);
  return GEO_LOCATIONS.get(/^\d{1,9}$/.test(word) ? Number(word) : NaN) ?? byWord.get(word.toLowerCase());
}

import { type CspPlace, isOptionRow, type OptionPlace, type OptionTree } from '../../windows-tables/index.js';
import { type CspCommand, replace } from './syncml.js';

/** The commands for the options of a tree that a section of the profile, at `field`, sets. */
export function optionCommands(tree: OptionTree, section: object | undefined, field: string): CspCommand[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const value = (section as Record<string, unknown> | undefined)?.[name];
    if (value === undefined) return [];
    const at = `${field}.${name}`;
    return isOptionRow(node)
      ? placeCommands(node.places, value, at)
      : optionCommands(node, value as object, at);
  });
}

/** The nodes of neutral options, by option. */
export type PlacesOf<T> = { [K in keyof T]?: CspPlace<NonNullable<T[K]>>[] };

/** The commands for the options of a neutral section of the profile. */
export function neutralCommands<T extends object>(
  places: PlacesOf<T>,
  section: Partial<T> | undefined,
  field: string,
): CspCommand[] {
  return (Object.keys(places) as (keyof T & string)[]).flatMap((name) => {
    const value = section?.[name];
    return value === undefined ? [] : placeCommands(places[name] as OptionPlace[], value, `${field}.${name}`);
  });
}

function placeCommands(places: readonly OptionPlace[], value: unknown, field: string): CspCommand[] {
  return places.flatMap((place) => {
    const data = place.to === 'csp' ? place.data(value) : undefined;
    return place.to !== 'csp' || data === undefined ? [] : [replace(field, place.uri, place.format, data)];
  });
}

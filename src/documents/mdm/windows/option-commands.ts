import { isOptionRow, type OptionTree } from '../../windows-tables/index.js';
import { type CspCommand, replace } from './syncml.js';

/** What a management server sets for the options of a tree that a section of the profile, at `field`, sets. */
export function optionCommands(tree: OptionTree, section: object | undefined, field: string): CspCommand[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const value = (section as Record<string, unknown> | undefined)?.[name];
    if (value === undefined) return [];
    const at = `${field}.${name}`;
    if (!isOptionRow(node)) return optionCommands(node, value as object, at);
    return node.places.flatMap((place) => {
      const data = place.to === 'csp' ? place.data(value) : undefined;
      return place.to !== 'csp' || data === undefined ? [] : [replace(at, place.uri, place.format, data)];
    });
  });
}

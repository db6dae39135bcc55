import { fieldOf } from '../../../../platform/core/index.js';
import { type FieldGroup, idOf } from './field.js';

/** A part of the YAML that the form does not ask. */
export interface Elsewhere {
  /** `windows.comfort` */
  path: string;
  /** How many settings it has. */
  count: number;
}

/** A longer list tells nobody anything. */
const MOST = 40;

/** What a text says that the form does not show: it stays as it is, whatever is changed in the form. */
export function elsewhereOf(value: unknown, groups: readonly FieldGroup[]): Elsewhere[] {
  const shown = new Set([
    ...groups.flatMap(({ fields }) => fields.map(({ path }) => idOf(path))),
    ...groups.flatMap(({ rows = [] }) => rows.map(({ path }) => idOf(path))),
    'recette.checks',
    'recette.without',
  ]);
  return below(value, [], shown)
    .filter(({ count }) => count > 0)
    .slice(0, MOST);
}

function below(value: unknown, path: string[], shown: ReadonlySet<string>): Elsewhere[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const place = [...path, name];
    const id = idOf(place);
    if (shown.has(id)) return [];
    const isParent = [...shown].some((known) => known.startsWith(`${id}.`));
    return isParent && isGroup(item)
      ? below(item, place, shown)
      : [{ path: fieldOf(place), count: countOf(item) }];
  });
}

function isGroup(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function countOf(value: unknown): number {
  if (value === null || typeof value !== 'object') return 1;
  return Object.values(value).reduce<number>((sum, item) => sum + countOf(item), 0);
}

import { boundedFindings, fieldOf, type Finding, UNKNOWN_FIELD } from '../../platform/core/index.js';
import { FEWER_LEVELS, MOST_LEVELS } from './profile-yaml.js';

interface Place {
  value: unknown;
  path: readonly PropertyKey[];
}

/**
 * Finds two faults that a schema cannot report: nesting deeper than the stack allows, and keys named `__proto__`, which
 * the schema of a map ignores.
 */
export function faultsBeforehand(value: unknown): Finding[] {
  const faults: PropertyKey[][] = [];
  let level: Place[] = [{ value, path: [] }];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_LEVELS) return [tooDeep(level)];
    for (const { value: each, path } of level) {
      if (each !== null && typeof each === 'object' && Object.hasOwn(each, '__proto__'))
        faults.push([...path, '__proto__']);
    }
    level = level.flatMap(inside);
  }
  return boundedFindings(faults, (path) => ({ field: fieldOf(path), found: '…', expected: UNKNOWN_FIELD }));
}

function inside({ value, path }: Place): Place[] {
  if (value === null || typeof value !== 'object') return [];
  const isList = Array.isArray(value);
  return Object.entries(value)
    .filter(([, item]) => item !== null && typeof item === 'object')
    .map(([name, item]: [string, unknown]) => ({
      value: item,
      path: [...path, isList ? Number(name) : name],
    }));
}

/** Names only the section and the field: the full path would be too long to read. */
function tooDeep([first]: Place[]): Finding {
  const field = fieldOf(first?.path.slice(0, 2) ?? []);
  return { field: field === '' ? '(document)' : field, found: '{…}', expected: FEWER_LEVELS };
}

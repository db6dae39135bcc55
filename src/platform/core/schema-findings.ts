import { z } from 'zod';
import type { Bilingual } from './bilingual.js';
import { boundedFindings, type Finding } from './errors.js';
import { expectationOf } from './expecting.js';

const ZOD_WORDS = { fr: z.locales.fr().localeError, en: z.locales.en().localeError };
const SECRET = /password|passphrase|secret|token|key/i;
const LONGEST_FOUND = 200;

/** An issue of zod, or of another Standard Schema library. */
export type SchemaIssue = z.core.$ZodIssue;

/** The value at a path of an input, as a message may show it: never a secret. */
type Shown = (input: unknown, path: readonly PropertyKey[]) => unknown;

/**
 * The issues of a zod schema as findings in both languages, up to MOST_FINDINGS. This is the one place that words
 * them. `path` is absent from the finding that says how many more there are.
 */
export function schemaFindings(
  issues: readonly SchemaIssue[],
  input: unknown,
  shown: Shown = shortValue,
): (Finding & { field: string; path?: PropertyKey[] })[] {
  return boundedFindings(placesOf(issues), ({ path, issue }) => ({
    path,
    field: fieldOf(path),
    found: shown(input, path),
    expected: expectedOf(issue, valueAt(input, path)),
  })) as (Finding & { field: string; path?: PropertyKey[] })[];
}

/** The place of each issue; an issue about unknown keys has one place for each key. */
function placesOf(issues: readonly SchemaIssue[]): { path: PropertyKey[]; issue: SchemaIssue }[] {
  return issues.flatMap<{ path: PropertyKey[]; issue: SchemaIssue }>((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], issue }))
      : [{ path: issue.path, issue }],
  );
}

/** The value at a path; undefined where there is none. A name such as `constructor` is a name as any other. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, part) =>
      found !== null && typeof found === 'object' && Object.hasOwn(found, part)
        ? (found as Record<PropertyKey, unknown>)[part]
        : undefined,
    value,
  );
}

/** `['disk', 'rule', 'bus', 0]` as the reader writes it: `disk.rule.bus[0]`. */
export function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

/** What is expected where a schema has no field of that name. */
export const UNKNOWN_FIELD: Bilingual = { fr: 'aucun champ de ce nom ici', en: 'no field of this name here' };

/** The words of the schema, when it has some; else ours for the usual issues; else zod's. */
function expectedOf(issue: SchemaIssue, found: unknown): Bilingual {
  // Its message names all unknown keys of the group: it is not made again for each of them.
  if (issue.code === 'unrecognized_keys') return UNKNOWN_FIELD;
  const own = expectationOf(issue.message);
  if (own !== undefined) return own;
  const zods = { fr: zodWords(issue, found, 'fr'), en: zodWords(issue, found, 'en') };
  // A message in one language is the schema's own: it is kept as it is.
  const isOwn = issue.code === 'custom' || zods.en.split(',')[0] !== issue.message.split(',')[0];
  if (isOwn) return { fr: issue.message, en: issue.message };
  return plainWords(issue) ?? zods;
}

const TYPES: Record<string, Bilingual> = {
  string: {
    fr: 'un texte (entre guillemets s’il ressemble à un nombre)',
    en: 'a text (quoted if it looks like a number)',
  },
  number: { fr: 'un nombre', en: 'a number' },
  int: { fr: 'un nombre entier', en: 'a whole number' },
  boolean: { fr: 'true ou false', en: 'true or false' },
  array: { fr: 'une liste', en: 'a list' },
  object: { fr: 'un groupe de champs', en: 'a group of fields' },
  record: { fr: 'un groupe de champs', en: 'a group of fields' },
};

function plainWords(issue: SchemaIssue): Bilingual | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected];
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return { fr: `l’une de ces valeurs : ${values}`, en: `one of these values: ${values}` };
    }
    case 'too_small':
      return bound(issue, issue.minimum, {
        inclusive: { fr: 'au moins', en: 'at least' },
        exclusive: { fr: 'plus de', en: 'more than' },
      });
    case 'too_big':
      return bound(issue, issue.maximum, {
        inclusive: { fr: 'au plus', en: 'at most' },
        exclusive: { fr: 'moins de', en: 'less than' },
      });
    case 'invalid_union':
      return {
        fr: 'une des formes permises (voir le schéma)',
        en: 'one of the forms allowed (see the schema)',
      };
    default:
      return undefined;
  }
}

const EXACTLY: Bilingual = { fr: 'exactement', en: 'exactly' };

function bound(
  { origin, inclusive, exact }: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  limit: number | bigint,
  words: Record<'inclusive' | 'exclusive', Bilingual>,
): Bilingual {
  const { fr, en } = exact ? EXACTLY : inclusive === false ? words.exclusive : words.inclusive;
  const units: Record<string, Bilingual> = {
    string: { fr: ' caractère(s)', en: ' character(s)' },
    array: { fr: ' élément(s)', en: ' item(s)' },
  };
  const unit = units[origin] ?? { fr: '', en: '' };
  return { fr: `${fr} ${limit}${unit.fr}`, en: `${en} ${limit}${unit.en}` };
}

function zodWords(issue: SchemaIssue, input: unknown, language: 'fr' | 'en'): string {
  const words = ZOD_WORDS[language]({ ...issue, input } as unknown as Parameters<typeof ZOD_WORDS.en>[0]);
  return (typeof words === 'string' ? words : words?.message) ?? issue.message;
}

/** A value in one line; a group of fields or a list only by its brackets. */
function shortValue(input: unknown, path: readonly PropertyKey[]): unknown {
  const found = valueAt(input, path);
  if (found === undefined) return null;
  if (path.some((key) => SECRET.test(String(key)))) return '[secret]';
  if (typeof found === 'string') return found.slice(0, LONGEST_FOUND);
  return typeof found === 'object' ? (Array.isArray(found) ? '[…]' : '{…}') : found;
}

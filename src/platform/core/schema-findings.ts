import { z } from 'zod';
import type { Bilingual } from './bilingual.js';
import { boundedFindings, type Finding } from './errors.js';

const WORDS = { fr: z.locales.fr().localeError, en: z.locales.en().localeError };
const SECRET = /password|passphrase|secret|token|key/i;
const LONGEST_FOUND = 200;

/** An issue of zod, or of another Standard Schema library. */
export type SchemaIssue = z.core.$ZodIssue;
type Raw = Parameters<typeof WORDS.en>[0];

/** The issues of a zod schema as findings in both languages, without secrets. */
export function schemaFindings(
  issues: readonly SchemaIssue[],
  input: unknown,
): (Finding & { field: string })[] {
  return boundedFindings(placesOf(issues), ({ path, issue }) =>
    findingAt(path, input, (found) =>
      issue.code === 'unrecognized_keys' ? UNKNOWN_FIELD : wordsOf(issue, found),
    ),
  ) as (Finding & { field: string })[];
}

/** The path of each issue; unknown keys give one path each. */
export function placesOf(issues: readonly SchemaIssue[]): { path: PropertyKey[]; issue: SchemaIssue }[] {
  return issues.flatMap<{ path: PropertyKey[]; issue: SchemaIssue }>((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], issue }))
      : [{ path: issue.path, issue }],
  );
}

/** The value at a path; undefined when there is none. Inherited properties such as `constructor` do not count. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, part) =>
      found !== null && typeof found === 'object' && Object.hasOwn(found, part)
        ? (found as Record<PropertyKey, unknown>)[part]
        : undefined,
    value,
  );
}

/** The expectation for a field that the schema does not have. */
export const UNKNOWN_FIELD: Bilingual = { fr: 'aucun champ de ce nom ici', en: 'no field of this name here' };

function findingAt(
  path: readonly PropertyKey[],
  input: unknown,
  expected: (found: unknown) => Bilingual,
): Finding & { field: string } {
  const found = valueAt(input, path);
  return { field: fieldOf(path), found: shown(found, path), expected: expected(found) };
}

/** `['disk', 'rule', 'bus', 0]` as a path in text: `disk.rule.bus[0]`. */
export function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

/** Separates French and English in a schema's own message. */
const SEPARATOR = ' ‖ ';

/** A schema's own message is kept; zod's messages are given in both languages. */
function wordsOf(issue: SchemaIssue, input: unknown): Bilingual {
  const [own, other] = issue.message.split(SEPARATOR);
  if (own !== undefined && other !== undefined) return { fr: own, en: other };
  const raw = { ...issue, input } as unknown as Raw;
  const text = (words: ReturnType<typeof WORDS.en>) => (typeof words === 'string' ? words : words?.message);
  const en = text(WORDS.en(raw));
  const isZods =
    issue.code !== 'custom' && en !== undefined && en.split(',')[0] === issue.message.split(',')[0];
  return isZods ? { en, fr: text(WORDS.fr(raw)) ?? en } : { en: issue.message, fr: issue.message };
}

/** Shortened to one line, without secrets. */
function shown(found: unknown, path: readonly PropertyKey[]): unknown {
  if (found === undefined) return null;
  if (path.some((key) => SECRET.test(String(key)))) return '[secret]';
  if (typeof found === 'string') return found.slice(0, LONGEST_FOUND);
  return typeof found === 'object' ? (Array.isArray(found) ? '[…]' : '{…}') : found;
}

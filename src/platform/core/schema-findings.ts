import { z } from 'zod';
import type { Bilingual } from './bilingual.js';
import { boundedFindings, type Finding } from './errors.js';

const WORDS = { fr: z.locales.fr().localeError, en: z.locales.en().localeError };
const SECRET = /password|passphrase|secret|token|key/i;
const LONGEST_FOUND = 200;

/** What a schema's check found wrong; a standard schema's own issues are these too. */
export type SchemaIssue = z.core.$ZodIssue;
type Raw = Parameters<typeof WORDS.en>[0];

/** Everything that a zod schema found wrong with `input`, each told in both languages; never a secret. */
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

/** Where each issue stands; that of unknown keys, at each of them. */
export function placesOf(issues: readonly SchemaIssue[]): { path: PropertyKey[]; issue: SchemaIssue }[] {
  return issues.flatMap<{ path: PropertyKey[]; issue: SchemaIssue }>((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], issue }))
      : [{ path: issue.path, issue }],
  );
}

/** What stands at a path of a value; undefined where there is nothing. `constructor` is a name as any other. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (found, part) =>
      found !== null && typeof found === 'object' && Object.hasOwn(found, part)
        ? (found as Record<PropertyKey, unknown>)[part]
        : undefined,
    value,
  );
}

/** What is expected of a field that a schema does not have. */
export const UNKNOWN_FIELD: Bilingual = { fr: 'aucun champ de ce nom ici', en: 'no field of this name here' };

function findingAt(
  path: readonly PropertyKey[],
  input: unknown,
  expected: (found: unknown) => Bilingual,
): Finding & { field: string } {
  const found = valueAt(input, path);
  return { field: fieldOf(path), found: shown(found, path), expected: expected(found) };
}

/** `['disk', 'rule', 'bus', 0]` as the reader writes it: `disk.rule.bus[0]`. */
export function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('');
}

/** Between the French and the English words of a schema's own message. */
const SEPARATOR = ' ‖ ';

/** A schema's own words are kept, in both languages where it gives both; zod's are said in both. */
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

/** Never a secret, and never more than a line. */
function shown(found: unknown, path: readonly PropertyKey[]): unknown {
  if (found === undefined) return null;
  if (path.some((key) => SECRET.test(String(key)))) return '[secret]';
  if (typeof found === 'string') return found.slice(0, LONGEST_FOUND);
  return typeof found === 'object' ? (Array.isArray(found) ? '[…]' : '{…}') : found;
}

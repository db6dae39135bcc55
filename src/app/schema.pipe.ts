import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { InputError, type Bilingual, type Finding } from '../core/index.js';

const WORDS = { fr: z.locales.fr().localeError, en: z.locales.en().localeError };
const SECRET = /password|passphrase|credentials|secret|token|key/i;
const LONGEST_FOUND = 200;

type Issue = z.core.$ZodIssue;
type Raw = Parameters<typeof WORDS.en>[0];

/** Checks a body, query or parameter against its zod schema; what is wrong is told field by field. */
@Injectable()
export class SchemaPipe implements PipeTransform {
  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const schema = metadata.schema;
    if (!schema || metadata.type === 'custom') return value;
    const result = await schema['~standard'].validate(value);
    if (!result.issues) return result.value;
    const findings = (result.issues as unknown as Issue[]).map((issue) => findingOf(issue, value));
    const fields = findings.map(({ field }) => field || metadata.type).join(', ');
    throw new InputError({ fr: `À corriger : ${fields}.`, en: `To correct: ${fields}.` }, findings);
  }
}

/** One zod issue as a finding: `input` is the whole value that was checked. */
export function findingOf(issue: Issue, input: unknown): Finding {
  const found = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
  return {
    field: fieldOf(issue.path),
    found: shown(found, issue.path),
    expected: wordsOf(issue, found),
  };
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text ? `${text}.${String(key)}` : String(key),
    '',
  );
}

/** Between the French and the English words of a schema's own message. */
const SEPARATOR = ' ‖ ';

/** A schema's own words are kept, in both languages where it gives both; zod's are said in both. */
function wordsOf(issue: Issue, input: unknown): Bilingual {
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

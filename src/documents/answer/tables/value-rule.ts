import type { Bilingual } from '../../../platform/core/index.js';

/** The allowed values of a setting, with a description for messages. */
export interface ValueRule {
  kind: 'text' | 'boolean' | 'integer' | 'one of';
  /** Whether Windows accepts a value; the value has no white space around it. */
  accepts(value: string): boolean;
  expected: Bilingual;
}

const BOOLEANS = new Set(['true', 'false', '1', '0']);

const BOOLEAN: ValueRule = {
  kind: 'boolean',
  accepts: (value) => BOOLEANS.has(value) || BOOLEANS.has(value.toLowerCase()),
  expected: { fr: 'true ou false', en: 'true or false' },
};

/**
 * Parses a rule from the tables: `text`, `text 1..15` (characters), `boolean`, `integer 1..500`,
 * `integer 0..`, `one of Always OnError Never`.
 */
export function valueRule(words: string): ValueRule {
  if (words.startsWith('one of ')) return oneOf(words.slice('one of '.length).split(' '));
  const [kind, range] = words.split(' ');
  if (kind === 'boolean') return BOOLEAN;
  const [least = 0, most = Infinity] = (range ?? '0..')
    .split('..')
    .map((bound) => (bound ? Number(bound) : undefined));
  return kind === 'integer' ? integer(least, most) : text(least, most);
}

/** Enumerations are case-insensitive in Windows; if 0 and 1 are allowed, booleans are too. */
function oneOf(values: string[]): ValueRule {
  const lower = new Set(values.map((value) => value.toLowerCase()));
  if (lower.has('0') && lower.has('1')) for (const value of BOOLEANS) lower.add(value);
  return {
    kind: 'one of',
    accepts: (value) => lower.has(value) || lower.has(value.toLowerCase()),
    expected: { fr: `l’une des valeurs ${values.join(', ')}`, en: `one of ${values.join(', ')}` },
  };
}

function integer(least: number, most: number): ValueRule {
  return {
    kind: 'integer',
    accepts: (value) => /^[+-]?\d{1,20}$/.test(value) && Number(value) >= least && Number(value) <= most,
    expected: Number.isFinite(most)
      ? { fr: `un nombre entier de ${least} à ${most}`, en: `a whole number from ${least} to ${most}` }
      : { fr: `un nombre entier, au moins ${least}`, en: `a whole number, at least ${least}` },
  };
}

function text(least: number, most: number): ValueRule {
  return {
    kind: 'text',
    accepts: (value) => value.length <= most && value.length >= least,
    expected: { fr: `de ${least} à ${most} caractères`, en: `${least} to ${most} characters` },
  };
}

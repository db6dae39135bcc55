import type { z } from 'zod';
import {
  type Bilingual,
  boundedFindings,
  expectationOf,
  fieldOf,
  type Finding,
  placesOf,
  UNKNOWN_FIELD,
  valueAt,
} from '../../platform/core/index.js';

export { expecting } from '../../platform/core/index.js';

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

/** Where a person may have written a secret by mistake: it is not repeated in an answer or a log. */
const SECRET = /password|passphrase|privateKey|preSharedKey|pkcs12|challenge|tlsCrypt|credentials|secret/i;

function foundAt(input: unknown, path: readonly PropertyKey[]): unknown {
  const found = valueAt(input, path);
  if (found === undefined) return undefined;
  const isSecret = path.some((part, depth) => SECRET.test(String(part)) || isNamedSecret(input, path, depth));
  return isSecret ? '[secret]' : withoutSecrets(found);
}

/** Whether a part of a path stands in a group of fields that is called a secret: `{name: Password, value: …}`. */
function isNamedSecret(input: unknown, path: readonly PropertyKey[], depth: number): boolean {
  return path[depth] !== 'name' && isCalledSecret(valueAt(input, path.slice(0, depth)));
}

function isCalledSecret(value: unknown): boolean {
  const name = valueAt(value, ['name']);
  return typeof name === 'string' && SECRET.test(name);
}

/** No more of a value is told than this many levels; a hostile one lies deeper than any stack. */
const DEEPEST_FOUND = 20;

/** What is a secret wherever it stands: a private key in PEM, the key of a WLAN profile or of a ProfileXML. */
const SECRET_TEXT = /PRIVATE KEY|<(?:\w+:)?(?:keyMaterial|L2tpPsk)\b[^<>]*>\s*[^<\s]/;

/** No more of a value is told than so many of its parts, and so many characters of a text. */
const MOST_PARTS = 200;
const MOST_CHARACTERS = 1_000;

/** The same without what stands under a secret's name, and without the password of an address. RFC 3986 §3.2.1. */
function withoutSecrets(value: unknown, depth = 0, told = { parts: 0 }): unknown {
  if (typeof value === 'string') return textWithoutSecrets(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST_FOUND || told.parts > MOST_PARTS) return '…';
  const isCalled = isCalledSecret(value);
  const parts: [string, unknown][] = [];
  for (const name in value) {
    told.parts += 1;
    const isSecret = SECRET.test(name) || (isCalled && name !== 'name');
    const item = (value as Record<string, unknown>)[name];
    parts.push([name, isSecret ? '[secret]' : withoutSecrets(item, depth + 1, told)]);
    if (told.parts > MOST_PARTS) break;
  }
  return Array.isArray(value) ? parts.map(([, item]) => item) : Object.fromEntries(parts);
}

function textWithoutSecrets(text: string): string {
  if (SECRET_TEXT.test(text)) return '[secret]';
  const shown = text.replace(/\/\/[^/@\s]*@/g, '//[secret]@');
  return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}…` : shown;
}

/** Every thing that zod found wrong with an input, up to MOST_FINDINGS: where, what was found, what was expected. */
export function findingsOf(
  error: z.ZodError,
  input: unknown,
): (Finding & { path?: PropertyKey[]; field: string })[] {
  return boundedFindings(placesOf(error.issues), ({ path, issue }) => {
    const expected = issue.code === 'unrecognized_keys' ? UNKNOWN_FIELD : expectedOf(issue);
    return { path, field: fieldOf(path), found: foundAt(input, path), expected };
  }) as (Finding & { path?: PropertyKey[]; field: string })[];
}

function expectedOf(issue: z.core.$ZodIssue): Bilingual {
  const expected = expectationOf(issue.message);
  if (expected) return expected;
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? { fr: issue.expected, en: issue.expected };
    case 'invalid_value': {
      const values = issue.values.map(String).join(', ');
      return { fr: `l’une de ces valeurs : ${values}`, en: `one of these values: ${values}` };
    }
    case 'too_small':
      return bound(issue.origin, String(issue.minimum), { fr: 'au moins', en: 'at least' });
    case 'too_big':
      return bound(issue.origin, String(issue.maximum), { fr: 'au plus', en: 'at most' });
    case 'invalid_union':
      return {
        fr: 'une des formes permises (voir le schéma)',
        en: 'one of the forms allowed (see the schema)',
      };
    default:
      return { fr: issue.message, en: issue.message };
  }
}

function bound(origin: string, limit: string, words: Bilingual): Bilingual {
  const units: Record<string, Bilingual> = {
    string: { fr: ' caractère(s)', en: ' character(s)' },
    array: { fr: ' élément(s)', en: ' item(s)' },
  };
  const unit = units[origin] ?? { fr: '', en: '' };
  return { fr: `${words.fr} ${limit}${unit.fr}`, en: `${words.en} ${limit}${unit.en}` };
}

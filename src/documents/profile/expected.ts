import type { z } from 'zod';
import { schemaFindings, valueAt } from '../../platform/core/index.js';

export { expecting } from '../../platform/core/index.js';

/** Fields that may hold a secret by mistake: answers and logs must not repeat their value. */
const SECRET = /password|passphrase|privateKey|preSharedKey|pkcs12|challenge|tlsCrypt|credentials|secret/i;

function foundAt(input: unknown, path: readonly PropertyKey[]): unknown {
  const found = valueAt(input, path);
  if (found === undefined) return undefined;
  const isSecret = path.some((part, depth) => SECRET.test(String(part)) || isNamedSecret(input, path, depth));
  return isSecret ? '[secret]' : withoutSecrets(found);
}

/** Reports whether a part of a path is in an object whose name is that of a secret: `{name: Password, value: …}`. */
function isNamedSecret(input: unknown, path: readonly PropertyKey[], depth: number): boolean {
  return path[depth] !== 'name' && isCalledSecret(valueAt(input, path.slice(0, depth)));
}

function isCalledSecret(value: unknown): boolean {
  const name = valueAt(value, ['name']);
  return typeof name === 'string' && SECRET.test(name);
}

/** Deeper levels of a value are not shown, since hostile input may be nested deeper than the stack. */
const DEEPEST_FOUND = 20;

/** Values that are secrets in any field: a private key in PEM, the key of a WLAN profile or of a ProfileXML. */
const SECRET_TEXT = /PRIVATE KEY|<(?:\w+:)?(?:keyMaterial|L2tpPsk)\b[^<>]*>\s*[^<\s]/;

/** Limits on the parts of a value and on the characters of a text that are shown. */
const MOST_PARTS = 200;
const MOST_CHARACTERS = 1_000;

/** The value without the fields named as secrets, and without the password of a URL. RFC 3986 §3.2.1. */
function withoutSecrets(value: unknown, depth = 0, shown = { parts: 0 }): unknown {
  if (typeof value === 'string') return textWithoutSecrets(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST_FOUND || shown.parts > MOST_PARTS) return '…';
  const isCalled = isCalledSecret(value);
  const parts: [string, unknown][] = [];
  for (const name in value) {
    shown.parts += 1;
    const isSecret = SECRET.test(name) || (isCalled && name !== 'name');
    const item = (value as Record<string, unknown>)[name];
    parts.push([name, isSecret ? '[secret]' : withoutSecrets(item, depth + 1, shown)]);
    if (shown.parts > MOST_PARTS) break;
  }
  return Array.isArray(value) ? parts.map(([, item]) => item) : Object.fromEntries(parts);
}

function textWithoutSecrets(text: string): string {
  if (SECRET_TEXT.test(text)) return '[secret]';
  const shown = text.replace(/\/\/[^/@\s]*@/g, '//[secret]@');
  return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS)}…` : shown;
}

/** The findings of a zod schema about a profile, with the found values but without secrets. */
export function findingsOf(error: z.ZodError, input: unknown): ReturnType<typeof schemaFindings> {
  return schemaFindings(error.issues, input, foundAt);
}

import { fieldOf, InputError } from '../../../platform/core/index.js';
import type { ProfileDocument } from '../../profile/index.js';

/** A lone surrogate, which UTF-8 cannot encode. */
const HALF = /\p{Surrogate}/u;
/** Also the characters that YAML refuses or treats as line breaks (YAML 1.1 §5.1, §5.4). */
const NOT_A_LINE = /[\u0085\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
/** Parts of the profile that are not written to Linux answer files. */
const ELSEWHERE = ['windows', 'mdm', 'title', 'recette', 'restrictions', 'passcode', 'updates', 'encryption'];

/** Throws InputError naming the first text of the profile that cannot be written into a file of lines. */
export function refuseUnwritable(profile: ProfileDocument): void {
  const entries = Object.entries(profile).filter(([name]) => !ELSEWHERE.includes(name));
  for (const [name, value] of entries) refuseIn(value, [name]);
}

function refuseIn(value: unknown, path: PropertyKey[]): void {
  if (typeof value === 'string') refuseText(value, path);
  if (value === null || typeof value !== 'object') return;
  const isList = Array.isArray(value);
  for (const [key, item] of Object.entries(value)) refuseIn(item, [...path, isList ? Number(key) : key]);
}

function refuseText(text: string, path: PropertyKey[]): void {
  const found = (path.at(-1) === 'script' ? HALF : NOT_A_LINE).exec(text)?.[0];
  if (found === undefined) return;
  const field = fieldOf(path);
  const code = `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const expected = { fr: `un texte sans ${code}`, en: `a text without ${code}` };
  throw new InputError({ fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` }, [
    { field, found: code, expected },
  ]);
}

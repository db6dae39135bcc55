import { fieldOf, InputError } from '../../../platform/core/index.js';
import type { MdmOrder } from '../order.js';

/** XML 1.0 §2.2: characters that a document must not have, escaped or not. */
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** Returns the text, or throws InputError, which names the field but not the value, since that may be a secret. */
export function carried(text: string, { field }: { field: string }): string {
  if (!NOT_XML.test(text)) return text;
  const expected = { fr: 'un texte sans caractère de commande', en: 'a text without control characters' };
  throw new InputError({ fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` }, [
    { field, found: '[…]', expected },
  ]);
}

/** Throws InputError, which names the first text of the profile that a Windows file cannot hold. */
export function checkWritable({ profile }: MdmOrder): void {
  const { network, certificates, users, restrictions, encryption, mdm } = profile;
  check({ network, certificates, users, restrictions, encryption }, []);
  check(mdm?.windows, ['mdm', 'windows']);
  check(mdm?.displayName, ['mdm', 'displayName']);
}

function check(value: unknown, path: PropertyKey[]): void {
  if (typeof value === 'string') carried(value, { field: fieldOf(path) });
  if (value === null || typeof value !== 'object') return;
  for (const [key, item] of Object.entries(value))
    check(item, [...path, Array.isArray(value) ? Number(key) : key]);
}

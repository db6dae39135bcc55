import { InputError } from '../../../../platform/core/index.js';
import type { WindowsOrder } from '../contribution.js';

/**
 * The value of a secret that must be one line of XML or of a script. Throws InputError, without the value, if it is
 * not.
 */
export function oneLineSecret(
  field: string,
  reference: { vault: string },
  secret: WindowsOrder['secret'],
): string {
  const value = secret(reference);
  if (/^[^\u0000-\u001f\u007f\ufffe\uffff\p{Surrogate}]{1,1000}$/u.test(value)) return value;
  const expected = {
    fr: 'un secret d’une ligne, 1000 caractères au plus',
    en: 'a secret of one line, at most 1000 characters',
  };
  throw new InputError({ fr: `${field} : ${expected.fr}`, en: `${field}: ${expected.en}` }, [
    { field, found: '[…]', expected },
  ]);
}

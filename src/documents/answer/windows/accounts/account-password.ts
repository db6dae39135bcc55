import { setting, type SettingElement } from '../answer-tree.js';
import type { WindowsOrder } from '../contribution.js';
import { refusedOption } from '../refused-option.js';

/** Maximum length for LSA and Winlogon. Unattended Windows Setup Reference, LocalAccount/Password. */
const LONGEST = 127;

/**
 * `<Password>` of a secret, or an empty one. It is written in plain text (PlainText): the form that Windows calls
 * hidden is base64, which anyone can decode.
 * @param field the option, as the profile writes it
 */
export function accountPassword(
  order: WindowsOrder,
  element: 'Password' | 'AdministratorPassword',
  field: string,
  secret: { vault: string } | undefined,
): SettingElement | undefined {
  const value = secret === undefined ? '' : order.secret(secret);
  if (value.length > LONGEST || /[\p{Cc}\p{Surrogate}\u2028\u2029\ufffe\uffff]/u.test(value)) {
    throw refusedOption(field, '[secret]', {
      fr: `un mot de passe d’une ligne, ${LONGEST} caractères au plus, sans retour à la ligne`,
      en: `a password of one line, at most ${LONGEST} characters, without a line end`,
    });
  }
  return setting(element, [setting('Value', value), setting('PlainText', true)]);
}

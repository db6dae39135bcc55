import { z } from 'zod';
import { expecting } from '../../platform/core/index.js';

/** Control characters, bidirectional and invisible marks, lone surrogates: never allowed in a name on one line. */
const UNSEEN =
  '\\u0000-\\u001f\\u007f-\\u009f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\ud800-\\udfff\\ufeff\\ufffe\\uffff';

/**
 * One line of text of at most `most` characters, without the characters of `without` (escaped for a character class),
 * and without a space at either end. The length is in the pattern, so that it is in the JSON Schema.
 */
export function windowsText(most: number, without: string, fr: string, en: string) {
  const inside = `[^${without}${UNSEEN}]`;
  const end = `[^ ${without}${UNSEEN}]`;
  return z.string().regex(new RegExp(`^${end}(?:${inside}{0,${most - 2}}${end})?$`, 'u'), {
    error: expecting(fr, en),
  });
}

/** A note or a title. */
export function windowsLine(most: number) {
  return windowsText(
    most,
    '',
    `une ligne de texte, ${most} caractères au plus, sans espace au bout`,
    `one line of text, at most ${most} characters, no space at the ends`,
  );
}

/**
 * Characters that an account name must not have. NetUserAdd; also `@` and `%`, which have a meaning at logon and in
 * scripts.
 */
const NOT_IN_ACCOUNTS = '"\\/\\\\\\[\\]:;|=,+*?<>@%';

/** Names that Windows reserves for its own accounts, or that a folder of C:\Users cannot have. */
const RESERVED =
  /^(?:administrator|guest|invité|defaultaccount|wdagutilityaccount|defaultuser0|system|local service|network service|service|none|everyone|con|prn|aux|nul|com\d|lpt\d|all users|default|default user|public)$/iu;

/** The name of a new local account: sAMAccountName, 20 characters. */
export const accountName = windowsText(
  20,
  NOT_IN_ACCOUNTS,
  'un nom de compte : 20 caractères au plus, sans " / \\ [ ] : ; | = , + * ? < > @ %',
  'an account name: at most 20 characters, without " / \\ [ ] : ; | = , + * ? < > @ %',
)
  .refine((name) => !name.endsWith('.'), {
    error: expecting('un nom qui ne finit pas par un point', 'a name that does not end with a full stop'),
  })
  .refine((name) => !RESERVED.test(name), {
    error: expecting(
      'un nom que Windows ne garde pas pour lui',
      'a name that Windows does not keep for itself',
    ),
  });

/** A local group; `;` is the separator of lists. */
export const localGroup = windowsText(
  256,
  '"\\/\\\\\\[\\]:;|=,+*?<>',
  'un nom de groupe, 256 caractères au plus, sans " / \\ [ ] : ; | = , + * ? < >',
  'a group name, at most 256 characters, without " / \\ [ ] : ; | = , + * ? < >',
);

/** A domain, by its DNS or NetBIOS name. */
export const domainName = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9-]{1,63}){0,10}$/, {
    error: expecting('un domaine : CORP ou corp.example', 'a domain: CORP or corp.example'),
  });

/** An account or a group of a domain. */
export const domainAccountName = windowsText(
  256,
  '"\\/\\\\\\[\\]:;|=,+*?<>@',
  'un compte du domaine, sans le domaine',
  'an account of the domain, without the domain',
);

import { z } from 'zod';
import { expecting } from '../expected.js';
import { isUrl } from '../rules.js';

const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const LONGEST = 65_536;

/** A text of one or more lines, with only characters that XML allows. XML 1.0 §2.2. */
export const text = z
  .string()
  .min(1)
  .refine((given) => given.length <= LONGEST && given.isWellFormed() && !NOT_XML.test(given), {
    error: expecting(
      'un texte de 64 Kio au plus, sans caractère de commande ni demi-codet',
      'a text of at most 64 KiB, without control characters or lone surrogates',
    ),
  });

export const bundleId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9_-]+)+$/, {
  error: expecting('un identifiant comme com.exemple.app', 'an identifier such as com.example.app'),
});

export const webAddress = (schemes: string[]) =>
  z
    .string()
    .max(2_000)
    .refine((given) => isUrl(given, schemes), {
      error: expecting(
        `une adresse ${schemes.join(' ou ')} sans mot de passe`,
        `an address with ${schemes.join(' or ')} and without a password`,
      ),
    });

export const teamId = z.string().regex(/^[A-Z0-9]{10}$/, {
  error: expecting('un identifiant d’équipe de 10 caractères', 'a team identifier of 10 characters'),
});

export const flag = (description: string) => z.boolean().optional().describe(description);
export const whole = (least: number, most: number, description: string) =>
  z.number().int().min(least).max(most).optional().describe(description);

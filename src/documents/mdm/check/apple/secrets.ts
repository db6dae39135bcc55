import { isPlaceholder } from '../placeholder.js';
import type { PlistValue } from '../plist/plist-value.js';
import type { AppleRule } from './apple-file.js';
import { everyEntry } from './every-entry.js';

/** Keys of secrets in Apple's payloads, and in payloads of applications that use the same names. */
const SECRET = /(?:Password|Passphrase|SharedSecret|^Challenge)$/i;

/** Reports passwords and shared secrets in clear text. The value is never repeated. */
export const secrets: AppleRule = ({ profile }, report) => {
  for (const [name, { value }] of everyEntry(profile)) {
    if (!SECRET.test(name) || !isSecret(value)) continue;
    report.add({
      rule: 'apple/plain-text-secret',
      severity: 'warning',
      at: value,
      found: `${name} …`,
      expected: { fr: 'aucun secret lisible dans un fichier', en: 'no readable secret in a file' },
      remedy: {
        fr: 'toute personne qui a ce fichier peut lire ce secret : chiffrez le profil pour l’appareil, ou remettez-le par un canal sûr et changez le secret ensuite',
        en: 'anyone who has this file can read this secret: encrypt the profile for the device, or send it over a secure channel and change the secret afterwards',
      },
    });
  }
};

function isSecret(value: PlistValue): boolean {
  if (value.kind === 'data') return value.value !== undefined && value.value.length > 0;
  return value.kind === 'string' && value.value.trim() !== '' && !isPlaceholder(value.value);
}

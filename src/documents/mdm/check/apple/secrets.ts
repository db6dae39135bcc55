import { isPlaceholder } from '../placeholder.js';
import type { PlistValue } from '../plist/plist-value.js';
import type { AppleRule } from './apple-file.js';
import { everyEntry } from './every-entry.js';

/** Keys that hold a secret, in Apple's payloads and in those of applications that follow its names. */
const SECRET = /(?:Password|Passphrase|SharedSecret|^Challenge)$/i;

/** Passwords and shared secrets that anyone who has the file can read. What is found is never repeated. */
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
        fr: 'quiconque a ce fichier lit ce secret : chiffrez le profil pour l’appareil, ou remettez-le par un canal sûr et changez le secret ensuite',
        en: 'whoever has this file reads this secret: encrypt the profile for the device, or hand it over safely and change the secret afterwards',
      },
    });
  }
};

function isSecret(value: PlistValue): boolean {
  if (value.kind === 'data') return value.value !== undefined && value.value.length > 0;
  return value.kind === 'string' && value.value.trim() !== '' && !isPlaceholder(value.value);
}

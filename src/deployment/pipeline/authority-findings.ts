import type { ProfileDocument } from '../../documents/profile/index.js';
import type { AuthorityUpdates } from '../../park/firmware/index.js';
import type { Finding } from '../../platform/core/index.js';
import { authoritiesWord } from './authorities-word.js';

/** A profile that asks for new authorities needs an update that adds some: revocations alone are none. */
export async function authorityFindings(
  document: ProfileDocument,
  updates: AuthorityUpdates,
): Promise<Finding[]> {
  if (authoritiesWord(document) === 'keep') return [];
  const found = await updates.available();
  if (found.some(({ variable }) => variable !== 'dbx')) return [];
  return [
    {
      field: 'security.secureBoot.authorities',
      found: 'update',
      expected: {
        fr: 'une mise à jour signée de db ou de KEK, importée par un administrateur : etabli firmware import',
        en: 'a signed update of db or KEK that an administrator imported: etabli firmware import',
      },
    },
  ];
}

import type { ProfileDocument } from '../../documents/profile/index.js';
import type { Finding } from '../../platform/core/index.js';

/** A Linux gets back what an administrator takes out of the backup; a technician must not believe otherwise. */
export function userDataOnLinux({ userData }: ProfileDocument): Finding[] {
  if (userData?.restore !== true) return [];
  const expected = {
    fr: 'false : sur Linux les données sont sauvegardées, et rendues à la main (etabli userdata restore-files)',
    en: 'false: on Linux the data is saved, and given back by hand (etabli userdata restore-files)',
  };
  return [{ field: 'userData.restore', found: true, expected }];
}

import { leftOutByWindows, type LeftOut } from '../../../connection/index.js';
import type { Bilingual } from '../../../core/index.js';
import type { ProfileDocument } from '../../../profile/index.js';

const BY_MANAGEMENT: Bilingual = {
  fr: 'le poste le demande une fois géré : profil MDM',
  en: 'the PC asks for it once it is managed: MDM profile',
};

/** What the connections of a profile say that Windows does not take from an answer file. */
export function connectionsNotCarried(profile: ProfileDocument): LeftOut[] {
  const requested = (profile.certificates ?? []).flatMap(({ kind }, index) =>
    kind === 'scep' || kind === 'acme' ? [{ option: `certificates[${index}]`, reason: BY_MANAGEMENT }] : [],
  );
  return [...leftOutByWindows(profile), ...requested];
}

import { unsupportedByNetworkManager } from '../../documents/connection/index.js';
import type { ProfileDocument } from '../../documents/profile/index.js';
import type { Finding } from '../../platform/core/index.js';
import { validateChecks } from '../recette/index.js';

/** Why this profile cannot make a Linux PC, said before a PC is switched on. */
export function linuxFindings(document: ProfileDocument): Finding[] {
  return [
    ...validateChecks(document.recette?.checks ?? []),
    ...withoutFindings(document),
    ...unsupportedByNetworkManager(document),
  ];
}

/** A Linux is measured by the checks that stand in the profile, and no others. */
function withoutFindings({ recette }: ProfileDocument): Finding[] {
  const expected = {
    fr: 'rien : un Linux n’est mesuré que par les contrôles de recette.checks',
    en: 'nothing: a Linux is measured by the checks of recette.checks alone',
  };
  return (recette?.without ?? []).map((found, index) => ({
    field: `recette.without[${index}]`,
    found,
    expected,
  }));
}

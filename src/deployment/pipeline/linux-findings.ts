import { unsupportedByNetworkManager } from '../../documents/connection/index.js';
import type { ProfileDocument } from '../../documents/profile/index.js';
import type { Finding } from '../../platform/core/index.js';
import { validateChecks } from '../recette/index.js';
import { userDataOnLinux } from './user-data-findings.js';

/** Why this profile cannot make a Linux PC, said before a PC is switched on. */
export function linuxFindings(document: ProfileDocument): Finding[] {
  return [
    ...validateChecks(document.recette?.checks ?? []),
    ...withoutFindings(document),
    ...unsupportedByNetworkManager(document),
    ...userDataOnLinux(document),
    ...catalogueOnLinux(document),
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

function catalogueOnLinux({ software }: ProfileDocument): Finding[] {
  return (software ?? []).flatMap(({ kind }, index) => {
    if (kind !== 'catalogue') return [];
    const expected = {
      fr: 'apt, deb ou script : le catalogue de logiciels est pour Windows',
      en: 'apt, deb or script: the software catalogue is for Windows',
    };
    return [{ field: `software[${index}].kind`, found: kind, expected }];
  });
}

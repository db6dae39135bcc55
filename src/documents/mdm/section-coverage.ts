import type { Bilingual } from '../../platform/core/index.js';
import {
  mdm as mdmSection,
  type ProfileDocument,
  type ProfileMdm,
  sectionsNotCarried,
  type SectionCoverage,
} from '../profile/index.js';
import type { NotCarried } from './order.js';
import type { MdmPlatform } from './platform.js';

export const INSTALLED: Bilingual = {
  fr: 'vaut pour l’installation d’un poste : déploiement ou fichier de réponses',
  en: 'is for the installation of a PC: a deployment or an answer file',
};
/** The default for every platform. */
const MANAGEMENT: SectionCoverage = {
  mdm: 'carried',
  network: 'carried',
  certificates: 'carried',
  restrictions: 'carried',
  passcode: 'carried',
  updates: 'carried',
  encryption: 'carried',
  windows: 'elsewhere',
  master: INSTALLED,
  disk: INSTALLED,
  locale: INSTALLED,
  hostname: INSTALLED,
  users: 'carried',
  hardware: INSTALLED,
  software: INSTALLED,
  apt: INSTALLED,
  update: INSTALLED,
  personalise: INSTALLED,
  kernel: INSTALLED,
  recette: INSTALLED,
  security: INSTALLED,
  userData: INSTALLED,
};

/** What the files of each platform do with each section of a profile. */
export const MDM_SECTIONS: Record<MdmPlatform, SectionCoverage> = {
  macos: MANAGEMENT,
  ios: MANAGEMENT,
  android: { ...MANAGEMENT, locale: 'carried', hostname: 'carried' },
  windows: { ...MANAGEMENT, hostname: 'carried' },
  linux: MANAGEMENT,
};

/** The names of a profile that a platform has no place for. */
const NAMING: Record<MdmPlatform, (keyof ProfileMdm)[]> = {
  macos: [],
  ios: [],
  android: ['organisation', 'identifier', 'displayName', 'description'],
  windows: ['organisation', 'description'],
  linux: ['organisation', 'identifier', 'displayName', 'description'],
};
const NO_PLACE: Bilingual = {
  fr: 'ces fichiers n’ont pas de place pour cela : seul un profil d’Apple le montre',
  en: 'these files have no place for it: only a profile of Apple shows it',
};

/** The sections, and the names, that the files of a platform do not carry. */
export function sectionsLeftOut(profile: ProfileDocument, platform: MdmPlatform): NotCarried[] {
  const usual = mdmSection.parse({});
  const { mdm = usual } = profile;
  return [
    ...sectionsNotCarried(profile, MDM_SECTIONS[platform]),
    ...NAMING[platform].flatMap((name) =>
      mdm[name] === usual[name] ? [] : [{ option: `mdm.${name}`, reason: NO_PLACE }],
    ),
  ];
}

import type { Bilingual } from '../../platform/core/index.js';
import type { SectionCoverage } from '../profile/index.js';
import type { WindowsAnswerKind } from './answer-kind.js';

export const BEFORE: Bilingual = {
  fr: 'se contrôle avant l’installation, par le déploiement d’Établi',
  en: 'is checked before the installation, by Établi’s deployment',
};
export const DEPLOYED: Bilingual = {
  fr: 'est fait par le déploiement d’Établi',
  en: 'is done by Établi’s deployment',
};
export const AFTERWARDS: Bilingual = {
  fr: 'se fait sur le PC en marche, par le déploiement d’Établi',
  en: 'is done on the running PC, by Établi’s deployment',
};
export const ACCEPTANCE: Bilingual = {
  fr: 'se mesure sur le système installé, par le déploiement d’Établi',
  en: 'is measured on the installed system, by Établi’s deployment',
};
export const OWN_SYSTEM: Bilingual = {
  fr: 'l’installeur installe le système de son support, pas un master',
  en: 'the installer installs the system of its medium, not a master',
};
export const MANAGED: Bilingual = {
  fr: 'vaut pour un appareil qu’un serveur de gestion possède : un profil MDM le dit',
  en: 'is for a device that a management server owns: an MDM profile says it',
};

const inWindows = (section: string): Bilingual => ({
  fr: `vaut pour Linux ; pour Windows : ${section}`,
  en: `is for Linux; for Windows: ${section}`,
});
const CATALOGUE: Bilingual = {
  fr: 'le catalogue de logiciels s’installe par le déploiement d’Établi ; les autres ne valent que pour Linux ; pour Windows : windows.scripts',
  en: 'the software catalogue is installed by Établi’s deployment; the others are for Linux; for Windows: windows.scripts',
};
const LINUX_ONLY: Bilingual = { fr: 'ne vaut que pour Linux', en: 'is for Linux only' };

const WINDOWS: Omit<SectionCoverage, 'master'> = {
  windows: 'carried',
  network: 'carried',
  certificates: 'carried',
  hostname: 'carried',
  mdm: 'elsewhere',
  locale: inWindows('windows.language'),
  users: inWindows('windows.accounts'),
  disk: inWindows('windows.disk'),
  software: CATALOGUE,
  personalise: inWindows('windows.comfort, windows.network.firewall'),
  apt: LINUX_ONLY,
  update: AFTERWARDS,
  kernel: LINUX_ONLY,
  hardware: BEFORE,
  security: BEFORE,
  recette: ACCEPTANCE,
  userData: DEPLOYED,
  restrictions: MANAGED,
  passcode: MANAGED,
  updates: MANAGED,
  encryption: MANAGED,
};

/** What an answer file of Windows does with each section; unattend.xml is for the system of a master. */
export const WINDOWS_SECTIONS: Record<WindowsAnswerKind, SectionCoverage> = {
  unattend: { ...WINDOWS, master: 'elsewhere' },
  autounattend: { ...WINDOWS, master: OWN_SYSTEM },
};

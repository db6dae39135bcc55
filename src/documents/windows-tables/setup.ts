import { choice, elsewhere, setting, type SettingPlace, toggle } from './option-row.js';

const setup = (path: string): SettingPlace<boolean> => setting('windowsPE', 'Microsoft-Windows-Setup', path);
const page = (path: string): SettingPlace<boolean> =>
  setting('oobeSystem', 'Microsoft-Windows-Shell-Setup', `OOBE/${path}`);
const lab = (value: string) => elsewhere(`script windowsPE HKLM\\SYSTEM\\Setup\\LabConfig ${value}`);

/** Pages of the first start. Unattended Windows Setup Reference, "OOBE". */
const OOBE_OPTIONS = {
  hideEula: toggle({ fr: 'N’affiche pas la licence', en: 'Do not show the licence' }, page('HideEULAPage')),
  hideLocalAccount: toggle(
    {
      fr: 'N’affiche pas le compte local (Windows Server)',
      en: 'Do not show the local account (Windows Server)',
    },
    page('HideLocalAccountScreen'),
  ),
  hideOemRegistration: toggle(
    {
      fr: 'N’affiche pas l’enregistrement auprès du fabricant',
      en: 'Do not show the registration with the maker',
    },
    page('HideOEMRegistrationScreen'),
  ),
  hideOnlineAccounts: toggle(
    { fr: 'N’affiche pas le compte Microsoft', en: 'Do not show the Microsoft account' },
    page('HideOnlineAccountScreens'),
  ),
  hideWireless: toggle(
    { fr: 'N’affiche pas le choix d’un réseau Wi-Fi', en: 'Do not show the choice of a Wi-Fi network' },
    page('HideWirelessSetupInOOBE'),
  ),
  protection: choice(
    {
      fr: 'Paramètres rapides : tous, les mises à jour seules, aucun',
      en: 'Express settings: all of them, updates alone, none',
    },
    ['recommended', 'updates-only', 'off'],
    setting('oobeSystem', 'Microsoft-Windows-Shell-Setup', 'OOBE/ProtectYourPC', {
      recommended: 1,
      'updates-only': 2,
      off: 3,
    }),
  ),
};

/** Registry values that Windows Setup and the first start read before they refuse a PC. */
const BYPASS_OPTIONS = {
  tpm: toggle(
    { fr: 'Installe sans exiger TPM 2.0', en: 'Install without asking for TPM 2.0' },
    lab('BypassTPMCheck'),
  ),
  secureBoot: toggle(
    { fr: 'Installe sans exiger Secure Boot', en: 'Install without asking for Secure Boot' },
    lab('BypassSecureBootCheck'),
  ),
  memory: toggle(
    { fr: 'Installe sans exiger 4 Go de mémoire', en: 'Install without asking for 4 GB of memory' },
    lab('BypassRAMCheck'),
  ),
  processor: toggle(
    {
      fr: 'Installe sans exiger un processeur de la liste',
      en: 'Install without asking for a processor of the list',
    },
    lab('BypassCPUCheck'),
  ),
  storage: toggle(
    { fr: 'Installe sans exiger 64 Go de disque', en: 'Install without asking for 64 GB of disk' },
    lab('BypassStorageCheck'),
  ),
  network: toggle(
    {
      fr: 'Premier démarrage sans réseau, donc avec un compte local',
      en: 'First setup without a network, and so with a local account',
    },
    elsewhere('script specialize HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\OOBE BypassNRO'),
  ),
};

/** Answers for Windows Setup that are a single setting. */
export const SETUP_OPTIONS = {
  dynamicUpdate: toggle(
    {
      fr: 'Récupère d’abord les mises à jour de l’installation de Windows',
      en: 'Fetch updates of Windows Setup first',
    },
    setup('DynamicUpdate/Enable'),
  ),
  compact: toggle(
    {
      fr: 'Compact OS : les fichiers du système restent compressés ou non ; Windows décide par défaut',
      en: 'Compact OS: whether system files are kept compressed; Windows decides by default',
    },
    setup('ImageInstall/OSImage/Compact'),
  ),
  configurationSet: toggle(
    { fr: 'Utilise le dossier $OEM$ du support', en: 'Use the $OEM$ folder of the medium' },
    setup('UseConfigurationSet'),
  ),
  acceptEula: toggle({ fr: 'Accepte la licence', en: 'Accept the licence' }, setup('UserData/AcceptEula')),
  bypass: BYPASS_OPTIONS,
  oobe: OOBE_OPTIONS,
};

import { z } from 'zod';
import { EDITIONS, isProductKey } from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { line, secret } from '../names.js';
import { option } from './option.js';
import { tableWord } from './table-words.js';

const SETUP = 'windowsPE Microsoft-Windows-Setup';
const SHELL = 'Microsoft-Windows-Shell-Setup';
const KEY = [`${SETUP} UserData/ProductKey/Key`, `specialize ${SHELL} ProductKey`];
const LAB = 'script windowsPE HKLM\\SYSTEM\\Setup\\LabConfig';

const productKey = z.string().refine(isProductKey, {
  error: expecting(
    'une clé comme XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
    'a key such as XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
  ),
});

const genericEdition = tableWord(
  (text) => EDITIONS.has(text),
  { fr: 'une édition comme pro', en: 'an edition such as pro' },
  () => EDITIONS.keys(),
).meta({ enum: [...EDITIONS.keys()] });

const edition = z.union(
  [
    option(
      z.enum(['interactive', 'firmware']),
      '`interactive`: Windows Setup asks; `firmware`: that of the key in the firmware',
      ...KEY,
    ),
    z.strictObject({
      generic: option(
        genericEdition,
        'Edition by its public key, which installs and does not activate',
        ...KEY,
      ),
    }),
    z.strictObject({
      key: option(z.union([productKey, secret]), 'Your own key, plain or from the vault', ...KEY),
    }),
  ],
  {
    error: expecting(
      'interactive, firmware, {generic: pro} ou {key: …}',
      'interactive, firmware, {generic: pro} or {key: …}',
    ),
  },
);

const META = `${SETUP} ImageInstall/OSImage/InstallFrom/MetaData`;

const image = z.union(
  [
    z.strictObject({
      index: option(z.int().min(1).max(999), 'Number of the image in install.wim', META),
    }),
    z.strictObject({ name: option(line, 'Its name: `Windows 11 Pro`', META) }),
    z.strictObject({ description: option(line, 'Its description', META) }),
  ],
  {
    error: expecting(
      '{index: 1}, {name: …} ou {description: …}',
      '{index: 1}, {name: …} or {description: …}',
    ),
  },
);

const lab = (what: string, value: string) =>
  option(z.boolean(), `Install without asking for ${what}`, `${LAB} ${value}`).optional();

const bypass = z.strictObject({
  tpm: lab('TPM 2.0', 'BypassTPMCheck'),
  secureBoot: lab('Secure Boot', 'BypassSecureBootCheck'),
  memory: lab('4 GB of memory', 'BypassRAMCheck'),
  processor: lab('a processor of the list', 'BypassCPUCheck'),
  storage: lab('64 GB of disk', 'BypassStorageCheck'),
  network: option(
    z.boolean(),
    'First setup without a network, and so with a local account',
    'script specialize HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\OOBE BypassNRO',
  ).optional(),
});

const hide = (what: string, name: string) =>
  option(z.boolean(), `Do not show ${what}`, `oobeSystem ${SHELL} OOBE/${name}`).optional();

const oobe = z.strictObject({
  hideEula: hide('the licence', 'HideEULAPage'),
  hideOemRegistration: hide('the registration with the maker', 'HideOEMRegistrationScreen'),
  hideOnlineAccounts: hide('the Microsoft account', 'HideOnlineAccountScreens'),
  hideLocalAccount: hide('the local account (Windows Server)', 'HideLocalAccountScreen'),
  hideWireless: hide('the choice of a Wi-Fi network', 'HideWirelessSetupInOOBE'),
  protection: option(
    z.enum(['recommended', 'updates-only', 'off']),
    'Express settings: all of them, updates alone, none',
    `oobeSystem ${SHELL} OOBE/ProtectYourPC`,
  ).optional(),
});

export const setup = z.strictObject({
  edition: option(edition, 'Which edition is installed', ...KEY).optional(),
  image: option(image, 'Image of install.wim; the one of the edition by default', META).optional(),
  acceptEula: option(z.boolean(), 'Accept the licence', `${SETUP} UserData/AcceptEula`).optional(),
  owner: option(
    line,
    'Registered owner',
    `${SETUP} UserData/FullName`,
    `specialize ${SHELL} RegisteredOwner`,
  ).optional(),
  organization: option(
    line,
    'Registered organization',
    `${SETUP} UserData/Organization`,
    `specialize ${SHELL} RegisteredOrganization`,
  ).optional(),
  compact: option(
    z.boolean(),
    'Compact OS: whether system files are kept compressed; Windows decides by default',
    `${SETUP} ImageInstall/OSImage/Compact`,
  ).optional(),
  dynamicUpdate: option(
    z.boolean(),
    'Fetch updates of Windows Setup first',
    `${SETUP} DynamicUpdate/Enable`,
  ).optional(),
  configurationSet: option(
    z.boolean(),
    'Use the $OEM$ folder of the medium',
    `${SETUP} UseConfigurationSet`,
  ).optional(),
  bypass: option(bypass, 'Requirements of Windows 11 that are not asked for', LAB).optional(),
  oobe: option(oobe, 'Pages of the first start', `oobeSystem ${SHELL} OOBE`).optional(),
});

import { InputError } from '../../../../platform/core/index.js';
import { EDITIONS, SETUP_OPTIONS } from '../../../windows-tables/index.js';
import { listItem, place, setting, type SettingElement } from '../answer-tree.js';
import type { OptionGroup, RunCommand, WindowsOrder } from '../contribution.js';
import { optionPart } from '../option-values.js';

type Setup = NonNullable<WindowsOrder['windows']['setup']>;

/** Answers for Windows Setup (edition, image, licence, requirements), and the pages of the first start. */
export const setupGroup: OptionGroup = (order) => {
  const asked = order.windows.setup;
  if (asked === undefined) return {};
  refuseClientKey(order.windows.target, asked);
  const { owner, organization } = asked;
  const { dynamicUpdate, compact, oobe, ...others } = SETUP_OPTIONS;
  return {
    settings: [
      ...optionPart({ dynamicUpdate, compact }, asked).settings,
      place('windowsPE', 'Microsoft-Windows-Setup', [
        setting('ImageInstall', [setting('OSImage', [setting('InstallFrom', [imageOf(asked)])])]),
      ]),
      ...optionPart(others, asked).settings,
      place('windowsPE', 'Microsoft-Windows-Setup', [
        setting('UserData', [
          setting('FullName', owner),
          setting('Organization', organization),
          setting('ProductKey', setupKey(order, asked)),
        ]),
      ]),
      place('specialize', 'Microsoft-Windows-Shell-Setup', [
        setting('ProductKey', appliedKey(order, asked)),
        setting('RegisteredOwner', owner),
        setting('RegisteredOrganization', organization),
      ]),
      ...optionPart({ oobe }, asked).settings,
    ],
    commands: bypasses(asked),
  };
};

/** The public keys are for Windows 10 and 11 only; Setup of Windows Server would stop. */
function refuseClientKey(target: WindowsOrder['windows']['target'], { edition }: Setup): void {
  if (!target.startsWith('server-') || typeof edition !== 'object' || !('generic' in edition)) return;
  const expected = {
    fr: `{key: …} ou une image par son nom : ${target} n’a pas de clé publique ici`,
    en: `{key: …} or an image by its name: there is no public key of ${target} here`,
  };
  throw new InputError(
    {
      fr: `la clé publique de ${edition.generic} n’installe pas ${target}`,
      en: `the public key of ${edition.generic} does not install ${target}`,
    },
    [{ field: 'windows.setup.edition.generic', found: edition.generic, expected }],
  );
}

/** A key of no edition: Windows Setup uses the key in the firmware, or asks. */
const NO_KEY = '00000-00000-00000-00000-00000';

/** Interactive setup always shows the edition page; otherwise Setup shows it only if the key does not match. */
function setupKey(order: WindowsOrder, { edition }: Setup): (SettingElement | undefined)[] | undefined {
  if (edition === undefined) return undefined;
  const willShowUi = edition === 'interactive' ? 'Always' : 'OnError';
  return [setting('Key', keyOf(order, edition) ?? NO_KEY), setting('WillShowUI', willShowUi)];
}

/** If a master is applied, Windows Setup does not run in windowsPE: the key is in specialize instead. */
function appliedKey(order: WindowsOrder, { edition }: Setup): string | undefined {
  return order.kind === 'unattend' && edition !== undefined ? keyOf(order, edition) : undefined;
}

function keyOf({ secret }: WindowsOrder, edition: NonNullable<Setup['edition']>): string | undefined {
  if (typeof edition === 'string') return undefined;
  if ('generic' in edition) return EDITIONS.get(edition.generic)!.genericKey;
  return typeof edition.key === 'string' ? edition.key.toUpperCase() : secret(edition.key);
}

function imageOf({ image }: Setup): SettingElement | undefined {
  if (image === undefined) return undefined;
  if ('index' in image) return metaData('/IMAGE/INDEX', image.index);
  if ('name' in image) return metaData('/IMAGE/NAME', image.name);
  return metaData('/IMAGE/DESCRIPTION', image.description);
}

function metaData(key: string, value: string | number): SettingElement {
  return listItem('MetaData', [setting('Key', key), setting('Value', value)]);
}

const LAB_CONFIG = 'HKLM\\SYSTEM\\Setup\\LabConfig';
const OOBE_KEY = 'HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\OOBE';

/** The registry values that skip the requirement checks of Windows Setup and the first start. */
function bypasses({ bypass = {} }: Setup): RunCommand[] {
  const asked: [wanted: boolean | undefined, pass: RunCommand['pass'], key: string, value: string][] = [
    [bypass.tpm, 'windowsPE', LAB_CONFIG, 'BypassTPMCheck'],
    [bypass.secureBoot, 'windowsPE', LAB_CONFIG, 'BypassSecureBootCheck'],
    [bypass.memory, 'windowsPE', LAB_CONFIG, 'BypassRAMCheck'],
    [bypass.processor, 'windowsPE', LAB_CONFIG, 'BypassCPUCheck'],
    [bypass.storage, 'windowsPE', LAB_CONFIG, 'BypassStorageCheck'],
    [bypass.network, 'specialize', OOBE_KEY, 'BypassNRO'],
  ];
  return asked.flatMap(([wanted, pass, key, value]) =>
    wanted ? [{ pass, path: `reg.exe add "${key}" /v ${value} /t REG_DWORD /d 1 /f` }] : [],
  );
}

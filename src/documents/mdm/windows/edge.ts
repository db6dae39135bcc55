import type { ProfileRestrictions } from '../../profile/index.js';
import type { MdmFile } from '../order.js';

const EDGE = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge';
const REGISTRATION = 'application/octet-stream';

/** `[value name, data]` below a key. */
type Values = [name: string, data: number | string][];

/**
 * The browser restrictions, as policies of Microsoft Edge in a .reg file. Windows has no CSP for these policies: a
 * management server must first install the ADMX file of the same Edge version on each PC, and only Microsoft publishes
 * that file. The registry values are the same for every version.
 * https://learn.microsoft.com/deployedge/microsoft-edge-policies
 */
export function edgeFiles(restrictions: ProfileRestrictions = {}): MdmFile[] {
  const { browserHomepage: homepage } = restrictions;
  const values = edgeValues(restrictions);
  if (values.length === 0) return [];
  const keys: [string, Values][] = [[EDGE, values]];
  if (homepage !== undefined) keys.push([`${EDGE}\\RestoreOnStartupURLs`, [['1', homepage]]]);
  return [{ name: 'edge-policy.reg', mediaType: REGISTRATION, bytes: registryFile(keys) }];
}

function edgeValues(restrictions: ProfileRestrictions): Values {
  const { browserPrivateMode, browserPasswordManager, browserAutofill, browserPopUps, browserHomepage } =
    restrictions;
  const set = (value: boolean | undefined, name: string, [yes, no]: [number, number] = [1, 0]): Values =>
    value === undefined ? [] : [[name, value ? yes : no]];
  return [
    ...set(browserPrivateMode, 'InPrivateModeAvailability', [0, 1]),
    ...set(browserPasswordManager, 'PasswordManagerEnabled'),
    ...set(browserAutofill, 'AutofillAddressEnabled'),
    ...set(browserAutofill, 'AutofillCreditCardEnabled'),
    ...set(browserPopUps, 'DefaultPopupsSetting', [1, 2]),
    ...(browserHomepage === undefined
      ? []
      : ([
          ['HomepageIsNewTabPage', 0],
          ['HomepageLocation', browserHomepage],
          // 4: the pages of RestoreOnStartupURLs.
          ['RestoreOnStartup', 4],
        ] satisfies Values)),
  ];
}

/** A .reg file in the encoding of regedit: UTF-16 little-endian with a byte order mark. */
function registryFile(keys: [key: string, values: Values][]): Buffer {
  const blocks = keys.map(([key, values]) => `[${key}]\r\n${values.map(registryLine).join('')}\r\n`);
  return Buffer.from(`\ufeffWindows Registry Editor Version 5.00\r\n\r\n${blocks.join('')}`, 'utf16le');
}

function registryLine([name, data]: Values[number]): string {
  const text =
    typeof data === 'number'
      ? `dword:${data.toString(16).padStart(8, '0')}`
      : `"${data.replace(/[\\"]/g, '\\$&')}"`;
  return `"${name}"=${text}\r\n`;
}

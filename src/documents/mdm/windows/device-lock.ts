import type { ProfilePasscode } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import { type Atomic, replace } from './syncml.js';

const LOCK = './Device/Vendor/MSFT/Policy/Config/DeviceLock';

/**
 * AlphanumericDevicePasswordRequired (0: a letter and a digit; 1: digits are enough) and
 * MinDevicePasswordComplexCharacters (2: digits and lower case; 3: also upper case; PCs do not support 4).
 */
const QUALITIES = { any: [2, 1], numeric: [1, 1], alphanumeric: [0, 2], complex: [0, 3] } as const;

/**
 * MS Learn, "Policy CSP - DeviceLock": one Atomic of Replace commands; 0 means that a code is required. If none is
 * required, no other command may be sent.
 */
export function deviceLock(passcode: ProfilePasscode | undefined): {
  steps: Atomic[];
  notCarried: NotCarried[];
} {
  if (passcode === undefined) return { steps: [], notCarried: [] };
  const set = (option: keyof ProfilePasscode, name: string, value: number | undefined) =>
    value === undefined ? [] : [replace(`passcode.${option}`, `${LOCK}/${name}`, 'int', value)];
  if (!passcode.required)
    return {
      steps: [{ atomic: set('required', 'DevicePasswordEnabled', 1) }],
      notCarried: needless(passcode),
    };
  const [kind, characters] = passcode.quality === undefined ? [] : QUALITIES[passcode.quality];
  const simple = passcode.quality === undefined ? undefined : Number(passcode.quality === 'any');
  const atomic = [
    ...set('required', 'DevicePasswordEnabled', 0),
    ...set('quality', 'AllowSimpleDevicePassword', simple),
    ...set('quality', 'AlphanumericDevicePasswordRequired', kind),
    ...set('quality', 'MinDevicePasswordComplexCharacters', characters),
    ...set('minimumLength', 'MinDevicePasswordLength', passcode.minimumLength),
    ...set('maximumAgeDays', 'DevicePasswordExpiration', passcode.maximumAgeDays),
    ...set('history', 'DevicePasswordHistory', inHistory(passcode.history)),
    ...set('lockAfterMinutes', 'MaxInactivityTimeDeviceLock', passcode.lockAfterMinutes),
    ...set('maximumFailedAttempts', 'MaxDevicePasswordFailedAttempts', passcode.maximumFailedAttempts),
  ];
  return { steps: [{ atomic }], notCarried: beyond(passcode) };
}

/** Windows counts the current code as one of them. */
function inHistory(earlier: number | undefined): number | undefined {
  return earlier === undefined ? undefined : Math.min(50, earlier + 1);
}

function needless(passcode: ProfilePasscode): NotCarried[] {
  const reason = {
    fr: 'Windows ne prend aucune autre règle quand il ne faut pas de code',
    en: 'Windows takes no other rule when no code is needed',
  };
  return Object.entries(passcode).flatMap(([name, value]) =>
    name === 'required' || name === 'gracePeriodMinutes' || value === undefined
      ? []
      : [{ option: `passcode.${name}`, reason }],
  );
}

function beyond({ quality, history }: ProfilePasscode): NotCarried[] {
  return [
    ...(quality === 'complex'
      ? [
          {
            option: 'passcode.quality',
            reason: {
              fr: 'un PC demande trois genres de caractères sur quatre, sans exiger de signe (ce réglage est écrit)',
              en: 'a PC asks for three of four kinds of character, and cannot insist on a symbol (that is written)',
            },
          },
        ]
      : []),
    ...(history === 50
      ? [
          {
            option: 'passcode.history',
            reason: {
              fr: 'Windows retient 50 codes, celui du jour compris : 49 anciens (ce réglage est écrit)',
              en: 'Windows keeps 50 codes with that of today: 49 earlier ones (that is written)',
            },
          },
        ]
      : []),
  ];
}

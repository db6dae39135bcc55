import type { ProfileMdm } from '../../profile/index.js';
import { type CspCommand, replace } from './syncml.js';

type Defender = NonNullable<ProfileMdm['windows']['defender']>;
type Option = keyof Defender;
/** The options that name one of several values. */
type ChoiceOption =
  | 'cloudLevel'
  | 'samples'
  | 'potentiallyUnwanted'
  | 'networkProtection'
  | 'controlledFolders'
  | 'scan'
  | 'scanDay';

const POLICY = './Device/Vendor/MSFT/Policy/Config/Defender';
const CONFIGURATION = './Device/Vendor/MSFT/Defender/Configuration';

const FLAGS = {
  realtime: 'AllowRealtimeMonitoring',
  behaviour: 'AllowBehaviorMonitoring',
  downloads: 'AllowIOAVProtection',
  scripts: 'AllowScriptScanning',
  archives: 'AllowArchiveScanning',
  email: 'AllowEmailScanning',
  removableDrives: 'AllowFullScanRemovableDriveScanning',
  networkFiles: 'AllowScanningNetworkFiles',
  userInterface: 'AllowUserUIAccess',
  cloud: 'AllowCloudProtection',
} as const satisfies { [O in Option]?: string };

const NUMBERS = {
  cloudTimeoutSeconds: 'CloudExtendedTimeout',
  processorPercent: 'AvgCPULoadFactor',
  signatureHours: 'SignatureUpdateInterval',
  quarantineDays: 'DaysToRetainCleanedMalware',
} as const satisfies { [O in Option]?: string };

const MODES = { off: 0, block: 1, audit: 2 };
const CHOICES: { [O in ChoiceOption]: [name: string, values: Record<NonNullable<Defender[O]>, number>] } = {
  cloudLevel: ['CloudBlockLevel', { default: 0, high: 2, 'high-plus': 4, 'zero-tolerance': 6 }],
  samples: ['SubmitSamplesConsent', { ask: 0, safe: 1, never: 2, all: 3 }],
  potentiallyUnwanted: ['PUAProtection', MODES],
  networkProtection: ['EnableNetworkProtection', MODES],
  controlledFolders: ['EnableControlledFolderAccess', { ...MODES, 'block-disk': 3, 'audit-disk': 4 }],
  scan: ['ScanParameter', { quick: 1, full: 2 }],
  scanDay: [
    'ScheduleScanDay',
    {
      'every-day': 0,
      sunday: 1,
      monday: 2,
      tuesday: 3,
      wednesday: 4,
      thursday: 5,
      friday: 6,
      saturday: 7,
      never: 8,
    },
  ],
};

const LISTS = {
  excludedExtensions: 'ExcludedExtensions',
  excludedPaths: 'ExcludedPaths',
  excludedProcesses: 'ExcludedProcesses',
} as const satisfies { [O in Option]?: string };

const TIMES = {
  scanTime: 'ScheduleScanTime',
  quickScanTime: 'ScheduleQuickScanTime',
} as const satisfies { [O in Option]?: string };

/** MS Learn, "Policy CSP - Defender" and "Defender CSP". */
export function defenderCommands(defender: Defender = {}): CspCommand[] {
  const set = (option: string, name: string, value: number | undefined) =>
    value === undefined ? [] : [replace(`mdm.windows.defender.${option}`, `${POLICY}/${name}`, 'int', value)];
  return [
    ...entries(FLAGS).flatMap(([option, name]) => set(option, name, toNumber(defender[option]))),
    ...entries(NUMBERS).flatMap(([option, name]) => set(option, name, defender[option])),
    ...entries(CHOICES).flatMap(([option, [name, values]]) =>
      set(option, name, numberOf(values, defender[option])),
    ),
    ...entries(TIMES).flatMap(([option, name]) => set(option, name, minutesOf(defender[option]))),
    ...entries(LISTS).flatMap(([option, name]) => list(option, name, defender[option])),
    ...attackSurface(defender.attackSurfaceRules),
    ...configuration(defender),
  ];
}

function entries<T extends object>(table: T): [keyof T & string, T[keyof T]][] {
  return Object.entries(table) as [keyof T & string, T[keyof T]][];
}

function toNumber(flag: boolean | undefined): number | undefined {
  return flag === undefined ? undefined : Number(flag);
}

function numberOf(values: Record<string, number>, word: string | undefined): number | undefined {
  return word === undefined ? undefined : values[word];
}

/** Minutes since midnight. */
function minutesOf(time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function list(option: string, name: string, items: string[] | undefined): CspCommand[] {
  return items === undefined
    ? []
    : [replace(`mdm.windows.defender.${option}`, `${POLICY}/${name}`, 'chr', items.join('|'))];
}

/** 0 off, 1 block, 2 audit, 6 warn. */
const RULE_MODES = { off: 0, block: 1, audit: 2, warn: 6 };

function attackSurface(rules: Defender['attackSurfaceRules'] = {}): CspCommand[] {
  const items = Object.entries(rules).map(([id, mode]) => `${id}=${RULE_MODES[mode]}`);
  return items.length === 0 ? [] : list('attackSurfaceRules', 'AttackSurfaceReductionRules', items);
}

function configuration({ localAdminMerge, hideExclusionsFromAdmins }: Defender): CspCommand[] {
  const set = (option: string, name: string, value: number | undefined) =>
    value === undefined
      ? []
      : [replace(`mdm.windows.defender.${option}`, `${CONFIGURATION}/${name}`, 'int', value)];
  return [
    ...set(
      'localAdminMerge',
      'DisableLocalAdminMerge',
      toNumber(localAdminMerge === undefined ? undefined : !localAdminMerge),
    ),
    ...set('hideExclusionsFromAdmins', 'HideExclusionsFromLocalAdmins', toNumber(hideExclusionsFromAdmins)),
  ];
}

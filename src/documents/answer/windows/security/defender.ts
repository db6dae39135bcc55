import { dword, type RegistryValue, text } from '../registry.js';
import type { Security } from './security-section.js';
import { not, set } from './value-of-option.js';

type Defender = NonNullable<Security['defender']>;
type Rule = keyof NonNullable<Defender['attackSurface']>;

const KEY = 'SOFTWARE\\Policies\\Microsoft\\Windows Defender';
const REAL_TIME = `${KEY}\\Real-Time Protection`;
const GUARD = `${KEY}\\Windows Defender Exploit Guard`;

/** Policies of WindowsDefender.admx. */
const CLOUD = { off: 0, basic: 1, advanced: 2 };
const BLOCKING = { default: 0, moderate: 1, high: 2, 'high-plus': 4, 'zero-tolerance': 6 };
const SAMPLES = { ask: 0, safe: 1, never: 2, all: 3 };
const ACTION = { off: 0, block: 1, audit: 2, warn: 6 };

/** "Attack surface reduction rules reference" of Microsoft Defender for Endpoint. */
const RULES: Record<Rule, string> = {
  'vulnerable-signed-drivers': '56a863a9-875e-4185-98a7-b882c64b5ce5',
  'adobe-reader-child-processes': '7674ba52-37eb-4a4f-a9a1-f0f9a1619a2c',
  'office-child-processes': 'd4f940ab-401b-4efc-aadc-ad5f3c50688a',
  'credential-theft-from-lsass': '9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2',
  'executable-content-from-mail': 'be9ba2d9-53ea-4cdc-84e5-9b1eeee46550',
  'untrusted-executables': '01443614-cd74-433a-b99e-2ecdc07bfc25',
  'obfuscated-scripts': '5beb7efe-fd9a-4556-801d-275e5ffc04cc',
  'scripts-launching-downloads': 'd3e037e1-3eb8-44c8-a917-57927947596d',
  'office-executable-content': '3b576869-a4ec-4529-8536-b80a7769e899',
  'office-code-injection': '75668c1f-73b5-4cf0-bb93-3ecf5cb7cc84',
  'office-communication-child-processes': '26190899-1602-49e8-8b27-eb1d0a1ce869',
  'wmi-persistence': 'e6db77e5-3df2-4cf1-b95a-636979351e5b',
  'psexec-and-wmi-commands': 'd1e49aac-8f56-4280-b9ba-993a6d77406c',
  'restart-in-safe-mode': '33ddedf1-c6e0-47cb-833e-de6133960387',
  'untrusted-programs-from-usb': 'b2b3f03d-6a65-4f7b-a9c7-1c7ef74a9ba4',
  'copied-system-tools': 'c0033c00-d16d-4114-a5a0-dc9b3a7d2ceb',
  'webshells-on-servers': 'a8f5898e-1dc8-49a9-9878-85004b8a61e6',
  'win32-calls-from-office-macros': '92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b',
  ransomware: 'c1db55ab-c21a-4637-bb3f-a12568109d35',
};

/** Policies of Microsoft Defender Antivirus. */
export function defenderValues(defender: Defender = {}): RegistryValue[] {
  const { cloudBlocking, samples, unwantedApps, networkProtection, controlledFolders } = defender;
  const cloud = defender.cloud ?? (defender.disabled ? 'off' : undefined);
  return [
    ...protectionValues(defender),
    ...set(`${KEY}\\Spynet`, 'SpynetReporting', cloud && CLOUD[cloud]),
    ...set(`${KEY}\\Spynet`, 'SubmitSamplesConsent', samples && SAMPLES[samples]),
    ...set(`${KEY}\\MpEngine`, 'MpCloudBlockLevel', cloudBlocking && BLOCKING[cloudBlocking]),
    ...set(`${KEY}\\MpEngine`, 'MpBafsExtendedTimeout', defender.cloudWaitSeconds),
    ...set(KEY, 'PUAProtection', unwantedApps && ACTION[unwantedApps]),
    ...set(
      `${GUARD}\\Network Protection`,
      'EnableNetworkProtection',
      networkProtection && ACTION[networkProtection],
    ),
    ...set(
      `${GUARD}\\Controlled Folder Access`,
      'EnableControlledFolderAccess',
      controlledFolders && ACTION[controlledFolders],
    ),
    ...exclusionValues(defender.exclusions),
    ...ruleValues(defender.attackSurface),
  ];
}

function protectionValues({ disabled, realTime }: Defender): RegistryValue[] {
  const off = disabled || undefined;
  return [
    ...set(REAL_TIME, 'DisableRealtimeMonitoring', off ?? not(realTime)),
    ...set(REAL_TIME, 'DisableBehaviorMonitoring', off),
    ...set(REAL_TIME, 'DisableOnAccessProtection', off),
    ...set(REAL_TIME, 'DisableIOAVProtection', off),
    ...set(REAL_TIME, 'DisableScanOnRealtimeEnable', off),
  ];
}

/** Each exclusion is the name of a value that holds 0. */
function exclusionValues(exclusions: Defender['exclusions']): RegistryValue[] {
  if (exclusions === undefined) return [];
  const lists = [
    ['Paths', exclusions.paths],
    ['Extensions', exclusions.extensions],
    ['Processes', exclusions.processes],
  ] as const;
  return lists.flatMap(([list, names]) =>
    names.length === 0
      ? []
      : [
          dword('machine', `${KEY}\\Exclusions`, `Exclusions_${list}`, 1),
          ...names.map((name) => text('machine', `${KEY}\\Exclusions\\${list}`, name, '0')),
        ],
  );
}

function ruleValues(rules: Defender['attackSurface'] = {}): RegistryValue[] {
  const named = Object.entries(rules) as [Rule, keyof typeof ACTION][];
  if (named.length === 0) return [];
  return [
    dword('machine', `${GUARD}\\ASR`, 'ExploitGuard_ASR_Rules', 1),
    ...named.map(([rule, action]) =>
      text('machine', `${GUARD}\\ASR\\Rules`, RULES[rule], String(ACTION[action])),
    ),
  ];
}

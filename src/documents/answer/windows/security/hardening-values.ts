import { type RegistryValue, text } from '../registry.js';
import { networkValues } from './network-values.js';
import type { Security } from './security-section.js';
import { not, set } from './value-of-option.js';

const POLICIES = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies';
const SYSTEM = `${POLICIES}\\System`;
const LSA = 'SYSTEM\\CurrentControlSet\\Control\\Lsa';
const GUARD = 'SYSTEM\\CurrentControlSet\\Control\\DeviceGuard';

/** Every value of the registry that the options of this group ask for, but those of Defender. */
export function hardeningValues(security: Security): RegistryValue[] {
  return [
    ...uacValues(security.uac),
    ...networkValues(security),
    ...credentialValues(security.credentials),
    ...virtualisationValues(security),
    ...smartScreenValues(security.smartScreen),
    ...logonValues(security.logon),
    ...usbValues(security.usbStorage),
    ...autoRunValues(security.autoRun),
    ...executionPolicy(security.powerShell),
    ...set(`${SYSTEM}\\Audit`, 'ProcessCreationIncludeCmdLine_Enabled', security.audit?.commandLine),
    // Without it, the nine old categories of a policy would overrule subcategories.
    ...set(LSA, 'SCENoApplyLegacyAuditPolicy', security.audit?.events && true),
  ];
}

/** [ConsentPromptBehaviorAdmin, PromptOnSecureDesktop, EnableLUA] as the slider sets them. MS-GPSB, UAC settings. */
const LEVELS = {
  always: [2, 1, 1],
  default: [5, 1, 1],
  'no-dimming': [5, 0, 1],
  never: [0, 0, 1],
  off: [0, 0, 0],
} as const;
const STANDARD_USERS = { deny: 0, 'ask-securely': 1, ask: 3 };

function uacValues(uac: Security['uac'] = {}): RegistryValue[] {
  const [admin, secureDesktop, lua] = uac.level === undefined ? [] : LEVELS[uac.level];
  return [
    ...set(SYSTEM, 'ConsentPromptBehaviorAdmin', admin),
    ...set(SYSTEM, 'PromptOnSecureDesktop', secureDesktop),
    ...set(SYSTEM, 'EnableLUA', lua),
    ...set(SYSTEM, 'ConsentPromptBehaviorUser', uac.standardUsers && STANDARD_USERS[uac.standardUsers]),
    ...set(SYSTEM, 'FilterAdministratorToken', uac.filterAdministrator),
    ...set(SYSTEM, 'LocalAccountTokenFilterPolicy', not(uac.filterRemoteAccounts)),
  ];
}

/** Both are 2 without the lock of UEFI and 1 with it. */
const LOCKING = { off: 0, locked: 1, on: 2 };

function credentialValues(credentials: Security['credentials'] = {}): RegistryValue[] {
  const { lsaProtection, credentialGuard, cachedLogons } = credentials;
  return [
    ...set(LSA, 'RunAsPPL', lsaProtection && LOCKING[lsaProtection]),
    ...set(LSA, 'LsaCfgFlags', credentialGuard && LOCKING[credentialGuard]),
    ...set(LSA, 'LmCompatibilityLevel', credentials.ntlmLevel),
    ...set(
      'SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\WDigest',
      'UseLogonCredential',
      credentials.wdigest,
    ),
    ...(cachedLogons === undefined
      ? []
      : [
          text(
            'machine',
            'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon',
            'CachedLogonsCount',
            String(cachedLogons),
          ),
        ]),
  ];
}

const PLATFORMS = { 'secure-boot': 1, 'secure-boot-and-dma': 3 };

/** Credential Guard stands on virtualisation-based security, which it turns on where nothing else says. */
function virtualisationValues({ virtualisation = {}, credentials }: Security): RegistryValue[] {
  const guarded = credentials?.credentialGuard !== undefined && credentials.credentialGuard !== 'off';
  const { enabled = guarded || undefined, platform, codeIntegrity } = virtualisation;
  const scenario = `${GUARD}\\Scenarios\\HypervisorEnforcedCodeIntegrity`;
  return [
    ...set(GUARD, 'EnableVirtualizationBasedSecurity', enabled),
    ...set(GUARD, 'RequirePlatformSecurityFeatures', platform && PLATFORMS[platform]),
    ...set(scenario, 'Enabled', codeIntegrity && codeIntegrity !== 'off'),
    ...set(scenario, 'Locked', codeIntegrity && codeIntegrity === 'locked'),
  ];
}

function smartScreenValues({ explorer, edge }: NonNullable<Security['smartScreen']> = {}): RegistryValue[] {
  const key = 'SOFTWARE\\Policies\\Microsoft\\Windows\\System';
  return [
    ...set(key, 'EnableSmartScreen', explorer && explorer !== 'off'),
    ...(explorer === 'warn' ? [text('machine', key, 'ShellSmartScreenLevel', 'Warn')] : []),
    ...(explorer === 'block' ? [text('machine', key, 'ShellSmartScreenLevel', 'Block')] : []),
    ...set('SOFTWARE\\Policies\\Microsoft\\Edge', 'SmartScreenEnabled', edge),
  ];
}

function logonValues(logon: Security['logon'] = {}): RegistryValue[] {
  return [
    ...set(SYSTEM, 'dontdisplaylastusername', logon.hideLastUser),
    ...set(SYSTEM, 'DisableCAD', not(logon.ctrlAltDel)),
    ...set(SYSTEM, 'InactivityTimeoutSecs', logon.lockAfterSeconds),
  ];
}

/** Removable disks, and the two classes of portable devices (WPD). RemovableStorage.admx. */
const STORAGE_CLASSES = [
  '{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}',
  '{6AC27878-A6FA-4155-BA85-F98F491D4F33}',
  '{F33FDC04-D1AC-4E8E-9A30-19BBD4B108AE}',
];

function usbValues(usb: Security['usbStorage']): RegistryValue[] {
  if (usb === undefined) return [];
  return STORAGE_CLASSES.flatMap((storage) => {
    const key = `SOFTWARE\\Policies\\Microsoft\\Windows\\RemovableStorageDevices\\${storage}`;
    return [...set(key, 'Deny_Read', usb === 'deny'), ...set(key, 'Deny_Write', usb !== 'allow')];
  });
}

/** 255: no kind of drive; 145, what Windows has: unknown and network drives. */
function autoRunValues(autoRun: boolean | undefined): RegistryValue[] {
  return [
    ...set(
      `${POLICIES}\\Explorer`,
      'NoDriveTypeAutoRun',
      autoRun === undefined ? undefined : autoRun ? 145 : 255,
    ),
    ...set(`${POLICIES}\\Explorer`, 'NoAutorun', not(autoRun)),
    ...set('SOFTWARE\\Policies\\Microsoft\\Windows\\Explorer', 'NoAutoplayfornonVolume', not(autoRun)),
  ];
}

/** The machine's own setting and not the policy, which would refuse what this file still has to run. */
function executionPolicy(powerShell: Security['powerShell'] = {}): RegistryValue[] {
  if (powerShell.executionPolicy === undefined) return [];
  const key = 'SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds\\Microsoft.PowerShell';
  return [text('machine', key, 'ExecutionPolicy', powerShell.executionPolicy)];
}

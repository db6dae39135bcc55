import { SECURITY_OPTIONS } from '../../../windows-tables/index.js';
import type { Contribution, MachineScript, OptionGroup, WindowsOrder } from '../contribution.js';
import { optionPart, powershell } from '../option-values.js';
import { refusedOption } from '../refused-option.js';
import { registryScript, type RegistryValue } from '../registry.js';
import { appLocker } from '../security/app-locker.js';
import { bitlocker } from '../security/bitlocker.js';
import { remoteDesktop } from '../security/remote-desktop.js';
import type { Security } from '../security/security-section.js';

const { audit, ...HARDENING } = SECURITY_OPTIONS;

/**
 * Security options. Event and PowerShell logging start after all other scripts, and AppLocker after that, since scripts
 * run with secrets that must not be logged.
 */
export const securityGroup: OptionGroup = (order) => {
  const { security } = order.windows;
  if (security === undefined) return {};
  refuseUnlocked(security, order);
  const hardened = optionPart(HARDENING, withVirtualisation(security));
  const audited = optionPart({ audit }, security);
  const parts: Contribution[] = [
    { settings: hardened.settings },
    { scripts: written('system', 'hardening', [...hardened.values, ...audited.values]) },
    { scripts: hardened.scripts },
    remoteDesktop(security, order),
    bitlocker(security, order),
    { scripts: audited.scripts },
    { scripts: written('firstLogon', 'powershell-logging', hardened.lateValues) },
    appLocker(security, order),
  ];
  return {
    settings: parts.flatMap(({ settings = [] }) => settings),
    scripts: parts.flatMap(({ scripts = [] }) => scripts),
    files: parts.flatMap(({ files = [] }) => files),
  };
};

function written(phase: MachineScript['phase'], name: string, values: RegistryValue[]): MachineScript[] {
  return values.length > 0 ? [powershell(phase, name, registryScript(values))] : [];
}

/** Credential Guard needs virtualisation-based security, so it is turned on unless the profile sets it. */
function withVirtualisation(security: Security): Security {
  const { credentials: { credentialGuard = 'off' } = {}, virtualisation } = security;
  if (credentialGuard === 'off') return security;
  return { ...security, virtualisation: { enabled: true, ...virtualisation } };
}

/** Releases before Windows 11 22H2 ignore the value 2 of RunAsPPL. "Configure added LSA protection". */
const ONLY_LOCKED = ['windows-10', 'server-2019', 'server-2022'];

function refuseUnlocked({ credentials }: Security, { windows }: WindowsOrder): void {
  if (credentials?.lsaProtection !== 'on' || !ONLY_LOCKED.includes(windows.target)) return;
  throw refusedOption('windows.security.credentials.lsaProtection', 'on', {
    fr: `locked ou off : ${windows.target} ne sait protéger LSA qu’avec le verrou UEFI`,
    en: `locked or off: ${windows.target} protects LSA only with the lock of UEFI`,
  });
}

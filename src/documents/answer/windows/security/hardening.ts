import { renderTemplate } from '../../../../platform/template/index.js';
import type { WindowsOrder } from '../contribution.js';
import { localPolicyScript } from '../local-policy.js';
import { refusedOption } from '../refused-option.js';
import { registryScript } from '../registry.js';
import { defenderValues } from './defender.js';
import { hardeningValues } from './hardening-values.js';
import { powershell } from '../option-values.js';
import type { Security, SecurityPart } from './security-section.js';

/** What values of the registry harden, written and read back in one script; and the three things that are no values. */
export const hardening: SecurityPart = (security, order) => {
  refuseUnlocked(security, order);
  const values = [...hardeningValues(security), ...defenderValues(security.defender)];
  const complex = security.credentials?.complexPasswords;
  return {
    scripts: [
      ...(values.length > 0 ? [powershell('system', 'hardening', registryScript(values))] : []),
      ...(complex === undefined
        ? []
        : [
            powershell(
              'system',
              'password-complexity',
              localPolicyScript({ PasswordComplexity: Number(complex) }),
            ),
          ]),
      ...(security.smb?.smb1 === false ? [SMB1_OFF] : []),
      ...(security.nameResolution?.netbios === false ? [NETBIOS_OFF] : []),
    ],
  };
};

const SMB1_OFF = powershell('system', 'smb1-off', renderTemplate('answer/windows/security/smb1-off.ps1', {}));
const NETBIOS_OFF = powershell(
  'system',
  'netbios-off',
  renderTemplate('answer/windows/security/netbios-off.ps1', {}),
);

/** Releases before Windows 11 22H2 take RunAsPPL 2 for nothing. "Configure added LSA protection". */
const ONLY_LOCKED = ['windows-10', 'server-2019', 'server-2022'];

function refuseUnlocked({ credentials }: Security, { windows }: WindowsOrder): void {
  if (credentials?.lsaProtection !== 'on' || !ONLY_LOCKED.includes(windows.target)) return;
  throw refusedOption('windows.security.credentials.lsaProtection', 'on', {
    fr: `locked ou off : ${windows.target} ne sait protéger LSA qu’avec le verrou UEFI`,
    en: `locked or off: ${windows.target} protects LSA only with the lock of UEFI`,
  });
}

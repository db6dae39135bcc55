import type { WindowsSection } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import type { MachineScript, WindowsOrder } from '../contribution.js';
import { localPolicyScript } from '../local-policy.js';
import { dword, registryScript } from '../registry.js';
import { accountPolicy } from './account-policy.js';
import { mustEnableForAutologon } from './built-in-administrator.js';
import { groupInAnyLanguage } from './built-in-groups.js';

type Accounts = NonNullable<WindowsSection['accounts']>;

/** Account options that an answer file has no setting for, and checks of the accounts after they are created. */
export function accountScripts(order: WindowsOrder, accounts: Accounts): MachineScript[] {
  const { administrator = {}, autologon, users } = accounts;
  const policy = accountPolicy(accounts);
  return [
    ...(needsBypassNro(order, accounts)
      ? [powershell('system', 'bypass-microsoft-account', registryScript([BYPASS_NRO]))]
      : []),
    ...(Object.keys(policy).length > 0
      ? [powershell('system', 'account-policy', localPolicyScript(policy))]
      : []),
    // Windows disables it again at the first start if nobody logs on with it, so both are measured.
    ...(administrator.enabled || mustEnableForAutologon(order, accounts)
      ? [powershell('system', 'enable-administrator', administratorScript({ enabled: true }))]
      : []),
    ...(users.length > 0 ? [powershell('firstLogon', 'local-accounts', localAccountsScript(users))] : []),
    ...(administrator.enabled !== undefined || administrator.name !== undefined
      ? [powershell('firstLogon', 'administrator', administratorScript(administrator))]
      : []),
    ...(autologon ? [powershell('firstLogon', 'end-autologon', endAutologonScript(autologon))] : []),
  ];
}

/** Lets the first start of Windows 11 continue without a network, with a local account. */
const BYPASS_NRO = dword('machine', 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\OOBE', 'BypassNRO', 1);

/** `setup.bypass.network` writes the same value in the same pass. */
function needsBypassNro({ windows }: WindowsOrder, { microsoftAccount }: Accounts): boolean {
  const isWritten = windows.setup?.bypass?.network ?? false;
  return microsoftAccount === 'bypass' && windows.target.startsWith('windows-11') && !isWritten;
}

function powershell(phase: MachineScript['phase'], name: string, text: string): MachineScript {
  return { phase, language: 'powershell', name, text };
}

function localAccountsScript(users: Accounts['users']): string {
  return renderTemplate('answer/windows/accounts/local-accounts.ps1', {
    users: users.map(({ name, passwordNeverExpires = false, groups }) => ({
      name,
      neverExpires: passwordNeverExpires,
      groups: groups.map(groupInAnyLanguage),
    })),
  });
}

function administratorScript({ enabled, name }: NonNullable<Accounts['administrator']>): string {
  return renderTemplate('answer/windows/accounts/administrator.ps1', {
    enable: enabled === true,
    disable: enabled === false,
    rename: name !== undefined,
    name: name ?? '',
  });
}

function endAutologonScript({ count }: NonNullable<Accounts['autologon']>): string {
  return renderTemplate('answer/windows/accounts/end-autologon.ps1', { count });
}

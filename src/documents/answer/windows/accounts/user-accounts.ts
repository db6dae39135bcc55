import type { WindowsSection } from '../../../profile/index.js';
import { listItem, setting, type SettingElement } from '../answer-tree.js';
import type { WindowsOrder } from '../contribution.js';
import { accountPassword } from './account-password.js';
import { autologonUsername, mustEnableForAutologon } from './built-in-administrator.js';

type Accounts = NonNullable<WindowsSection['accounts']>;

/** `<UserAccounts>`: the administrator's password, groups for accounts of a domain, and the local accounts. */
export function userAccounts(order: WindowsOrder, accounts: Accounts): SettingElement | undefined {
  const { domainUsers, users } = accounts;
  const field = 'windows.accounts';
  return setting('UserAccounts', [
    administratorPassword(order, accounts),
    setting('DomainAccounts', byDomain(domainUsers)),
    setting(
      'LocalAccounts',
      users.map((user, index) =>
        listItem('LocalAccount', [
          setting('Name', user.name),
          setting('DisplayName', user.displayName),
          setting('Description', user.description),
          setting('Group', user.groups.join(';')),
          accountPassword(order, 'Password', `${field}.users[${index}].password`, user.password),
        ]),
      ),
    ),
  ]);
}

/**
 * Without AdministratorPassword, Windows disables the administrator unless the autologon has its English name. In that
 * case the password of the autologon is written. Unattended Windows Setup Reference,
 * UserAccounts/AdministratorPassword.
 */
function administratorPassword(order: WindowsOrder, accounts: Accounts): SettingElement | undefined {
  const { administrator, autologon } = accounts;
  const write = (option: string, password: { vault: string }) =>
    accountPassword(order, 'AdministratorPassword', `windows.accounts.${option}.password`, password);
  if (administrator?.password) return write('administrator', administrator.password);
  const own = mustEnableForAutologon(order, accounts) ? autologon?.password : undefined;
  return own && write('autologon', own);
}

function byDomain(accounts: Accounts['domainUsers']): SettingElement[] {
  const domains = [...new Set(accounts.map(({ domain }) => domain))];
  return domains.map((domain) =>
    listItem('DomainAccountList', [
      ...accounts
        .filter((account) => account.domain === domain)
        .map(({ name, groups }) =>
          listItem('DomainAccount', [setting('Name', name), setting('Group', groups.join(';'))]),
        ),
      setting('Domain', domain),
    ]),
  );
}

/** `<AutoLogon>`, with the password of the account if the autologon has none of its own. */
export function autoLogon(order: WindowsOrder, accounts: Accounts): SettingElement | undefined {
  const { autologon, users, administrator } = accounts;
  if (autologon === undefined) return undefined;
  const { username, domain, count } = autologon;
  const local = users.find(({ name }) => name.toLowerCase() === username.toLowerCase());
  const own = local ? local.password : administrator?.password;
  const password = autologon.password ?? (domain === undefined ? own : undefined);
  return setting('AutoLogon', [
    accountPassword(order, 'Password', 'windows.accounts.autologon.password', password),
    setting('Domain', domain),
    setting('Enabled', true),
    setting('LogonCount', count),
    setting('Username', autologonUsername(order, accounts)),
  ]);
}

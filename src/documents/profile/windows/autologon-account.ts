import type { z } from 'zod';
import { ADMINISTRATORS } from '../../windows-tables/index.js';
import { expecting } from '../expected.js';

/** Reports whether a name is that of the built-in administrator in any language of Windows. */
export function isBuiltInAdministrator(name: string): boolean {
  return ADMINISTRATORS.some((known) => known.toLowerCase() === name.toLowerCase());
}

/** Reports whether the autologon uses the built-in administrator, by its name in any language or by its new name. */
export function isAdministratorAutologon({
  autologon,
  administrator,
}: Pick<LogonAccounts, 'autologon' | 'administrator'>): boolean {
  if (autologon === undefined || autologon.domain !== undefined) return false;
  const { username } = autologon;
  return isBuiltInAdministrator(username) || username.toLowerCase() === administrator?.name?.toLowerCase();
}

/** Reports whether a group is that of the administrators in any language of Windows: Administrateurs. */
function isAdministrators(group: string): boolean {
  const starts = [...ADMINISTRATORS, 'Amministratori'].map((name) => name.toLowerCase());
  return starts.some((start) => group.toLowerCase().startsWith(start));
}

/** The account options that decide who may log on automatically. */
interface LogonAccounts {
  users: { name: string; groups: string[] }[];
  administrator?: { enabled?: boolean; password?: { vault: string }; name?: string };
  autologon?: { username: string; domain?: string; password?: { vault: string } };
}

/** Checks that the account of the autologon will exist on the PC, and that its password is known. */
export function checkAutologon(accounts: LogonAccounts, context: z.RefinementCtx): void {
  const { autologon, administrator } = accounts;
  if (autologon === undefined || autologon.domain !== undefined) return;
  const fault = (field: string, input: unknown, fr: string, en: string) =>
    context.addIssue({ code: 'custom', path: ['autologon', field], input, message: expecting(fr, en) });
  if (!isAdministratorAutologon(accounts)) {
    const user = accounts.users.find(({ name }) => name.toLowerCase() === autologon.username.toLowerCase());
    if (user?.groups.some(isAdministrators)) return;
    fault(
      'username',
      autologon.username,
      'un administrateur, puisque ce qui suit la première session s’exécute sous son nom : un compte de users du groupe Administrators, l’administrateur intégré, ou un compte avec son domain',
      'an administrator, since what follows the first logon runs as it: an account of users in the group Administrators, the built-in administrator, or an account with its domain',
    );
  } else if (administrator?.enabled === false) {
    fault('username', autologon.username, 'un compte actif', 'an account that is enabled');
  } else if ((autologon.password ?? administrator?.password) === undefined) {
    fault(
      'password',
      undefined,
      'un mot de passe du coffre : {vault: …}',
      'a password from the vault: {vault: …}',
    );
  }
}

/** Checks across account options: duplicate names, and pages that are both hidden and shown. */
export function checkAgreement(
  accounts: LogonAccounts & {
    microsoftAccount?: 'bypass' | 'ask';
    oobe?: { hideOnlineAccounts?: boolean };
  },
  context: z.RefinementCtx,
): void {
  const { administrator, users, oobe, microsoftAccount } = accounts;
  const name = administrator?.name?.toLowerCase();
  if (users.some((user) => user.name.toLowerCase() === name)) {
    const message = expecting(
      'un nom qu’aucun compte de users ne porte',
      'a name that no account of users bears',
    );
    context.addIssue({ code: 'custom', path: ['administrator', 'name'], input: name, message });
  }
  const builtIn = users.findIndex((user) => isBuiltInAdministrator(user.name));
  if (builtIn !== -1) {
    const message = expecting(
      'un autre nom : l’administrateur intégré se règle dans administrator',
      'another name: the built-in administrator is set in administrator',
    );
    context.addIssue({
      code: 'custom',
      path: ['users', builtIn, 'name'],
      input: users[builtIn]!.name,
      message,
    });
  }
  const hidden = oobe?.hideOnlineAccounts;
  if (hidden !== undefined && microsoftAccount !== undefined && hidden !== (microsoftAccount === 'bypass')) {
    const message = expecting(
      'ce que dit microsoftAccount, ou rien',
      'what microsoftAccount says, or nothing',
    );
    context.addIssue({ code: 'custom', path: ['oobe', 'hideOnlineAccounts'], input: hidden, message });
  }
}

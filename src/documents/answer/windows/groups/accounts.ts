import { accountScripts } from '../accounts/account-scripts.js';
import { firstStartPages } from '../accounts/first-start-pages.js';
import { autoLogon, userAccounts } from '../accounts/user-accounts.js';
import { place } from '../answer-tree.js';
import type { OptionGroup, WindowsOrder } from '../contribution.js';
import { refusedOption } from '../refused-option.js';

/** Local accounts, autologon, password rules, and the pages of the first start. */
export const accountsGroup: OptionGroup = (order) => {
  const { accounts } = order.windows;
  if (accounts === undefined) return {};
  refuseNameOfPc(order);
  refuseTooShort(order);
  return {
    settings: [
      place('oobeSystem', 'Microsoft-Windows-Shell-Setup', [
        autoLogon(order, accounts),
        firstStartPages(order.windows),
        userAccounts(order, accounts),
      ]),
    ],
    scripts: accountScripts(order, accounts),
  };
};

/** Windows refuses an account with the name of the PC, and stops at the first start. */
function refuseNameOfPc({ windows, machine }: WindowsOrder): void {
  const users = windows.accounts?.users ?? [];
  const index = users.findIndex(({ name }) => name.toLowerCase() === machine.hostname?.toLowerCase());
  if (index === -1) return;
  throw refusedOption(`windows.accounts.users[${index}].name`, users[index]!.name, {
    fr: 'un nom qui n’est pas celui du PC',
    en: 'a name that is not that of the PC',
  });
}

/**
 * If a policy requires a length or complexity, Windows does not create an account without a password, and the first
 * start waits.
 */
function refuseTooShort({ windows }: WindowsOrder): void {
  const users = windows.accounts?.users ?? [];
  const index = users.findIndex(({ password }) => password === undefined);
  const { minimumLength = 0 } = windows.accounts?.passwords ?? {};
  const complex = windows.security?.credentials?.complexPasswords ?? false;
  if (index === -1 || (minimumLength === 0 && !complex)) return;
  const policy = complex
    ? 'windows.security.credentials.complexPasswords = true'
    : `windows.accounts.passwords.minimumLength = ${minimumLength}`;
  throw refusedOption(`windows.accounts.users[${index}].password`, undefined, {
    fr: `un mot de passe, puisque ${policy}`,
    en: `a password, since ${policy}`,
  });
}

import { accountScripts } from '../accounts/account-scripts.js';
import { firstStartPages } from '../accounts/first-start-pages.js';
import { autoLogon, userAccounts } from '../accounts/user-accounts.js';
import { place } from '../answer-tree.js';
import type { OptionGroup, WindowsOrder } from '../contribution.js';
import { refusedOption } from '../refused-option.js';

/** Local accounts, who logs on by itself, what passwords must be, and the pages of the first start. */
export const accountsGroup: OptionGroup = (order) => {
  const { accounts } = order.windows;
  if (accounts === undefined) return {};
  refuseNameOfPc(order);
  refuseTooShort(order);
  return {
    settings: [
      place('oobeSystem', 'Microsoft-Windows-Shell-Setup', [
        autoLogon(order, accounts),
        firstStartPages(accounts),
        userAccounts(order, accounts),
      ]),
    ],
    scripts: accountScripts(order, accounts),
  };
};

/** Windows refuses an account that is called as the PC, and stops at the first start. */
function refuseNameOfPc({ windows, machine }: WindowsOrder): void {
  const users = windows.accounts?.users ?? [];
  const index = users.findIndex(({ name }) => name.toLowerCase() === machine.hostname?.toLowerCase());
  if (index === -1) return;
  throw refusedOption(`windows.accounts.users[${index}].name`, users[index]!.name, {
    fr: 'un nom qui n’est pas celui du PC',
    en: 'a name that is not that of the PC',
  });
}

/** Under a policy of length, an account without a password is not made, and the first start waits for someone. */
function refuseTooShort({ windows }: WindowsOrder): void {
  const users = windows.accounts?.users ?? [];
  const least = windows.accounts?.passwords?.minimumLength ?? 0;
  const index = users.findIndex(({ password }) => password === undefined);
  if (least === 0 || index === -1) return;
  throw refusedOption(`windows.accounts.users[${index}].password`, undefined, {
    fr: `un mot de passe, puisque windows.accounts.passwords.minimumLength est ${least}`,
    en: `a password, since windows.accounts.passwords.minimumLength is ${least}`,
  });
}

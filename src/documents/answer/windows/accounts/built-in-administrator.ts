import { isAdministratorAutologon, type WindowsSection } from '../../../profile/index.js';
import { ADMINISTRATOR, administratorOf } from '../../../windows-tables/index.js';
import type { WindowsOrder } from '../contribution.js';
import { imageLanguage } from '../image-language.js';

type Accounts = NonNullable<WindowsSection['accounts']>;

/**
 * The name under which an autologon finds its account. For the built-in administrator, `Administrator` and the new
 * name that it is only given at the first logon stand for the name that the language of the image gives it; a name
 * of another language is written as it stands, and so is the word where Windows Setup asks for the language.
 */
export function autologonUsername(order: WindowsOrder, accounts: Accounts): string {
  const { username } = accounts.autologon!;
  const isNew = username.toLowerCase() === accounts.administrator?.name?.toLowerCase();
  const isWord = isNew || username.toLowerCase() === ADMINISTRATOR.toLowerCase();
  if (!isWord || !isAdministratorAutologon(accounts)) return username;
  return order.windows.language?.ask ? ADMINISTRATOR : administratorOf(imageLanguage(order));
}

/**
 * Whether Windows must be told to enable the built-in administrator that logs on by itself: it does so of its own
 * accord for the English name only. Unattended Windows Setup Reference, AutoLogon/Username.
 */
export function mustEnableForAutologon(order: WindowsOrder, accounts: Accounts): boolean {
  return isAdministratorAutologon(accounts) && autologonUsername(order, accounts) !== ADMINISTRATOR;
}

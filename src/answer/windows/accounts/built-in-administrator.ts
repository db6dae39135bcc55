import { isAdministratorAutologon, type WindowsSection } from '../../../profile/index.js';
import { ADMINISTRATOR, administratorOf } from '../../../windows-tables/index.js';
import type { WindowsOrder } from '../contribution.js';
import { imageLanguage } from '../image-language.js';

type Accounts = NonNullable<WindowsSection['accounts']>;

/**
 * The name under which an autologon finds its account. For the built-in administrator, `Administrator` and the new
 * name that it is only given at the first logon stand for the name that the language of the image gives it; a name
 * of another language is written as it stands.
 */
export function autologonUsername(order: WindowsOrder, accounts: Accounts): string {
  const username = accounts.autologon!.username;
  const wanted = username.toLowerCase();
  const isWord =
    wanted === ADMINISTRATOR.toLowerCase() || wanted === accounts.administrator?.name?.toLowerCase();
  return isWord && isAdministratorAutologon(accounts) ? administratorOf(imageLanguage(order)) : username;
}

/**
 * Whether Windows must be told to enable the built-in administrator that logs on by itself: it does so of its own
 * accord for the English name only. Unattended Windows Setup Reference, AutoLogon/Username.
 */
export function mustEnableForAutologon(order: WindowsOrder, accounts: Accounts): boolean {
  return isAdministratorAutologon(accounts) && autologonUsername(order, accounts) !== ADMINISTRATOR;
}

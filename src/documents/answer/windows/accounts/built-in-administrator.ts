import { isAdministratorAutologon, type WindowsSection } from '../../../profile/index.js';
import { ADMINISTRATOR, administratorOf } from '../../../windows-tables/index.js';
import type { WindowsOrder } from '../contribution.js';
import { imageLanguage } from '../image-language.js';

type Accounts = NonNullable<WindowsSection['accounts']>;

/**
 * The user name of the autologon. For the built-in administrator, `Administrator` and its new name (which is set only
 * at the first logon) are replaced by its name in the language of the image. A name in another language is written
 * unchanged, and so is `Administrator` if Windows Setup asks for the language.
 */
export function autologonUsername(order: WindowsOrder, accounts: Accounts): string {
  const { username } = accounts.autologon!;
  const isNew = username.toLowerCase() === accounts.administrator?.name?.toLowerCase();
  const isWord = isNew || username.toLowerCase() === ADMINISTRATOR.toLowerCase();
  if (!isWord || !isAdministratorAutologon(accounts)) return username;
  return order.windows.language?.ask ? ADMINISTRATOR : administratorOf(imageLanguage(order));
}

/**
 * Reports whether the file must enable the built-in administrator for its autologon: Windows enables it automatically
 * for the English name only. Unattended Windows Setup Reference, AutoLogon/Username.
 */
export function mustEnableForAutologon(order: WindowsOrder, accounts: Accounts): boolean {
  return isAdministratorAutologon(accounts) && autologonUsername(order, accounts) !== ADMINISTRATOR;
}

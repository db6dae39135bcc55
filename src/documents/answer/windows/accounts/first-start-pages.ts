import type { WindowsSection } from '../../../profile/index.js';
import { setting, type SettingElement } from '../answer-tree.js';

type Accounts = NonNullable<WindowsSection['accounts']>;

/** ProtectYourPC. Unattended Windows Setup Reference, OOBE/ProtectYourPC. */
const PROTECTION = { recommended: 1, 'updates-only': 2, off: 3 };

/** If an account is configured, the pages that wait for input are hidden. */
const UNATTENDED: NonNullable<Accounts['oobe']> = {
  hideEula: true,
  hideWireless: true,
  hideOnlineAccounts: true,
  protection: 'off',
};

/** The pages of the first start that are hidden. `setup.oobe` takes precedence. */
export function firstStartPages({ accounts, setup }: WindowsSection): SettingElement | undefined {
  if (accounts === undefined) return undefined;
  const pages = accounts.oobe
    ? { ...accounts.oobe }
    : { ...(namesSomeone(accounts) ? UNATTENDED : {}), ...setup?.oobe };
  if (accounts.microsoftAccount === 'bypass') pages.hideOnlineAccounts = true;
  if (accounts.microsoftAccount === 'ask') pages.hideOnlineAccounts = false;
  return setting('OOBE', [
    setting('HideEULAPage', pages.hideEula),
    setting('HideLocalAccountScreen', pages.hideLocalAccount),
    setting('HideOEMRegistrationScreen', pages.hideOemRegistration),
    setting('HideOnlineAccountScreens', pages.hideOnlineAccounts),
    setting('HideWirelessSetupInOOBE', pages.hideWireless),
    setting('NetworkLocation', pages.networkLocation),
    setting('ProtectYourPC', pages.protection && PROTECTION[pages.protection]),
  ]);
}

function namesSomeone({ users, administrator, autologon }: Accounts): boolean {
  return users.length > 0 || administrator?.password !== undefined || autologon !== undefined;
}

import type { Contribution, OptionGroup } from '../contribution.js';
import { appLocker } from '../security/app-locker.js';
import { audit } from '../security/audit.js';
import { bitlocker } from '../security/bitlocker.js';
import { hardening } from '../security/hardening.js';
import { remoteAccess } from '../security/remote-access.js';

/** In the order of their scripts; what PowerShell records begins after all else, and AppLocker after that. */
const PARTS = [hardening, remoteAccess, bitlocker, audit, appLocker];

/** What protects the PC. */
export const securityGroup: OptionGroup = (order) => {
  const { security } = order.windows;
  if (security === undefined) return {};
  const parts: Contribution[] = PARTS.map((part) => part(security, order));
  return {
    settings: parts.flatMap(({ settings = [] }) => settings),
    scripts: parts.flatMap(({ scripts = [] }) => scripts),
    files: parts.flatMap(({ files = [] }) => files),
  };
};

import { accountGroups } from './account-group.js';
import { accountNames } from './account-name.js';
import { autologon } from './autologon.js';
import { installTarget } from './companions.js';
import { computerNames } from './computer-name.js';
import { deprecated } from './deprecated.js';
import { disks } from './disks.js';
import { domainJoin } from './domain-join.js';
import { installTargets } from './install-target.js';
import { knownSettings } from './known-settings.js';
import { productKeys } from './product-key.js';
import { regional } from './regional.js';
import type { WindowsRule } from './rule.js';
import { secrets } from './secrets.js';
import { structure } from './structure.js';

/** Every rule for Windows answer files, in the order in which they run. To add a rule, add it here. */
export const WINDOWS_RULES: WindowsRule[] = [
  structure,
  knownSettings,
  installTarget,
  disks,
  installTargets,
  regional,
  productKeys,
  computerNames,
  accountNames,
  accountGroups,
  autologon,
  secrets,
  domainJoin,
  deprecated,
];

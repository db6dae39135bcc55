import type { OptionGroup } from '../contribution.js';
import { sameForEveryPc } from '../same-for-every-pc.js';
import { accessibilityGroup } from './accessibility.js';
import { accountsGroup } from './accounts.js';
import { comfortGroup } from './comfort.js';
import { diskGroup } from './disk.js';
import { domainGroup } from './domain.js';
import { languageGroup } from './language.js';
import { nameGroup } from './name.js';
import { networkGroup } from './network.js';
import { rawGroup } from './raw.js';
import { scriptsGroup } from './scripts.js';
import { securityGroup } from './security.js';
import { setupGroup } from './setup.js';

/** Every group. Settings, commands and scripts are written in this order. */
export const OPTION_GROUPS: OptionGroup[] = [
  languageGroup,
  setupGroup,
  sameForEveryPc(diskGroup),
  nameGroup,
  domainGroup,
  networkGroup,
  accountsGroup,
  securityGroup,
  sameForEveryPc(comfortGroup),
  sameForEveryPc(accessibilityGroup),
  sameForEveryPc(scriptsGroup),
  rawGroup,
];

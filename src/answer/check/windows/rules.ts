import { installTarget } from './companions.js';
import { knownSettings } from './known-settings.js';
import type { WindowsRule } from './rule.js';
import { structure } from './structure.js';

/** Every rule for Windows answer files, in the order in which they look. One line each: this list is the registration. */
export const WINDOWS_RULES: WindowsRule[] = [structure, knownSettings, installTarget];

import type { WindowsRule } from './rule.js';

/** Every rule for Windows answer files, in the order in which they look. One line each: this list is the registration. */
export const WINDOWS_RULES: WindowsRule[] = [];

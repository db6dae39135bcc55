import type { WindowsScripts } from './index.js';
import { SYSTEM } from './system.js';

/** Every area that the simulated Windows knows; a line here is its registration. */
export const SCRIPTS: readonly WindowsScripts[] = [SYSTEM];

import { DIRECTORY } from './directory.js';
import type { WindowsScripts } from './index.js';
import { PERSONALISE } from './personalise.js';
import { RECETTE_SCRIPTS } from './recette.js';
import { SOFTWARE } from './software.js';
import { SYSTEM } from './system.js';
import { USER_DATA_SCRIPTS } from './userdata.js';

/** Every area that the simulated Windows knows; a line here is its registration. */
export const SCRIPTS: readonly WindowsScripts[] = [
  SYSTEM,
  DIRECTORY,
  SOFTWARE,
  PERSONALISE,
  USER_DATA_SCRIPTS,
  RECETTE_SCRIPTS,
];

import { EDGE_OPTIONS } from './edge.js';
import { EXPLORER_OPTIONS } from './explorer.js';
import { ASSISTANT_OPTIONS, PRIVACY_OPTIONS } from './privacy.js';
import { INPUT_OPTIONS, SYSTEM_OPTIONS, THEME_OPTIONS } from './system.js';
import { SEARCH_OPTIONS, START_OPTIONS, TASKBAR_OPTIONS } from './taskbar.js';
import { UPDATE_OPTIONS } from './updates.js';

export { DESKTOP_ICONS, HIDDEN_ICONS, START_FOLDERS } from './taskbar.js';
export { UPDATE_POLICIES } from './updates.js';

/** What a technician puts right on every new PC, by area: each option, and the registry values that make it so. */
export const COMFORT_OPTIONS = {
  explorer: EXPLORER_OPTIONS,
  taskbar: TASKBAR_OPTIONS,
  start: START_OPTIONS,
  search: SEARCH_OPTIONS,
  edge: EDGE_OPTIONS,
  theme: THEME_OPTIONS,
  privacy: PRIVACY_OPTIONS,
  assistants: ASSISTANT_OPTIONS,
  updates: UPDATE_OPTIONS,
  system: SYSTEM_OPTIONS,
  input: INPUT_OPTIONS,
};

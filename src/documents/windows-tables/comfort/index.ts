import { EDGE_TWEAKS } from './edge.js';
import { EXPLORER_TWEAKS } from './explorer.js';
import { ASSISTANT_TWEAKS, PRIVACY_TWEAKS } from './privacy.js';
import { INPUT_TWEAKS, SYSTEM_TWEAKS, THEME_TWEAKS } from './system.js';
import { SEARCH_TWEAKS, START_TWEAKS, TASKBAR_TWEAKS } from './taskbar.js';
import { UPDATE_TWEAKS } from './updates.js';

export { DESKTOP_ICONS, HIDDEN_ICONS, START_FOLDERS } from './taskbar.js';
export { UPDATE_POLICIES } from './updates.js';

/** What a technician puts right on every new PC, by area: each option, and the registry values that make it so. */
export const COMFORT_TWEAKS = {
  explorer: EXPLORER_TWEAKS,
  taskbar: TASKBAR_TWEAKS,
  start: START_TWEAKS,
  search: SEARCH_TWEAKS,
  edge: EDGE_TWEAKS,
  theme: THEME_TWEAKS,
  privacy: PRIVACY_TWEAKS,
  assistants: ASSISTANT_TWEAKS,
  updates: UPDATE_TWEAKS,
  system: SYSTEM_TWEAKS,
  input: INPUT_TWEAKS,
};

import type { WindowsTarget } from '../targets.js';
import { FEATURE_OPTIONS, REMOVAL_OPTIONS } from './app-options.js';
import { EDGE_OPTIONS, FURTHER_EDGE_OPTIONS } from './edge.js';
import { EFFECT_OPTION } from './effects.js';
import { EXPLORER_OPTIONS } from './explorer.js';
import { FURTHER_INPUT_OPTIONS, FURTHER_SYSTEM_OPTIONS } from './further-system.js';
import { FURTHER_EXPLORER_OPTIONS, FURTHER_START_OPTIONS, FURTHER_TASKBAR_OPTIONS } from './layout.js';
import { POWER_OPTIONS } from './power.js';
import { ASSISTANT_OPTIONS, PRIVACY_OPTIONS } from './privacy.js';
import { INPUT_OPTIONS, SYSTEM_OPTIONS, THEME_OPTIONS } from './system.js';
import { SEARCH_OPTIONS, START_OPTIONS, TASKBAR_OPTIONS } from './taskbar.js';
import { FURTHER_THEME_OPTIONS } from './theme.js';
import { furtherUpdateOptions, UPDATE_OPTIONS } from './updates.js';

export { type EachEffect, type Effects, preferencesMask } from './effects.js';
export { POWER_PLANS } from './power.js';

/** The options of `windows.comfort`, by area, with their registry values. */
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

/**
 * Options of the same areas with lists, texts, settings or scripts, for one release of Windows. They are written after
 * COMFORT_OPTIONS.
 */
export const furtherComfortOptions = (target: WindowsTarget) => ({
  explorer: FURTHER_EXPLORER_OPTIONS,
  taskbar: FURTHER_TASKBAR_OPTIONS,
  start: FURTHER_START_OPTIONS,
  edge: FURTHER_EDGE_OPTIONS,
  effects: EFFECT_OPTION,
  theme: FURTHER_THEME_OPTIONS,
  updates: furtherUpdateOptions(target),
  power: POWER_OPTIONS,
  system: FURTHER_SYSTEM_OPTIONS,
  input: FURTHER_INPUT_OPTIONS,
  ...REMOVAL_OPTIONS,
  features: FEATURE_OPTIONS,
});

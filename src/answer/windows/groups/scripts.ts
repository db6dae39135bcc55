import type { OptionGroup } from '../contribution.js';

export const scriptsGroup: OptionGroup = () => ({});

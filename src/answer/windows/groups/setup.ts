import type { OptionGroup } from '../contribution.js';

export const setupGroup: OptionGroup = () => ({});

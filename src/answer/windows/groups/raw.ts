import type { OptionGroup } from '../contribution.js';

export const rawGroup: OptionGroup = () => ({});

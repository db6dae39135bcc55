import type { OptionGroup } from '../contribution.js';

export const diskGroup: OptionGroup = () => ({});

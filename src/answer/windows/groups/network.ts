import type { OptionGroup } from '../contribution.js';

export const networkGroup: OptionGroup = () => ({});

import type { OptionGroup } from '../contribution.js';

export const nameGroup: OptionGroup = () => ({});

import type { OptionGroup } from '../contribution.js';

export const accountsGroup: OptionGroup = () => ({});

import type { OptionGroup } from '../contribution.js';

export const domainGroup: OptionGroup = () => ({});

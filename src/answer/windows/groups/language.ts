import type { OptionGroup } from '../contribution.js';

export const languageGroup: OptionGroup = () => ({});

import type { OptionGroup } from '../contribution.js';

export const comfortGroup: OptionGroup = () => ({});

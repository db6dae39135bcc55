import type { OptionGroup } from '../contribution.js';

export const accessibilityGroup: OptionGroup = () => ({});

import type { OptionGroup } from '../contribution.js';

export const securityGroup: OptionGroup = () => ({});

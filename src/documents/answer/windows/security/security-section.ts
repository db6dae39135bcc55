import type { WindowsSection } from '../../../profile/index.js';
import type { Contribution, WindowsOrder } from '../contribution.js';

export type Security = NonNullable<WindowsSection['security']>;

/**
 * One part of the group: a pure function of the order. Throws InputError, which names the option that is not possible.
 */
export type SecurityPart = (security: Security, order: WindowsOrder) => Contribution;

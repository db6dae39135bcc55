import type { WindowsSection } from '../../profile/index.js';
import type { Contribution, OptionGroup, WindowsOrder } from './contribution.js';

/**
 * Caches the result of a group that depends only on the Windows section: the PCs of a lot share their profile and its
 * long scripts. The result must not be changed.
 */
export function sameForEveryPc(group: OptionGroup): OptionGroup {
  const made = new WeakMap<WindowsSection, Contribution>();
  return ({ windows }) => {
    // Only the section is passed, so that a group that needs more fails in its first test.
    const known = made.get(windows) ?? group({ windows } as WindowsOrder);
    made.set(windows, known);
    return known;
  };
}

import type { WindowsSection } from '../../profile/index.js';
import type { Contribution, OptionGroup, WindowsOrder } from './contribution.js';

/**
 * A group that looks at nothing but the Windows section, made once for each section: the PCs of a lot share
 * their profile, and its longest scripts with it. What the group makes of a section must never be changed.
 */
export function sameForEveryPc(group: OptionGroup): OptionGroup {
  const made = new WeakMap<WindowsSection, Contribution>();
  return ({ windows }) => {
    // Nothing else is handed over, so that a group that looks at more shows in its first test.
    const known = made.get(windows) ?? group({ windows } as WindowsOrder);
    made.set(windows, known);
    return known;
  };
}

import { disk } from './disk.schema.js';
import type { WindowsSection } from './windows.schema.js';

/** The partitions of Windows as a profile lays them out. */
export type WindowsDiskLayout = Extract<NonNullable<WindowsSection['disk']>, { mode: 'layout' }>;

/**
 * How the disk is partitioned for Windows: as the profile says, else with its defaults and a recovery partition after
 * Windows, which updates of Windows RE can enlarge. Undefined when the profile leaves it to Windows Setup
 * (`diskpart`, `interactive`).
 */
export function windowsDiskLayout(windows: WindowsSection | undefined): WindowsDiskLayout | undefined {
  const chosen = windows?.disk ?? disk.parse({ mode: 'layout', recovery: {} });
  return chosen.mode === 'layout' ? chosen : undefined;
}

import { accessibilityOptions } from './accessibility.js';
import { assistiveProgramOptions, colourOptions } from './assistive.js';
import { COMFORT_OPTIONS, furtherComfortOptions } from './comfort/index.js';
import { NETWORK_OPTIONS } from './network.js';
import { isOptionRow, type OptionHive, type OptionTree } from './option-row.js';
import { SECURITY_OPTIONS } from './security/index.js';
import { SETUP_OPTIONS } from './setup.js';
import type { WindowsTarget } from './targets.js';

/** Made once: a row has a schema, which takes long to make, and a lot asks for them once for each of its PCs. */
const ROWS = new Map<WindowsTarget, OptionTree>();

/** Every option of Windows that has a row, at its place in the Windows section of a profile. */
export function windowsOptionRows(target: WindowsTarget): OptionTree {
  const rows = ROWS.get(target) ?? rowsOf(target);
  ROWS.set(target, rows);
  return rows;
}

function rowsOf(target: WindowsTarget): OptionTree {
  return {
    setup: SETUP_OPTIONS,
    network: NETWORK_OPTIONS,
    security: SECURITY_OPTIONS,
    comfort: joined(COMFORT_OPTIONS, furtherComfortOptions(target)),
    accessibility: { logonScreen: aids('logonScreen'), everyUser: aids('defaultUser') },
  };
}

const aids = (hive: OptionHive) => ({
  ...accessibilityOptions(hive),
  ...assistiveProgramOptions(hive),
  ...colourOptions(hive),
});

/** Merges two trees; groups with the same name have the options of both. */
function joined(one: OptionTree, other: OptionTree): OptionTree {
  const groups = Object.entries(other).map(([name, node]) => {
    const same = one[name];
    return [name, same === undefined || isOptionRow(same) ? node : { ...same, ...node }];
  });
  return { ...one, ...(Object.fromEntries(groups) as OptionTree) };
}

import type { WindowsSection, WindowsTarget } from '../../../profile/index.js';
import { COMFORT_OPTIONS } from '../../../windows-tables/index.js';
import { appScripts } from '../comfort/apps.js';
import { effectValues } from '../comfort/effects.js';
import { desktopIconValues, startPart, taskbarPart } from '../comfort/layout.js';
import { powerPart } from '../comfort/power.js';
import { fixedScript, inputPart, systemPart } from '../comfort/system.js';
import { themePart } from '../comfort/theme.js';
import { homePageValues, updateValues } from '../comfort/updates.js';
import type { OptionGroup } from '../contribution.js';
import { contributionOf, optionPart, type Part } from '../option-values.js';

type Comfort = NonNullable<WindowsSection['comfort']>;

/** What a technician puts right on every new PC: registry values in the phase of their hive, and scripts. */
export const comfortGroup: OptionGroup = ({ windows: { comfort, target } }) => {
  if (comfort === undefined) return {};
  const areas = Object.keys(COMFORT_OPTIONS) as (keyof typeof COMFORT_OPTIONS)[];
  const tables = areas.map((area) => optionPart(COMFORT_OPTIONS[area], comfort[area]));
  return contributionOf('comfort', [...tables, ...partsOf(comfort, target)]);
};

function partsOf(comfort: Comfort, target: WindowsTarget): Part[] {
  const { explorer, taskbar, start, edge, theme, updates, power, system, input } = comfort;
  return [
    ...(explorer ? [{ values: desktopIconValues(explorer) }] : []),
    ...(taskbar ? [taskbarPart(taskbar)] : []),
    ...(start ? [startPart(start)] : []),
    ...(edge ? [{ values: homePageValues(edge) }] : []),
    ...(edge?.uninstallable ? [{ scripts: [fixedScript('system', 'edge-uninstallable')] }] : []),
    { values: effectValues(comfort.effects) },
    ...(theme ? [themePart(theme)] : []),
    ...(updates ? [{ values: updateValues(updates, target) }] : []),
    ...(power ? [powerPart(power)] : []),
    ...(system ? [systemPart(system)] : []),
    ...(input ? [inputPart(input)] : []),
    { scripts: appScripts(comfort) },
  ];
}

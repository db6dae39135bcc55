import { COMFORT_OPTIONS, furtherComfortOptions } from '../../../windows-tables/index.js';
import { appScripts } from '../comfort/apps.js';
import { effectValues } from '../comfort/effects.js';
import { powerScripts } from '../comfort/power.js';
import type { OptionGroup } from '../contribution.js';
import { contributionOf, optionPart } from '../option-values.js';

/** What a technician sets on every new PC: registry values in the phase of their hive, and scripts. */
export const comfortGroup: OptionGroup = ({ windows: { comfort, target } }) => {
  if (comfort === undefined) return {};
  const { explorer, taskbar, start, edge, theme, updates, power, system, input } =
    furtherComfortOptions(target);
  return contributionOf('comfort', [
    optionPart(COMFORT_OPTIONS, comfort),
    optionPart({ explorer, taskbar, start, edge }, comfort),
    { values: effectValues(comfort.effects) },
    optionPart({ theme, updates, power }, comfort),
    { scripts: powerScripts(comfort.power) },
    optionPart({ system, input }, comfort),
    { scripts: appScripts(comfort) },
  ]);
};

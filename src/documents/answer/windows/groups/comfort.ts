import { COMFORT_OPTIONS, furtherComfortOptions } from '../../../windows-tables/index.js';
import { appScripts } from '../comfort/apps.js';
import { powerScripts } from '../comfort/power.js';
import type { OptionGroup } from '../contribution.js';
import { contributionOf, optionPart } from '../option-values.js';

/** The options of `windows.comfort`: registry values in the phase of their hive, and scripts. */
export const comfortGroup: OptionGroup = ({ windows: { comfort, target } }) => {
  if (comfort === undefined) return {};
  const { system, input, ...others } = furtherComfortOptions(target);
  return contributionOf('comfort', [
    optionPart(COMFORT_OPTIONS, comfort),
    optionPart(others, comfort),
    { scripts: powerScripts(comfort.power) },
    optionPart({ system, input }, comfort),
    { scripts: appScripts(comfort) },
  ]);
};

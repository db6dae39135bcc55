import { accessibilityTweaks } from '../../../windows-tables/index.js';
import { type AidHive, type Aids, aidValues } from '../accessibility/aids.js';
import { animationValues, colourValues, pointerValues } from '../accessibility/sight.js';
import type { Effects } from '../comfort/effects.js';
import type { OptionGroup, RunCommand } from '../contribution.js';
import type { RegistryValue } from '../registry.js';
import { registryScripts, tweakValues } from '../tweaks.js';

/** What helps people with disabilities: for the logon screen, and for every account to come. */
export const accessibilityGroup: OptionGroup = ({ windows: { accessibility, comfort } }) => {
  if (accessibility === undefined) return {};
  const { setup, logonScreen, everyUser } = accessibility;
  const values = [
    ...(logonScreen ? valuesFor('logonScreen', logonScreen, undefined) : []),
    ...(everyUser ? valuesFor('defaultUser', everyUser, comfort?.effects) : []),
  ];
  return {
    commands: setup?.narrator ? [SETUP_NARRATOR] : [],
    scripts: registryScripts('accessibility', values),
  };
};

/** It must not be waited for: Setup goes on while it reads. */
const SETUP_NARRATOR: RunCommand = {
  pass: 'windowsPE',
  description: 'Narrator',
  path: 'cmd.exe /c if exist X:\\Windows\\System32\\Narrator.exe start X:\\Windows\\System32\\Narrator.exe',
};

function valuesFor(hive: AidHive, aids: Aids, effects: Effects | undefined): RegistryValue[] {
  return [
    ...tweakValues(accessibilityTweaks(hive), aids),
    ...aidValues(hive, aids),
    ...colourValues(hive, aids),
    ...pointerValues(hive, aids),
    ...animationValues(hive, aids, effects),
  ];
}

import { accessibilityOptions, colourOptions, type Effects } from '../../../windows-tables/index.js';
import { type AidHive, type Aids, programValues } from '../accessibility/aids.js';
import { animationValues, pointerValues } from '../accessibility/sight.js';
import type { OptionGroup, RunCommand } from '../contribution.js';
import { contributionOf, optionPart, type Part } from '../option-values.js';

/** Accessibility for the logon screen and for new accounts. */
export const accessibilityGroup: OptionGroup = ({ windows: { accessibility, comfort } }) => {
  if (accessibility === undefined) return {};
  const { setup, logonScreen, everyUser } = accessibility;
  return {
    ...contributionOf('accessibility', [
      ...(logonScreen ? partsFor('logonScreen', logonScreen, undefined) : []),
      ...(everyUser ? partsFor('defaultUser', everyUser, comfort?.effects) : []),
    ]),
    commands: setup?.narrator ? [SETUP_NARRATOR] : [],
  };
};

/** Setup must not wait for Narrator, which runs until the end. */
const SETUP_NARRATOR: RunCommand = {
  pass: 'windowsPE',
  description: 'Narrator',
  path: 'cmd.exe /c if exist X:\\Windows\\System32\\Narrator.exe start X:\\Windows\\System32\\Narrator.exe',
};

function partsFor(hive: AidHive, aids: Aids, effects: Effects | undefined): Part[] {
  return [
    optionPart(accessibilityOptions(hive), aids),
    { values: programValues(hive, aids) },
    optionPart(colourOptions(hive), aids),
    { values: [...pointerValues(hive, aids), ...animationValues(hive, aids, effects)] },
  ];
}

import { z } from 'zod';
import {
  accessibilityOptions,
  assistiveProgramOptions,
  colourOptions,
  type OptionHive,
} from '../../windows-tables/index.js';
import { group, option } from './option.js';
import { optionShape } from './option-shape.js';

/** Options that the logon screen and accounts have in common. */
const aids = (hive: OptionHive) => ({
  ...optionShape(accessibilityOptions(hive)),
  ...optionShape(assistiveProgramOptions(hive)),
  ...optionShape(colourOptions(hive)),
});

export const accessibility = z.strictObject({
  setup: group(
    {
      narrator: option(
        z.literal(true),
        {
          fr: 'Le Narrateur lit l’installation de Windows, si le support le contient',
          en: 'Narrator reads Windows Setup aloud, where its media contain it',
        },
        'windowsPE Microsoft-Windows-Setup RunSynchronous/RunSynchronousCommand/Path',
      ).optional(),
    },
    {
      fr: 'Pendant l’installation de Windows depuis un support',
      en: 'While Windows is installed from media',
    },
  ),
  logonScreen: group(aids('logonScreen'), {
    fr: 'Avant toute ouverture de session',
    en: 'Before anybody has logged on',
  }),
  everyUser: group(aids('defaultUser'), {
    fr: 'Pour tous les comptes à venir',
    en: 'For every account to come',
  }),
});

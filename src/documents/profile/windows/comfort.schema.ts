import { z } from 'zod';
import { COMFORT_OPTIONS, furtherComfortOptions } from '../../windows-tables/index.js';
import { group } from './option.js';
import { optionShape } from './option-shape.js';

/** All targets have the same options; only the data of some registry values differs. */
const FURTHER = furtherComfortOptions('windows-11-25h2');

export const comfort = z.strictObject({
  explorer: group(
    { ...optionShape(COMFORT_OPTIONS.explorer), ...optionShape(FURTHER.explorer) },
    { fr: 'L’Explorateur, ses fenêtres et le bureau', en: 'Explorer, its windows and the desktop' },
  ),
  taskbar: group(
    { ...optionShape(COMFORT_OPTIONS.taskbar), ...optionShape(FURTHER.taskbar) },
    { fr: 'La barre des tâches', en: 'The taskbar' },
  ),
  start: group(
    { ...optionShape(COMFORT_OPTIONS.start), ...optionShape(FURTHER.start) },
    { fr: 'Le menu Démarrer', en: 'The Start menu' },
  ),
  search: group(optionShape(COMFORT_OPTIONS.search), { fr: 'La recherche', en: 'Search' }),
  edge: group(
    { ...optionShape(COMFORT_OPTIONS.edge), ...optionShape(FURTHER.edge) },
    { fr: 'Le navigateur Microsoft Edge', en: 'Microsoft Edge' },
  ),
  theme: group(
    { ...optionShape(COMFORT_OPTIONS.theme), ...optionShape(FURTHER.theme) },
    { fr: 'Couleurs et images', en: 'Colours and pictures' },
  ),
  privacy: group(optionShape(COMFORT_OPTIONS.privacy), {
    fr: 'Confidentialité et offres',
    en: 'Privacy and offers',
  }),
  assistants: group(optionShape(COMFORT_OPTIONS.assistants), { fr: 'Les assistants', en: 'Assistants' }),
  updates: group(
    { ...optionShape(COMFORT_OPTIONS.updates), ...optionShape(FURTHER.updates) },
    { fr: 'Les mises à jour (Windows Update)', en: 'Windows Update' },
  ),
  power: group(optionShape(FURTHER.power), { fr: 'L’alimentation', en: 'Power' }),
  system: group(
    { ...optionShape(COMFORT_OPTIONS.system), ...optionShape(FURTHER.system) },
    { fr: 'Le système lui-même', en: 'The system itself' },
  ),
  input: group(
    { ...optionShape(COMFORT_OPTIONS.input), ...optionShape(FURTHER.input) },
    { fr: 'Clavier, souris et son', en: 'Keyboard, mouse and sound' },
  ),
  ...optionShape(FURTHER),
  features: group(optionShape(FURTHER.features), {
    fr: 'Fonctionnalités facultatives de Windows, par un mot courant (wsl) ou par leur nom pour DISM',
    en: 'Optional features of Windows, by a usual word (wsl) or by their name for DISM',
  }),
});

import { z } from 'zod';
import { expecting } from '../../platform/core/index.js';
import { ADVANCED, elsewhere, flag, type OptionHive, place, row, toggle } from './option-row.js';

const ACCESSIBILITY = 'Control Panel\\Accessibility';

/** Programs that Windows starts with the session, by their names in `Accessibility\Configuration`. */
export const ASSISTIVE_PROGRAMS = {
  narrator: 'narrator',
  magnifier: 'magnifierpane',
  onScreenKeyboard: 'osk',
  liveCaptions: 'livecaptions',
  voiceAccess: 'voiceaccess',
} as const;

/**
 * The list of programs that start with the session. It is one value for all programs, high contrast and filters. For
 * the logon screen, it is in HKLM.
 */
const configuration = (hive: OptionHive) =>
  elsewhere(
    `script ${hive === 'logonScreen' ? 'system HKLM\\SOFTWARE' : 'defaultUser HKCU\\Software'}\\Microsoft\\Windows NT\\CurrentVersion\\Accessibility Configuration`,
  );

export const assistiveProgramOptions = (hive: OptionHive) => ({
  narrator: toggle(
    { fr: 'Le Narrateur lit l’écran dès le départ', en: 'Narrator reads the screen aloud from the start' },
    configuration(hive),
  ),
  magnifier: toggle(
    { fr: 'La Loupe est là dès le départ', en: 'Magnifier is there from the start' },
    configuration(hive),
  ),
  onScreenKeyboard: toggle(
    { fr: 'Le clavier visuel est là dès le départ', en: 'The on-screen keyboard is there from the start' },
    configuration(hive),
  ),
  liveCaptions: toggle(
    {
      fr: 'Sous-titres de tout ce qui s’entend (Windows 11)',
      en: 'Captions of all that is heard (Windows 11)',
    },
    configuration(hive),
  ),
  voiceAccess: toggle(
    { fr: 'Le PC obéit à la voix (Windows 11)', en: 'The PC obeys the voice (Windows 11)' },
    configuration(hive),
  ),
});

/** High contrast themes. */
const HIGH_CONTRAST = {
  black: 'High Contrast Black',
  white: 'High Contrast White',
  first: 'High Contrast #1',
  second: 'High Contrast #2',
} as const;

/** HIGHCONTRAST of winuser.h: available, with its shortcut, sound and confirmation; 1 turns it on. */
const CONTRAST_FLAGS = 126;

/** FilterType of colour filters. */
const COLOUR_FILTERS = {
  greyscale: 0,
  inverted: 1,
  greyscaleInverted: 2,
  deuteranopia: 3,
  protanopia: 4,
  tritanopia: 5,
} as const;

const FILTER = 'Software\\Microsoft\\ColorFiltering';

/** false, or a word of the table. */
function falseOr<T extends object>(table: T, error: string) {
  const words = Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
  return z.union([z.literal(false), z.enum(words)], { error });
}

/** High contrast, colour filters, the pointer, and animations. */
export const colourOptions = (hive: OptionHive) => ({
  highContrast: row(
    { fr: 'Contraste élevé, aux couleurs de Windows', en: 'High contrast, in colours of Windows' },
    falseOr(
      HIGH_CONTRAST,
      expecting('false, black, white, first ou second', 'false, black, white, first or second'),
    ),
    place(hive, `${ACCESSIBILITY}\\HighContrast`, 'Flags', (scheme) =>
      String(scheme ? CONTRAST_FLAGS | 1 : CONTRAST_FLAGS),
    ),
    place(hive, `${ACCESSIBILITY}\\HighContrast`, 'High Contrast Scheme', HIGH_CONTRAST),
    configuration(hive),
  ),
  colourFilter: row(
    { fr: 'Un filtre sur toutes les couleurs', en: 'A filter over all colours' },
    falseOr(
      COLOUR_FILTERS,
      expecting(
        'false, ou un filtre : greyscale, inverted, deuteranopia…',
        'false, or a filter: greyscale, inverted, deuteranopia…',
      ),
    ),
    place(hive, FILTER, 'Active', (filter) => Number(Boolean(filter))),
    place(hive, FILTER, 'FilterType', COLOUR_FILTERS),
    configuration(hive),
  ),
  colourFilterShortcut: toggle(
    {
      fr: 'Windows + Ctrl + C active et désactive le filtre',
      en: 'Windows + Ctrl + C turns the filter on and off',
    },
    flag(hive, FILTER, 'HotkeyEnabled'),
  ),
  pointerColour: row(
    { fr: 'Couleur du pointeur', en: 'Colour of the pointer' },
    z.enum(['white', 'black', 'inverted']),
    elsewhere(`${scriptAt(hive)}\\Control Panel\\Cursors (Default), Arrow, …`),
  ),
  animations: toggle(
    { fr: 'Les fenêtres, les menus et les contrôles sont animés', en: 'Windows, menus and controls move' },
    written(hive, 'Control Panel\\Desktop', 'UserPreferencesMask'),
    written(hive, 'Control Panel\\Desktop\\WindowMetrics', 'MinAnimate'),
    written(hive, ADVANCED, 'TaskbarAnimations'),
  ),
});

/** A value that code writes, and `comfort.effects` too. */
function written(hive: OptionHive, key: string, name: string) {
  return elsewhere(`${scriptAt(hive)}\\${key} ${name}`, { hive, key, name });
}

function scriptAt(hive: OptionHive): string {
  return hive === 'logonScreen' ? 'script system HKU\\.DEFAULT' : 'script defaultUser HKCU';
}

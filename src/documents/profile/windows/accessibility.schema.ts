import { z } from 'zod';
import {
  accessibilityOptions,
  ASSISTIVE_PROGRAMS,
  COLOUR_FILTERS,
  HIGH_CONTRAST,
  KEY_AIDS,
} from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { option } from './option.js';
import { optionShape } from './option-shape.js';

/** Where the settings of the logon screen and of accounts to come are kept. */
const HIVES = { logonScreen: 'script system HKU\\.DEFAULT', defaultUser: 'script defaultUser HKCU' };
type Hive = keyof typeof HIVES;

/** Programs that start with the logon screen stand in the PC's own hive, those of an account in its own. */
const CONFIGURATION = {
  logonScreen:
    'script system HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Accessibility Configuration',
  defaultUser:
    'script defaultUser HKCU\\Software\\Microsoft\\Windows NT\\CurrentVersion\\Accessibility Configuration',
};

const PROGRAMS: Record<keyof typeof ASSISTIVE_PROGRAMS, string> = {
  narrator: 'Narrator reads the screen aloud from the start',
  magnifier: 'Magnifier is there from the start',
  onScreenKeyboard: 'The on-screen keyboard is there from the start',
  liveCaptions: 'Captions of all that is heard (Windows 11)',
  voiceAccess: 'The PC obeys the voice (Windows 11)',
};

const AIDS: Record<keyof typeof KEY_AIDS, string> = {
  stickyKeys: 'Sticky Keys: Shift, Ctrl and Alt one after the other instead of at once',
  filterKeys: 'Filter Keys: brief and repeated strokes are ignored',
  toggleKeys: 'Toggle Keys: a sound for Caps Lock, Num Lock and Scroll Lock',
  mouseKeys: 'Mouse Keys: the numeric keypad moves the pointer',
};

const BITS: Record<string, string> = {
  on: 'It is on from the start',
  shortcut: 'Its shortcut puts it on',
  confirmShortcut: 'The shortcut asks first',
  shortcutSound: 'The shortcut makes a sound',
  indicator: 'An icon says that it is on',
  audibleFeedback: 'A sound at each key',
  lockOnSecondPress: 'A key that is pressed twice stays down',
  offWhenTwoPressed: 'Two keys at once put it off',
  ctrlAndShift: 'Ctrl makes the pointer faster, Shift slower',
  whenNumLockOn: 'It works while Num Lock is on',
};

type AidShape<K extends keyof typeof KEY_AIDS> = {
  [B in keyof (typeof KEY_AIDS)[K]['bits']]: z.ZodOptional<z.ZodBoolean>;
};

/** `on`, `available` (its shortcut puts it on), `off` (nothing does), or bit by bit from what Windows has. */
function keyAid<K extends keyof typeof KEY_AIDS>(aid: K, hive: Hive) {
  const { key, bits } = KEY_AIDS[aid];
  const place = `${HIVES[hive]}\\${key} Flags`;
  const shape = Object.fromEntries(
    Object.keys(bits).map((bit) => [bit, option(z.boolean(), BITS[bit] ?? bit, place).optional()]),
  ) as AidShape<K>;
  return option(
    z.union([z.enum(['on', 'available', 'off']), z.strictObject(shape)]),
    AIDS[aid],
    place,
  ).optional();
}

/** What the logon screen and accounts have in common. */
function common(hive: Hive) {
  const at = (path: string) => `${HIVES[hive]}\\${path}`;
  const programs = Object.fromEntries(
    Object.entries(PROGRAMS).map(([program, description]) => [
      program,
      option(z.boolean(), description, CONFIGURATION[hive]).optional(),
    ]),
  ) as Record<keyof typeof ASSISTIVE_PROGRAMS, z.ZodOptional<z.ZodBoolean>>;
  return {
    ...programs,
    stickyKeys: keyAid('stickyKeys', hive),
    filterKeys: keyAid('filterKeys', hive),
    toggleKeys: keyAid('toggleKeys', hive),
    mouseKeys: keyAid('mouseKeys', hive),
    highContrast: option(
      z.union([z.literal(false), z.enum(wordsOf(HIGH_CONTRAST))], {
        error: expecting('false, black, white, first ou second', 'false, black, white, first or second'),
      }),
      'High contrast, in colours of Windows',
      at('Control Panel\\Accessibility\\HighContrast Flags, High Contrast Scheme'),
      CONFIGURATION[hive],
    ).optional(),
    colourFilter: option(
      z.union([z.literal(false), z.enum(wordsOf(COLOUR_FILTERS))], {
        error: expecting(
          'false, ou un filtre : greyscale, inverted, deuteranopia…',
          'false, or a filter: greyscale, inverted, deuteranopia…',
        ),
      }),
      'A filter over all colours',
      at('Software\\Microsoft\\ColorFiltering Active, FilterType'),
      CONFIGURATION[hive],
    ).optional(),
    colourFilterShortcut: option(
      z.boolean(),
      'Windows + Ctrl + C puts the filter on and off',
      at('Software\\Microsoft\\ColorFiltering HotkeyEnabled'),
    ).optional(),
    pointerColour: option(
      z.enum(['white', 'black', 'inverted']),
      'Colour of the pointer',
      at('Control Panel\\Cursors (Default), Arrow, …'),
    ).optional(),
    animations: option(
      z.boolean(),
      'Windows, menus and controls move',
      at('Control Panel\\Desktop UserPreferencesMask'),
      at('Control Panel\\Desktop\\WindowMetrics MinAnimate'),
    ).optional(),
  };
}

function wordsOf<T extends object>(table: T) {
  return Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];
}

export const accessibility = z.strictObject({
  setup: z
    .strictObject({
      narrator: option(
        z.literal(true),
        'Narrator reads Windows Setup aloud, where its media bring it',
        'windowsPE Microsoft-Windows-Setup RunSynchronous/RunSynchronousCommand/Path',
      ).optional(),
    })
    .optional()
    .describe('While Windows is installed from media'),
  logonScreen: z
    .strictObject({ ...optionShape(accessibilityOptions('logonScreen')), ...common('logonScreen') })
    .optional()
    .describe('Before anybody has logged on'),
  everyUser: z
    .strictObject({ ...optionShape(accessibilityOptions('defaultUser')), ...common('defaultUser') })
    .optional()
    .describe('For every account to come'),
});

const ACCESSIBILITY = 'Control Panel\\Accessibility';

/** Bits of `Flags`, in the registry a text, of what may be on, and how it is called. winuser.h, STICKYKEYS and its like. */
export const KEY_AIDS = {
  stickyKeys: {
    key: `${ACCESSIBILITY}\\StickyKeys`,
    usual: 0x1fe,
    bits: {
      on: 0x1,
      shortcut: 0x4,
      confirmShortcut: 0x8,
      shortcutSound: 0x10,
      indicator: 0x20,
      audibleFeedback: 0x40,
      lockOnSecondPress: 0x80,
      offWhenTwoPressed: 0x100,
    },
  },
  filterKeys: {
    key: `${ACCESSIBILITY}\\Keyboard Response`,
    usual: 0x7e,
    bits: {
      on: 0x1,
      shortcut: 0x4,
      confirmShortcut: 0x8,
      shortcutSound: 0x10,
      indicator: 0x20,
      audibleFeedback: 0x40,
    },
  },
  toggleKeys: {
    key: `${ACCESSIBILITY}\\ToggleKeys`,
    usual: 0x3e,
    bits: { on: 0x1, shortcut: 0x4, confirmShortcut: 0x8, shortcutSound: 0x10, indicator: 0x20 },
  },
  mouseKeys: {
    key: `${ACCESSIBILITY}\\MouseKeys`,
    usual: 0x3e,
    bits: {
      on: 0x1,
      shortcut: 0x4,
      confirmShortcut: 0x8,
      shortcutSound: 0x10,
      indicator: 0x20,
      ctrlAndShift: 0x40,
      whenNumLockOn: 0x80,
    },
  },
} as const;

/** Colour schemes of high contrast. */
export const HIGH_CONTRAST = {
  black: 'High Contrast Black',
  white: 'High Contrast White',
  first: 'High Contrast #1',
  second: 'High Contrast #2',
} as const;

/** FilterType of colour filters. */
export const COLOUR_FILTERS = {
  greyscale: 0,
  inverted: 1,
  greyscaleInverted: 2,
  deuteranopia: 3,
  protanopia: 4,
  tritanopia: 5,
} as const;

/** Programs that Windows starts with the session: their names in `Accessibility\Configuration`. */
export const ASSISTIVE_PROGRAMS = {
  narrator: 'narrator',
  magnifier: 'magnifierpane',
  onScreenKeyboard: 'osk',
  liveCaptions: 'livecaptions',
  voiceAccess: 'voiceaccess',
} as const;

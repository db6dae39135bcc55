import {
  ADVANCED,
  amount,
  choice,
  CURRENT_VERSION,
  flag,
  place,
  toggle,
  type OptionHive,
} from './option-row.js';

const ACCESSIBILITY = 'Control Panel\\Accessibility';
const FILTER_KEYS = `${ACCESSIBILITY}\\Keyboard Response`;
const MOUSE_KEYS = `${ACCESSIBILITY}\\MouseKeys`;
const MAGNIFIER = 'Software\\Microsoft\\ScreenMagnifier';
const NARRATOR = 'Software\\Microsoft\\Narrator';
const MOUSE = 'Control Panel\\Mouse';
const KEYBOARD = 'Control Panel\\Keyboard';
const CAPTIONS = `${CURRENT_VERSION}\\ClosedCaptioning`;

/** Accessibility settings keep most figures as texts. */
const asText = (amount: number) => String(amount);

/** What may be set for the logon screen and for every account alike. */
export function accessibilityOptions(hive: OptionHive) {
  return { ...sight(hive), ...pointer(hive), ...keys(hive), ...hearing(hive) };
}

function sight(hive: OptionHive) {
  return {
    magnification: amount(
      'How much Magnifier enlarges, in percent',
      100,
      1600,
      place(hive, MAGNIFIER, 'Magnification'),
    ),
    magnifierView: choice(
      'What Magnifier shows',
      ['docked', 'fullScreen', 'lens'],
      place(hive, MAGNIFIER, 'MagnificationMode', { docked: 1, fullScreen: 2, lens: 3 }),
    ),
    magnifierInvert: toggle('Magnifier inverts the colours', flag(hive, MAGNIFIER, 'Invert')),
    magnifierFollowsKeyboard: toggle(
      'Magnifier follows the focus and the text cursor',
      flag(hive, MAGNIFIER, 'FollowFocus'),
      flag(hive, MAGNIFIER, 'FollowCaret'),
    ),
    narratorSpeed: amount('How fast Narrator speaks', 0, 20, place(hive, NARRATOR, 'SpeechSpeed')),
    narratorPitch: amount('How high Narrator speaks', 0, 20, place(hive, NARRATOR, 'SpeechPitch')),
    narratorShortcut: toggle(
      'Windows + Ctrl + Enter starts Narrator',
      flag(hive, `${NARRATOR}\\NoRoam`, 'WinEnterLaunchEnabled'),
    ),
    textSize: amount(
      'Size of texts, in percent',
      100,
      225,
      place(hive, 'Software\\Microsoft\\Accessibility', 'TextScaleFactor'),
    ),
    textCursorWidth: amount(
      'Thickness of the text cursor, in pixels',
      1,
      20,
      place(hive, 'Control Panel\\Desktop', 'CaretWidth'),
    ),
    focusBorder: amount(
      'Thickness of the border around what has the focus, in pixels',
      1,
      10,
      place(hive, 'Control Panel\\Desktop', 'FocusBorderWidth'),
      place(hive, 'Control Panel\\Desktop', 'FocusBorderHeight'),
    ),
    scrollBarsAlwaysVisible: toggle(
      'Scroll bars never hide',
      flag(hive, ACCESSIBILITY, 'DynamicScrollbars', 0, 1),
    ),
    taskbarAnimations: toggle('Animations of the taskbar', flag(hive, ADVANCED, 'TaskbarAnimations')),
    messageDuration: amount(
      'How long a notification stays, in seconds',
      5,
      300,
      place(hive, ACCESSIBILITY, 'MessageDuration'),
    ),
  };
}

function pointer(hive: OptionHive) {
  return {
    pointerSize: amount(
      'Size of the pointer, 1 being the usual one',
      1,
      15,
      place(hive, 'Software\\Microsoft\\Accessibility', 'CursorSize'),
      place(hive, 'Control Panel\\Cursors', 'CursorBaseSize', (size) => 16 + 16 * size),
    ),
    pointerTrails: amount(
      'Length of the trail behind the pointer, 0 for none',
      0,
      7,
      place(hive, MOUSE, 'MouseTrails', asText),
    ),
    pointerSpeed: amount('Speed of the pointer', 1, 20, place(hive, MOUSE, 'MouseSensitivity', asText)),
    snapToButton: toggle(
      'The pointer goes to the default button of a box',
      flag(hive, MOUSE, 'SnapToDefaultButton', '1', '0'),
    ),
    doubleClickTime: amount(
      'Longest time between the clicks of a double click, in milliseconds',
      200,
      900,
      place(hive, MOUSE, 'DoubleClickSpeed', asText),
    ),
    mouseKeysSpeed: amount(
      'Highest speed of Mouse Keys, in pixels a second',
      10,
      360,
      place(hive, MOUSE_KEYS, 'MaximumSpeed', asText),
    ),
    mouseKeysAcceleration: amount(
      'Time in which Mouse Keys reach that speed, in milliseconds',
      1000,
      5000,
      place(hive, MOUSE_KEYS, 'TimeToMaximumSpeed', asText),
    ),
  };
}

function keys(hive: OptionHive) {
  return {
    keyRepeatDelay: amount(
      'How long a key is held before it repeats, 0 (250 ms) to 3 (1 s)',
      0,
      3,
      place(hive, KEYBOARD, 'KeyboardDelay', asText),
    ),
    keyRepeatSpeed: amount(
      'How fast a key repeats, 0 to 31',
      0,
      31,
      place(hive, KEYBOARD, 'KeyboardSpeed', asText),
    ),
    slowKeys: amount(
      'Filter Keys: how long a key is held before it counts, in milliseconds',
      0,
      20_000,
      place(hive, FILTER_KEYS, 'DelayBeforeAcceptance', asText),
    ),
    bounceKeys: amount(
      'Filter Keys: how long the same key is not taken again, in milliseconds',
      0,
      2_000,
      place(hive, FILTER_KEYS, 'BounceTime', asText),
    ),
    underlineAccessKeys: toggle(
      'Letters that choose a command are underlined always',
      flag(hive, `${ACCESSIBILITY}\\Keyboard Preference`, 'On', '1', '0'),
    ),
    touchKeyboardAppears: toggle(
      'The touch keyboard appears where one writes',
      flag(hive, 'Software\\Microsoft\\TabletTip\\1.7', 'EnableDesktopModeAutoInvoke'),
    ),
  };
}

function hearing(hive: OptionHive) {
  return {
    visualNotifications: choice(
      'What flashes instead of a sound',
      ['off', 'title', 'window', 'desktop'],
      place(hive, `${ACCESSIBILITY}\\SoundSentry`, 'Flags', {
        off: '2',
        title: '3',
        window: '3',
        desktop: '3',
      }),
      place(hive, `${ACCESSIBILITY}\\SoundSentry`, 'WindowsEffect', {
        off: '0',
        title: '1',
        window: '2',
        desktop: '3',
      }),
    ),
    textForSounds: toggle(
      'Programs show as text what they say',
      flag(hive, `${ACCESSIBILITY}\\ShowSounds`, 'On', '1', '0'),
    ),
    monoAudio: toggle(
      'Both ears hear the same',
      flag(hive, 'Software\\Microsoft\\Multimedia\\Audio', 'AccessibilityMonoMixState'),
    ),
    captionSize: choice(
      'Size of captions, in percent',
      ['50', '100', '150', '200'],
      place(hive, CAPTIONS, 'CaptionSize', { 50: 1, 100: 2, 150: 3, 200: 4 }),
    ),
  };
}

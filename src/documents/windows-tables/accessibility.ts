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
import { keyAidOptions } from './key-aids.js';

const ACCESSIBILITY = 'Control Panel\\Accessibility';
const FILTER_KEYS = `${ACCESSIBILITY}\\Keyboard Response`;
const MOUSE_KEYS = `${ACCESSIBILITY}\\MouseKeys`;
const MAGNIFIER = 'Software\\Microsoft\\ScreenMagnifier';
const NARRATOR = 'Software\\Microsoft\\Narrator';
const MOUSE = 'Control Panel\\Mouse';
const KEYBOARD = 'Control Panel\\Keyboard';
const CAPTIONS = `${CURRENT_VERSION}\\ClosedCaptioning`;

/** Most accessibility settings store numbers as text. */
const asText = (amount: number) => String(amount);

/** Options for the logon screen and for every account. */
export function accessibilityOptions(hive: OptionHive) {
  return {
    ...magnifierAndNarrator(hive),
    ...sight(hive),
    ...pointer(hive),
    ...keys(hive),
    ...hearing(hive),
    ...keyAidOptions(hive),
  };
}

function magnifierAndNarrator(hive: OptionHive) {
  return {
    magnification: amount(
      { fr: 'Agrandissement de la Loupe, en pour cent', en: 'Zoom of Magnifier, in percent' },
      100,
      1600,
      place(hive, MAGNIFIER, 'Magnification'),
    ),
    magnifierView: choice(
      { fr: 'Ce que montre la Loupe', en: 'What Magnifier shows' },
      ['docked', 'fullScreen', 'lens'],
      place(hive, MAGNIFIER, 'MagnificationMode', { docked: 1, fullScreen: 2, lens: 3 }),
    ),
    magnifierInvert: toggle(
      { fr: 'La Loupe inverse les couleurs', en: 'Magnifier inverts the colours' },
      flag(hive, MAGNIFIER, 'Invert'),
    ),
    magnifierFollowsKeyboard: toggle(
      {
        fr: 'La Loupe suit le focus et le curseur de texte',
        en: 'Magnifier follows the focus and the text cursor',
      },
      flag(hive, MAGNIFIER, 'FollowFocus'),
      flag(hive, MAGNIFIER, 'FollowCaret'),
    ),
    narratorSpeed: amount(
      { fr: 'Vitesse de la voix du Narrateur', en: 'How fast Narrator speaks' },
      0,
      20,
      place(hive, NARRATOR, 'SpeechSpeed'),
    ),
    narratorPitch: amount(
      { fr: 'Hauteur de la voix du Narrateur', en: "Pitch of Narrator's voice" },
      0,
      20,
      place(hive, NARRATOR, 'SpeechPitch'),
    ),
    narratorShortcut: toggle(
      { fr: 'Windows + Ctrl + Entrée lance le Narrateur', en: 'Windows + Ctrl + Enter starts Narrator' },
      flag(hive, `${NARRATOR}\\NoRoam`, 'WinEnterLaunchEnabled'),
    ),
  };
}

function sight(hive: OptionHive) {
  return {
    textSize: amount(
      { fr: 'Taille du texte, en pour cent', en: 'Size of texts, in percent' },
      100,
      225,
      place(hive, 'Software\\Microsoft\\Accessibility', 'TextScaleFactor'),
    ),
    textCursorWidth: amount(
      { fr: 'Épaisseur du curseur de texte, en pixels', en: 'Thickness of the text cursor, in pixels' },
      1,
      20,
      place(hive, 'Control Panel\\Desktop', 'CaretWidth'),
    ),
    focusBorder: amount(
      {
        fr: 'Épaisseur du cadre autour de l’élément qui a le focus, en pixels',
        en: 'Thickness of the border around what has the focus, in pixels',
      },
      1,
      10,
      place(hive, 'Control Panel\\Desktop', 'FocusBorderWidth'),
      place(hive, 'Control Panel\\Desktop', 'FocusBorderHeight'),
    ),
    scrollBarsAlwaysVisible: toggle(
      { fr: 'Les barres de défilement restent visibles', en: 'Scroll bars never hide' },
      flag(hive, ACCESSIBILITY, 'DynamicScrollbars', 0, 1),
    ),
    taskbarAnimations: toggle(
      { fr: 'Animations dans la barre des tâches', en: 'Animations of the taskbar' },
      flag(hive, ADVANCED, 'TaskbarAnimations'),
    ),
    messageDuration: amount(
      {
        fr: 'Durée d’affichage d’une notification, en secondes',
        en: 'How long a notification stays, in seconds',
      },
      5,
      300,
      place(hive, ACCESSIBILITY, 'MessageDuration'),
    ),
  };
}

function pointer(hive: OptionHive) {
  return {
    pointerSize: amount(
      { fr: 'Taille du pointeur, 1 étant l’habituelle', en: 'Size of the pointer, 1 being the usual one' },
      1,
      15,
      place(hive, 'Software\\Microsoft\\Accessibility', 'CursorSize'),
      place(hive, 'Control Panel\\Cursors', 'CursorBaseSize', (size) => 16 + 16 * size),
    ),
    pointerTrails: amount(
      {
        fr: 'Longueur de la traînée du pointeur, 0 pour aucune',
        en: 'Length of the trail behind the pointer, 0 for none',
      },
      0,
      7,
      place(hive, MOUSE, 'MouseTrails', asText),
    ),
    pointerSpeed: amount(
      { fr: 'Vitesse du pointeur', en: 'Speed of the pointer' },
      1,
      20,
      place(hive, MOUSE, 'MouseSensitivity', asText),
    ),
    snapToButton: toggle(
      {
        fr: 'Le pointeur va sur le bouton par défaut d’une boîte de dialogue',
        en: 'The pointer goes to the default button of a dialogue',
      },
      flag(hive, MOUSE, 'SnapToDefaultButton', '1', '0'),
    ),
    doubleClickTime: amount(
      {
        fr: 'Délai maximal entre les deux clics d’un double-clic, en millisecondes',
        en: 'Longest time between the clicks of a double click, in milliseconds',
      },
      200,
      900,
      place(hive, MOUSE, 'DoubleClickSpeed', asText),
    ),
    mouseKeysSpeed: amount(
      {
        fr: 'Vitesse maximale des touches souris, en pixels par seconde',
        en: 'Highest speed of Mouse Keys, in pixels a second',
      },
      10,
      360,
      place(hive, MOUSE_KEYS, 'MaximumSpeed', asText),
    ),
    mouseKeysAcceleration: amount(
      {
        fr: 'Temps que mettent les touches souris pour atteindre cette vitesse, en millisecondes',
        en: 'Time in which Mouse Keys reach that speed, in milliseconds',
      },
      1000,
      5000,
      place(hive, MOUSE_KEYS, 'TimeToMaximumSpeed', asText),
    ),
  };
}

function keys(hive: OptionHive) {
  return {
    keyRepeatDelay: amount(
      {
        fr: 'Délai avant la répétition d’une touche, de 0 (250 ms) à 3 (1 s)',
        en: 'How long a key is held before it repeats, 0 (250 ms) to 3 (1 s)',
      },
      0,
      3,
      place(hive, KEYBOARD, 'KeyboardDelay', asText),
    ),
    keyRepeatSpeed: amount(
      { fr: 'Vitesse de répétition d’une touche, de 0 à 31', en: 'How fast a key repeats, 0 to 31' },
      0,
      31,
      place(hive, KEYBOARD, 'KeyboardSpeed', asText),
    ),
    slowKeys: amount(
      {
        fr: 'Touches filtres : durée d’appui avant qu’une touche compte, en millisecondes',
        en: 'Filter Keys: how long a key is held before it counts, in milliseconds',
      },
      0,
      20_000,
      place(hive, FILTER_KEYS, 'DelayBeforeAcceptance', asText),
    ),
    bounceKeys: amount(
      {
        fr: 'Touches filtres : durée pendant laquelle un nouvel appui sur la même touche est ignoré, en millisecondes',
        en: 'Filter Keys: how long a second press of the same key is ignored, in milliseconds',
      },
      0,
      2_000,
      place(hive, FILTER_KEYS, 'BounceTime', asText),
    ),
    underlineAccessKeys: toggle(
      {
        fr: 'Les lettres d’accès aux commandes sont toujours soulignées',
        en: 'Letters that choose a command are always underlined',
      },
      flag(hive, `${ACCESSIBILITY}\\Keyboard Preference`, 'On', '1', '0'),
    ),
    touchKeyboardAppears: toggle(
      {
        fr: 'Le clavier tactile apparaît dans les champs de saisie',
        en: 'The touch keyboard appears in text fields',
      },
      flag(hive, 'Software\\Microsoft\\TabletTip\\1.7', 'EnableDesktopModeAutoInvoke'),
    ),
  };
}

function hearing(hive: OptionHive) {
  return {
    visualNotifications: choice(
      { fr: 'Ce qui clignote à la place d’un son', en: 'What flashes instead of a sound' },
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
      { fr: 'Les programmes affichent en texte ce qu’ils disent', en: 'Programs show as text what they say' },
      flag(hive, `${ACCESSIBILITY}\\ShowSounds`, 'On', '1', '0'),
    ),
    monoAudio: toggle(
      { fr: 'Le son est le même des deux côtés (mono)', en: 'The sound is the same on both sides (mono)' },
      flag(hive, 'Software\\Microsoft\\Multimedia\\Audio', 'AccessibilityMonoMixState'),
    ),
    captionSize: choice(
      { fr: 'Taille des sous-titres, en pour cent', en: 'Size of captions, in percent' },
      ['50', '100', '150', '200'],
      place(hive, CAPTIONS, 'CaptionSize', { 50: 1, 100: 2, 150: 3, 200: 4 }),
    ),
  };
}

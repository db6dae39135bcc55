import { InputError } from '../../../../platform/core/index.js';
import { accessibilityOptions } from '../../../windows-tables/index.js';
import { powershellFaults } from '../../../../../test/support/powershell-syntax.js';
import { registryRows, registryWrites, sectionWith } from '../../../../../test/support/registry-rows.js';
import { windowsAnswer, windowsOrder, windowsProfile } from '../../../../../test/support/windows-answer.js';
import { accessibilityGroup } from './accessibility.js';

/**
 * `$U` is the hive of the logon screen or the default user hive. The values are written here, independent of the
 * tables.
 */
const ROWS = String.raw`
magnification = 200 | @ | $U\Software\Microsoft\ScreenMagnifier | Magnification | DWord | 200
magnifierView = docked | @ | $U\Software\Microsoft\ScreenMagnifier | MagnificationMode | DWord | 1
magnifierView = fullScreen | @ | $U\Software\Microsoft\ScreenMagnifier | MagnificationMode | DWord | 2
magnifierView = lens | @ | $U\Software\Microsoft\ScreenMagnifier | MagnificationMode | DWord | 3
magnifierInvert = true | @ | $U\Software\Microsoft\ScreenMagnifier | Invert | DWord | 1
magnifierFollowsKeyboard = true | @ | $U\Software\Microsoft\ScreenMagnifier | FollowFocus | DWord | 1
magnifierFollowsKeyboard = true | @ | $U\Software\Microsoft\ScreenMagnifier | FollowCaret | DWord | 1
narratorSpeed = 8 | @ | $U\Software\Microsoft\Narrator | SpeechSpeed | DWord | 8
narratorPitch = 12 | @ | $U\Software\Microsoft\Narrator | SpeechPitch | DWord | 12
narratorShortcut = false | @ | $U\Software\Microsoft\Narrator\NoRoam | WinEnterLaunchEnabled | DWord | 0
textSize = 150 | @ | $U\Software\Microsoft\Accessibility | TextScaleFactor | DWord | 150
textCursorWidth = 5 | @ | $U\Control Panel\Desktop | CaretWidth | DWord | 5
focusBorder = 3 | @ | $U\Control Panel\Desktop | FocusBorderWidth | DWord | 3
focusBorder = 3 | @ | $U\Control Panel\Desktop | FocusBorderHeight | DWord | 3
scrollBarsAlwaysVisible = true | @ | $U\Control Panel\Accessibility | DynamicScrollbars | DWord | 0
taskbarAnimations = false | @ | $U\Software\Microsoft\Windows\CurrentVersion\Explorer\Advanced | TaskbarAnimations | DWord | 0
messageDuration = 30 | @ | $U\Control Panel\Accessibility | MessageDuration | DWord | 30
pointerSize = 1 | @ | $U\Software\Microsoft\Accessibility | CursorSize | DWord | 1
pointerSize = 1 | @ | $U\Control Panel\Cursors | CursorBaseSize | DWord | 32
pointerSize = 15 | @ | $U\Software\Microsoft\Accessibility | CursorSize | DWord | 15
pointerSize = 15 | @ | $U\Control Panel\Cursors | CursorBaseSize | DWord | 256
pointerTrails = 7 | @ | $U\Control Panel\Mouse | MouseTrails | String | 7
pointerSpeed = 6 | @ | $U\Control Panel\Mouse | MouseSensitivity | String | 6
snapToButton = true | @ | $U\Control Panel\Mouse | SnapToDefaultButton | String | 1
doubleClickTime = 900 | @ | $U\Control Panel\Mouse | DoubleClickSpeed | String | 900
mouseKeysSpeed = 80 | @ | $U\Control Panel\Accessibility\MouseKeys | MaximumSpeed | String | 80
mouseKeysAcceleration = 3000 | @ | $U\Control Panel\Accessibility\MouseKeys | TimeToMaximumSpeed | String | 3000
keyRepeatDelay = 3 | @ | $U\Control Panel\Keyboard | KeyboardDelay | String | 3
keyRepeatSpeed = 10 | @ | $U\Control Panel\Keyboard | KeyboardSpeed | String | 10
slowKeys = 1000 | @ | $U\Control Panel\Accessibility\Keyboard Response | DelayBeforeAcceptance | String | 1000
bounceKeys = 500 | @ | $U\Control Panel\Accessibility\Keyboard Response | BounceTime | String | 500
underlineAccessKeys = true | @ | $U\Control Panel\Accessibility\Keyboard Preference | On | String | 1
touchKeyboardAppears = true | @ | $U\Software\Microsoft\TabletTip\1.7 | EnableDesktopModeAutoInvoke | DWord | 1
visualNotifications = off | @ | $U\Control Panel\Accessibility\SoundSentry | Flags | String | 2
visualNotifications = off | @ | $U\Control Panel\Accessibility\SoundSentry | WindowsEffect | String | 0
visualNotifications = title | @ | $U\Control Panel\Accessibility\SoundSentry | Flags | String | 3
visualNotifications = title | @ | $U\Control Panel\Accessibility\SoundSentry | WindowsEffect | String | 1
visualNotifications = window | @ | $U\Control Panel\Accessibility\SoundSentry | Flags | String | 3
visualNotifications = window | @ | $U\Control Panel\Accessibility\SoundSentry | WindowsEffect | String | 2
visualNotifications = desktop | @ | $U\Control Panel\Accessibility\SoundSentry | Flags | String | 3
visualNotifications = desktop | @ | $U\Control Panel\Accessibility\SoundSentry | WindowsEffect | String | 3
textForSounds = true | @ | $U\Control Panel\Accessibility\ShowSounds | On | String | 1
monoAudio = true | @ | $U\Software\Microsoft\Multimedia\Audio | AccessibilityMonoMixState | DWord | 1
captionSize = "50" | @ | $U\Software\Microsoft\Windows\CurrentVersion\ClosedCaptioning | CaptionSize | DWord | 1
captionSize = "200" | @ | $U\Software\Microsoft\Windows\CurrentVersion\ClosedCaptioning | CaptionSize | DWord | 4
stickyKeys = on | @ | $U\Control Panel\Accessibility\StickyKeys | Flags | String | 511
stickyKeys = available | @ | $U\Control Panel\Accessibility\StickyKeys | Flags | String | 510
stickyKeys = off | @ | $U\Control Panel\Accessibility\StickyKeys | Flags | String | 506
stickyKeys = {"on": true, "shortcutSound": false, "indicator": false, "audibleFeedback": false} | @ | $U\Control Panel\Accessibility\StickyKeys | Flags | String | 399
stickyKeys = {"confirmShortcut": false, "lockOnSecondPress": false, "offWhenTwoPressed": false} | @ | $U\Control Panel\Accessibility\StickyKeys | Flags | String | 118
filterKeys = on | @ | $U\Control Panel\Accessibility\Keyboard Response | Flags | String | 127
filterKeys = available | @ | $U\Control Panel\Accessibility\Keyboard Response | Flags | String | 126
filterKeys = off | @ | $U\Control Panel\Accessibility\Keyboard Response | Flags | String | 122
filterKeys = {"audibleFeedback": false} | @ | $U\Control Panel\Accessibility\Keyboard Response | Flags | String | 62
toggleKeys = on | @ | $U\Control Panel\Accessibility\ToggleKeys | Flags | String | 63
toggleKeys = off | @ | $U\Control Panel\Accessibility\ToggleKeys | Flags | String | 58
mouseKeys = on | @ | $U\Control Panel\Accessibility\MouseKeys | Flags | String | 63
mouseKeys = off | @ | $U\Control Panel\Accessibility\MouseKeys | Flags | String | 58
mouseKeys = {"on": true, "ctrlAndShift": true, "whenNumLockOn": true} | @ | $U\Control Panel\Accessibility\MouseKeys | Flags | String | 255
highContrast = black | @ | $U\Control Panel\Accessibility\HighContrast | Flags | String | 127
highContrast = black | @ | $U\Control Panel\Accessibility\HighContrast | High Contrast Scheme | String | High Contrast Black
highContrast = black | @ | $S | Configuration | String | highcontrast
highContrast = white | @ | $U\Control Panel\Accessibility\HighContrast | Flags | String | 127
highContrast = white | @ | $U\Control Panel\Accessibility\HighContrast | High Contrast Scheme | String | High Contrast White
highContrast = white | @ | $S | Configuration | String | highcontrast
highContrast = first | @ | $U\Control Panel\Accessibility\HighContrast | Flags | String | 127
highContrast = first | @ | $U\Control Panel\Accessibility\HighContrast | High Contrast Scheme | String | High Contrast #1
highContrast = first | @ | $S | Configuration | String | highcontrast
highContrast = second | @ | $U\Control Panel\Accessibility\HighContrast | Flags | String | 127
highContrast = second | @ | $U\Control Panel\Accessibility\HighContrast | High Contrast Scheme | String | High Contrast #2
highContrast = second | @ | $S | Configuration | String | highcontrast
highContrast = false | @ | $U\Control Panel\Accessibility\HighContrast | Flags | String | 126
highContrast = false | @ | $S | Configuration | String |
colourFilter = deuteranopia | @ | $U\Software\Microsoft\ColorFiltering | Active | DWord | 1
colourFilter = deuteranopia | @ | $U\Software\Microsoft\ColorFiltering | FilterType | DWord | 3
colourFilter = deuteranopia | @ | $S | Configuration | String | colorfiltering
colourFilter = greyscale | @ | $U\Software\Microsoft\ColorFiltering | Active | DWord | 1
colourFilter = greyscale | @ | $U\Software\Microsoft\ColorFiltering | FilterType | DWord | 0
colourFilter = greyscale | @ | $S | Configuration | String | colorfiltering
colourFilterShortcut = true | @ | $U\Software\Microsoft\ColorFiltering | HotkeyEnabled | DWord | 1
narrator = true | @ | $S | Configuration | String | narrator
magnifier = true | @ | $S | Configuration | String | magnifierpane
onScreenKeyboard = true | @ | $S | Configuration | String | osk
liveCaptions = true | @ | $S | Configuration | String | livecaptions
voiceAccess = true | @ | $S | Configuration | String | voiceaccess
narrator = false | @ | $S | Configuration | String |
animations = false | @ | $U\Control Panel\Desktop | UserPreferencesMask | Binary | 144 18 7 128 16 0 0 0
animations = false | @ | $U\Control Panel\Desktop\WindowMetrics | MinAnimate | String | 0
animations = false | @ | $U\Software\Microsoft\Windows\CurrentVersion\Explorer\Advanced | TaskbarAnimations | DWord | 0
`;

const ACCESSIBILITY = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\Accessibility';
const PLACES = {
  logonScreen: registryRows(ROWS.replaceAll('| @ |', '| system |'), {
    U: 'HKEY_USERS\\.DEFAULT',
    S: `HKEY_LOCAL_MACHINE\\${ACCESSIBILITY}`,
  }),
  everyUser: registryRows(ROWS.replaceAll('| @ |', '| defaultUser |'), {
    U: 'HKEY_USERS\\DefaultUser',
    S: `HKEY_USERS\\DefaultUser\\${ACCESSIBILITY}`,
  }),
};

const contribution = (accessibility: object, rest: object = {}) =>
  accessibilityGroup(windowsOrder({ accessibility, ...rest }));

describe.each(Object.entries(PLACES))('an aid of %s', (place, rows) => {
  it.each(rows)('is written where Windows looks for it: $option = $value', ({ option, value, expected }) => {
    const writes = registryWrites(contribution({ [place]: sectionWith(option, value) }));
    expect(writes.sort()).toEqual(expected.sort());
  });

  it('is tried here whenever it stands in a table', () => {
    const tried = new Set(rows.map(({ option }) => option));
    expect(Object.keys(accessibilityOptions('defaultUser')).filter((option) => !tried.has(option))).toEqual(
      [],
    );
  });
});

describe('accessibility', () => {
  it('adds nothing to a file without it, or with nothing in it', () => {
    expect(contribution({})).toEqual({ commands: [], settings: [], scripts: [] });
    expect(windowsAnswer({ accessibility: {} }).text).toBe(windowsAnswer({}).text);
  });

  it('starts several programs by one value', () => {
    const everyUser = {
      onScreenKeyboard: true,
      narrator: true,
      magnifier: false,
      colourFilter: 'tritanopia',
    };
    expect(registryWrites(contribution({ everyUser }))).toContain(
      `defaultUser HKEY_USERS\\DefaultUser\\${ACCESSIBILITY} [Configuration] String narrator,osk,colorfiltering`,
    );
  });

  it('leaves the visual effects of comfort as they are where nothing moves', () => {
    const comfort = { effects: { pointerShadow: true } };
    expect(registryWrites(contribution({ everyUser: { animations: false } }, { comfort }))).toContain(
      'defaultUser HKEY_USERS\\DefaultUser\\Control Panel\\Desktop [UserPreferencesMask] Binary 144 50 7 128 16 0 0 0',
    );
  });

  it('gives the pointer the scheme of Windows in its colour', () => {
    const writes = registryWrites(contribution({ logonScreen: { pointerColour: 'inverted' } }));
    const key = 'system HKEY_USERS\\.DEFAULT\\Control Panel\\Cursors';
    expect(writes).toHaveLength(16);
    expect(writes.slice(0, 5)).toEqual([
      `${key} [] String Windows Inverted`,
      `${key} [Scheme Source] DWord 2`,
      `${key} [Arrow] ExpandString %SystemRoot%\\cursors\\arrow_i.cur`,
      `${key} [Help] ExpandString %SystemRoot%\\cursors\\help_i.cur`,
      `${key} [AppStarting] ExpandString %SystemRoot%\\cursors\\wait_i.cur`,
    ]);
    expect(registryWrites(contribution({ everyUser: { pointerColour: 'white' } }))).toEqual([]);
  });

  it('has Narrator read Windows Setup, when there is a Setup', () => {
    const windows = { accessibility: { setup: { narrator: true } } };
    const at = ['windowsPE', 'Microsoft-Windows-Setup', 'RunSynchronous/RunSynchronousCommand/Path'] as const;
    expect(windowsAnswer(windows).value(...at)).toBe(
      'cmd.exe /c if exist X:\\Windows\\System32\\Narrator.exe start X:\\Windows\\System32\\Narrator.exe',
    );
    expect(windowsAnswer(windows, { kind: 'unattend' }).value(...at)).toBeUndefined();
  });

  it('is written by scripts that Windows PowerShell reads', () => {
    const aids = { narrator: true, pointerColour: 'black', animations: false, textSize: 225 };
    const { scripts = [] } = contribution({ logonScreen: aids, everyUser: aids });
    expect(scripts.map(({ name, phase }) => `${phase} ${name}`)).toEqual([
      'system accessibility-pc',
      'defaultUser accessibility-new-accounts',
    ]);
    expect(scripts.flatMap(({ text }) => powershellFaults(text))).toEqual([]);
  });
});

describe('an aid is refused by name', () => {
  it.each([
    [{ everyUser: { textSize: 99 } }, 'everyUser.textSize'],
    [{ everyUser: { textSize: 226 } }, 'everyUser.textSize'],
    [{ everyUser: { pointerSize: 1.5 } }, 'everyUser.pointerSize'],
    [{ logonScreen: { stickyKeys: true } }, 'logonScreen.stickyKeys'],
    [{ logonScreen: { stickyKeys: { whenNumLockOn: true } } }, 'logonScreen.stickyKeys.whenNumLockOn'],
    [{ logonScreen: { highContrast: 'aquatic' } }, 'logonScreen.highContrast'],
    [{ everyUser: { colourFilter: 3 } }, 'everyUser.colourFilter'],
    [{ setup: { narrator: 'yes' } }, 'setup.narrator'],
  ])('%j', (accessibility, field) => {
    const fields = (() => {
      try {
        windowsProfile({ accessibility });
      } catch (error) {
        if (error instanceof InputError) return error.findings.map((finding) => finding.field);
        throw error;
      }
      return [];
    })();
    expect(fields).toEqual([`windows.accessibility.${field}`]);
  });
});

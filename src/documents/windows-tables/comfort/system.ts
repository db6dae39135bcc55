import { choice, CURRENT_VERSION, flag, place, POLICIES, toggle, WINDOWS_POLICIES } from '../option-row.js';

const CONTROL = 'SYSTEM\\CurrentControlSet\\Control';
const SYSTEM_POLICIES = `${CURRENT_VERSION}\\Policies\\System`;
const GAME_BAR = `${CURRENT_VERSION}\\GameDVR`;
const MOUSE = 'Control Panel\\Mouse';

/** The system itself. */
export const SYSTEM_OPTIONS = {
  longPaths: toggle(
    'Paths of more than 260 characters',
    flag('machine', `${CONTROL}\\FileSystem`, 'LongPathsEnabled'),
  ),
  lastAccessTimes: toggle(
    'NTFS notes when a file was read',
    flag('machine', `${CONTROL}\\FileSystem`, 'NtfsDisableLastAccessUpdate', 0x8000_0000, 0x8000_0001),
  ),
  storageSense: toggle(
    'Storage Sense cleans up by itself',
    flag('machine', `${WINDOWS_POLICIES}\\StorageSense`, 'AllowStorageSenseGlobal'),
  ),
  reservedStorage: toggle(
    'Room kept free for updates',
    flag('machine', `${CURRENT_VERSION}\\ReserveManager`, 'ShippedWithReserves'),
  ),
  gameBar: toggle(
    'Game Bar and recording of games',
    flag('machine', `${WINDOWS_POLICIES}\\GameDVR`, 'AllowGameDVR'),
    flag('defaultUser', GAME_BAR, 'AppCaptureEnabled'),
    flag('defaultUser', 'System\\GameConfigStore', 'GameDVR_Enabled'),
  ),
  windowsChoosesPrinter: toggle(
    'The printer used last becomes the default',
    flag(
      'defaultUser',
      'Software\\Microsoft\\Windows NT\\CurrentVersion\\Windows',
      'LegacyDefaultPrinterMode',
      0,
      1,
    ),
  ),
  teamsInstall: toggle(
    'Teams installs itself (Windows 11)',
    flag('machine', `${CURRENT_VERSION}\\Communications`, 'ConfigureChatAutoInstall'),
  ),
  oneDriveAtLogon: toggle(
    'OneDrive sets itself up at the first logon',
    place('defaultUser', `${CURRENT_VERSION}\\Run`, 'OneDriveSetup', { false: null }),
  ),
  lockScreen: toggle(
    'A lock screen before the logon',
    flag('machine', `${WINDOWS_POLICIES}\\Personalization`, 'NoLockScreen', 0, 1),
  ),
  logonBlur: toggle(
    'A blurred picture behind the logon',
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'DisableAcrylicBackgroundOnLogon', 0, 1),
  ),
  firstLogonAnimation: toggle(
    'The animation of a first logon',
    flag('machine', SYSTEM_POLICIES, 'EnableFirstLogonAnimation'),
  ),
  restartSignOn: toggle(
    'Signs the last account on again after a restart',
    flag('machine', SYSTEM_POLICIES, 'DisableAutomaticRestartSignOn', 0, 1),
  ),
  verboseStatus: toggle(
    'Says what it does when it starts and shuts down',
    flag('machine', SYSTEM_POLICIES, 'VerboseStatus'),
  ),
  stopErrorDetails: toggle(
    'Details on the screen of a stop error',
    flag('machine', `${CONTROL}\\CrashControl`, 'DisplayParameters'),
  ),
  vendorPlatformBinary: toggle(
    'Windows runs programs that the firmware brings (WPBT)',
    flag('machine', `${CONTROL}\\Session Manager`, 'DisableWpbtExecution', 0, 1),
  ),
  notifications: toggle(
    'Notifications',
    flag('defaultUser', `${CURRENT_VERSION}\\PushNotifications`, 'ToastEnabled'),
  ),
  newNetworkQuestion: toggle(
    'Asks what a new network is for',
    place('machine', `${CONTROL}\\Network\\NewNetworkWindowOff`, '', { true: null, false: '' }),
  ),
  store: toggle('Microsoft Store', flag('machine', `${POLICIES}\\WindowsStore`, 'RemoveWindowsStore', 0, 1)),
  clock: choice(
    'The clock of the firmware: local time, or UTC as Linux keeps it',
    ['local', 'utc'],
    place('machine', `${CONTROL}\\TimeZoneInformation`, 'RealTimeIsUniversal', { local: 0, utc: 1 }),
  ),
};

/** Keyboard, mouse and sound. */
export const INPUT_OPTIONS = {
  mouseAcceleration: toggle(
    'The pointer goes farther when the mouse goes faster',
    flag('defaultUser', MOUSE, 'MouseSpeed', '1', '0'),
    flag('defaultUser', MOUSE, 'MouseThreshold1', '6', '0'),
    flag('defaultUser', MOUSE, 'MouseThreshold2', '10', '0'),
  ),
  primaryButton: choice(
    'The button that selects',
    ['left', 'right'],
    place('defaultUser', MOUSE, 'SwapMouseButtons', { left: '0', right: '1' }),
  ),
  touchpad: choice(
    'Whether a mouse puts the touch pad off',
    ['always', 'offWithMouse'],
    place('defaultUser', `${CURRENT_VERSION}\\PrecisionTouchPad`, 'LeaveOnWithMouse', {
      always: 1,
      offWithMouse: 0,
    }),
  ),
  printScreenSnips: toggle(
    'Print Screen opens the Snipping Tool',
    flag('defaultUser', 'Control Panel\\Keyboard', 'PrintScreenKeyForSnippingEnabled'),
  ),
  startupSound: toggle(
    'The sound of starting',
    flag(
      'machine',
      `${CURRENT_VERSION}\\Authentication\\LogonUI\\BootAnimation`,
      'DisableStartupSound',
      0,
      1,
    ),
    flag('machine', `${CURRENT_VERSION}\\EditionOverrides`, 'UserSetting_DisableStartupSound', 0, 1),
  ),
};

const PERSONALIZE = `${CURRENT_VERSION}\\Themes\\Personalize`;

/** Light or dark; the theme of a new account would overwrite them in the hive that it starts from. */
export const THEME_OPTIONS = {
  system: choice(
    'Taskbar and Start',
    ['light', 'dark'],
    place('everyUser', PERSONALIZE, 'SystemUsesLightTheme', { light: 1, dark: 0 }),
  ),
  apps: choice(
    'Windows of programs',
    ['light', 'dark'],
    place('everyUser', PERSONALIZE, 'AppsUseLightTheme', { light: 1, dark: 0 }),
  ),
  transparency: toggle('Transparency', flag('everyUser', PERSONALIZE, 'EnableTransparency')),
  accentOnStart: toggle(
    'The accent colour on Start and the taskbar',
    flag('everyUser', PERSONALIZE, 'ColorPrevalence'),
  ),
  accentOnBorders: toggle(
    'The accent colour on borders and titles',
    flag('everyUser', 'Software\\Microsoft\\Windows\\DWM', 'ColorPrevalence'),
  ),
};

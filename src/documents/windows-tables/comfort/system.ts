import { choice, CURRENT_VERSION, flag, place, POLICIES, toggle, WINDOWS_POLICIES } from '../option-row.js';

const CONTROL = 'SYSTEM\\CurrentControlSet\\Control';
const SYSTEM_POLICIES = `${CURRENT_VERSION}\\Policies\\System`;
const GAME_BAR = `${CURRENT_VERSION}\\GameDVR`;
const MOUSE = 'Control Panel\\Mouse';

export const SYSTEM_OPTIONS = {
  longPaths: toggle(
    { fr: 'Chemins de plus de 260 caractères', en: 'Paths of more than 260 characters' },
    flag('machine', `${CONTROL}\\FileSystem`, 'LongPathsEnabled'),
  ),
  lastAccessTimes: toggle(
    { fr: 'NTFS note la date de lecture des fichiers', en: 'NTFS records when a file was read' },
    flag('machine', `${CONTROL}\\FileSystem`, 'NtfsDisableLastAccessUpdate', 0x8000_0000, 0x8000_0001),
  ),
  storageSense: toggle(
    { fr: 'L’Assistant Stockage nettoie de lui-même', en: 'Storage Sense cleans up by itself' },
    flag('machine', `${WINDOWS_POLICIES}\\StorageSense`, 'AllowStorageSenseGlobal'),
  ),
  reservedStorage: toggle(
    { fr: 'Espace réservé aux mises à jour', en: 'Space kept free for updates' },
    flag('machine', `${CURRENT_VERSION}\\ReserveManager`, 'ShippedWithReserves'),
  ),
  gameBar: toggle(
    { fr: 'Game Bar et enregistrement des jeux', en: 'Game Bar and recording of games' },
    flag('machine', `${WINDOWS_POLICIES}\\GameDVR`, 'AllowGameDVR'),
    flag('defaultUser', GAME_BAR, 'AppCaptureEnabled'),
    flag('defaultUser', 'System\\GameConfigStore', 'GameDVR_Enabled'),
  ),
  windowsChoosesPrinter: toggle(
    {
      fr: 'La dernière imprimante utilisée devient celle par défaut',
      en: 'The printer used last becomes the default',
    },
    flag(
      'defaultUser',
      'Software\\Microsoft\\Windows NT\\CurrentVersion\\Windows',
      'LegacyDefaultPrinterMode',
      0,
      1,
    ),
  ),
  teamsInstall: toggle(
    { fr: 'Teams s’installe de lui-même (Windows 11)', en: 'Teams installs itself (Windows 11)' },
    flag('machine', `${CURRENT_VERSION}\\Communications`, 'ConfigureChatAutoInstall'),
  ),
  oneDriveAtLogon: toggle(
    {
      fr: 'OneDrive s’installe à la première ouverture de session',
      en: 'OneDrive sets itself up at the first logon',
    },
    place('defaultUser', `${CURRENT_VERSION}\\Run`, 'OneDriveSetup', { false: null }),
  ),
  lockScreen: toggle(
    { fr: 'Un écran de verrouillage avant l’ouverture de session', en: 'A lock screen before the logon' },
    flag('machine', `${WINDOWS_POLICIES}\\Personalization`, 'NoLockScreen', 0, 1),
  ),
  logonBlur: toggle(
    { fr: 'Une image floue derrière l’ouverture de session', en: 'A blurred picture behind the logon' },
    flag('machine', `${WINDOWS_POLICIES}\\System`, 'DisableAcrylicBackgroundOnLogon', 0, 1),
  ),
  firstLogonAnimation: toggle(
    { fr: 'L’animation de la première ouverture de session', en: 'The animation of a first logon' },
    flag('machine', SYSTEM_POLICIES, 'EnableFirstLogonAnimation'),
  ),
  restartSignOn: toggle(
    {
      fr: 'Rouvre la session du dernier compte après un redémarrage',
      en: 'Signs the last account on again after a restart',
    },
    flag('machine', SYSTEM_POLICIES, 'DisableAutomaticRestartSignOn', 0, 1),
  ),
  verboseStatus: toggle(
    {
      fr: 'Affiche le détail du démarrage et de l’arrêt',
      en: 'Shows what it does when it starts and shuts down',
    },
    flag('machine', SYSTEM_POLICIES, 'VerboseStatus'),
  ),
  stopErrorDetails: toggle(
    {
      fr: 'Détails sur l’écran d’une erreur d’arrêt (écran bleu)',
      en: 'Details on the screen of a stop error (blue screen)',
    },
    flag('machine', `${CONTROL}\\CrashControl`, 'DisplayParameters'),
  ),
  vendorPlatformBinary: toggle(
    {
      fr: 'Windows exécute les programmes que le micrologiciel apporte (WPBT)',
      en: 'Windows runs programs that the firmware brings (WPBT)',
    },
    flag('machine', `${CONTROL}\\Session Manager`, 'DisableWpbtExecution', 0, 1),
  ),
  notifications: toggle(
    { fr: 'Les notifications', en: 'Whether notifications are shown' },
    flag('defaultUser', `${CURRENT_VERSION}\\PushNotifications`, 'ToastEnabled'),
  ),
  newNetworkQuestion: toggle(
    { fr: 'Demande à quoi sert un nouveau réseau', en: 'Asks what a new network is for' },
    place('machine', `${CONTROL}\\Network\\NewNetworkWindowOff`, '', { true: null, false: '' }),
  ),
  store: toggle(
    { fr: 'La boutique Microsoft Store', en: 'The shop Microsoft Store' },
    flag('machine', `${POLICIES}\\WindowsStore`, 'RemoveWindowsStore', 0, 1),
  ),
  clock: choice(
    {
      fr: 'L’horloge du micrologiciel : heure locale, ou UTC comme sous Linux',
      en: 'The clock of the firmware: local time, or UTC as under Linux',
    },
    ['local', 'utc'],
    place('machine', `${CONTROL}\\TimeZoneInformation`, 'RealTimeIsUniversal', { local: 0, utc: 1 }),
  ),
};

/** Keyboard, mouse and sound. */
export const INPUT_OPTIONS = {
  mouseAcceleration: toggle(
    {
      fr: 'Le pointeur va plus loin quand la souris va plus vite',
      en: 'The pointer goes farther when the mouse goes faster',
    },
    flag('defaultUser', MOUSE, 'MouseSpeed', '1', '0'),
    flag('defaultUser', MOUSE, 'MouseThreshold1', '6', '0'),
    flag('defaultUser', MOUSE, 'MouseThreshold2', '10', '0'),
  ),
  primaryButton: choice(
    { fr: 'Le bouton qui sélectionne', en: 'The button that selects' },
    ['left', 'right'],
    place('defaultUser', MOUSE, 'SwapMouseButtons', { left: '0', right: '1' }),
  ),
  touchpad: choice(
    {
      fr: 'Le pavé tactile reste actif, ou s’éteint dès qu’une souris est branchée',
      en: 'Whether the touch pad stays on when a mouse is plugged in',
    },
    ['always', 'offWithMouse'],
    place('defaultUser', `${CURRENT_VERSION}\\PrecisionTouchPad`, 'LeaveOnWithMouse', {
      always: 1,
      offWithMouse: 0,
    }),
  ),
  printScreenSnips: toggle(
    { fr: 'Impr. écran ouvre l’outil Capture d’écran', en: 'Print Screen opens the Snipping Tool' },
    flag('defaultUser', 'Control Panel\\Keyboard', 'PrintScreenKeyForSnippingEnabled'),
  ),
  startupSound: toggle(
    { fr: 'Le son de démarrage', en: 'The startup sound' },
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

/** Light or dark. They are set in each account, since the theme of a new account overwrites the default user hive. */
export const THEME_OPTIONS = {
  system: choice(
    { fr: 'Barre des tâches et Démarrer', en: 'Taskbar and Start' },
    ['light', 'dark'],
    place('everyUser', PERSONALIZE, 'SystemUsesLightTheme', { light: 1, dark: 0 }),
  ),
  apps: choice(
    { fr: 'Fenêtres des programmes', en: 'Windows of programs' },
    ['light', 'dark'],
    place('everyUser', PERSONALIZE, 'AppsUseLightTheme', { light: 1, dark: 0 }),
  ),
  transparency: toggle(
    { fr: 'Effets de transparence', en: 'Transparency effects' },
    flag('everyUser', PERSONALIZE, 'EnableTransparency'),
  ),
  accentOnStart: toggle(
    {
      fr: 'La couleur d’accentuation sur Démarrer et la barre des tâches',
      en: 'The accent colour on Start and the taskbar',
    },
    flag('everyUser', PERSONALIZE, 'ColorPrevalence'),
  ),
  accentOnBorders: toggle(
    {
      fr: 'La couleur d’accentuation sur les bordures et les titres',
      en: 'The accent colour on borders and titles',
    },
    flag('everyUser', 'Software\\Microsoft\\Windows\\DWM', 'ColorPrevalence'),
  ),
};

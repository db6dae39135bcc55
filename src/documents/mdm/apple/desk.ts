import {
  type AppleContext,
  type ApplePart,
  hasContent,
  joined,
  NOTHING,
  needsSupervision,
  notCarried,
  notHere,
  present,
} from './apple-context.js';
import { dockPart } from './dock.js';
import { onePayload, onlyWith, rowsOf, type Rows, type Section, sectionPart } from './rows.js';

/** Login window, screen saver, wallpaper, Dock, sleep. */
export function deskParts(context: AppleContext): ApplePart {
  const { screenSaver, wallpaper } = context.mdm.apple;
  return joined([
    loginWindowPart(context),
    energyPart(context),
    dockPart(context),
    onlyWith('com.apple.screensaver', context, 'mdm.apple.screenSaver', screenSaver, screenSaverPart),
    wallpaper === undefined ? NOTHING : wallpaperPart(wallpaper, context),
  ]);
}

const loginWindowPart = sectionPart('loginWindow', 'com.apple.loginwindow', 'login-window', 'Login window', {
  message: 'LoginwindowText',
  nameAndPassword: 'SHOWFULLNAME',
  hideLocalUsers: 'HideLocalUsers',
  hideMobileAccounts: 'HideMobileAccounts',
  hideAdministrators: 'HideAdminUsers',
  showNetworkUsers: 'IncludeNetworkUser',
  showOther: 'SHOWOTHERUSERS_MANAGED',
  hostInfo: 'AdminHostInfo',
  inputMenu: 'showInputMenu',
  shutDown: { key: 'ShutDownDisabled', negated: true },
  restart: { key: 'RestartDisabled', negated: true },
  sleep: { key: 'SleepDisabled', negated: true },
  console: { key: 'DisableConsoleAccess', negated: true },
  fileVaultAutoLogin: { key: 'DisableFDEAutoLogin', negated: true },
  lockScreen: { key: 'DisableScreenLockImmediate', negated: true },
  logOut: { key: 'LogOutDisabledWhileLoggedIn', negated: true },
  allowed: 'AllowList',
  denied: 'DenyList',
});

const POWER: Rows<NonNullable<Section<'energy'>['desktop']>> = {
  displaySleepMinutes: 'Display Sleep Timer',
  diskSleepMinutes: 'Disk Sleep Timer',
  systemSleepMinutes: 'System Sleep Timer',
  wakeOnLan: 'Wake on LAN',
  restartAfterPowerLoss: 'Automatic Restart On Power Loss',
};

function powerRow(key: string) {
  const write = rowsOf([MCX, key], POWER);
  return {
    key,
    as(given: NonNullable<Section<'energy'>['desktop']>, context: AppleContext, option: string) {
      const { content } = write(given, context, option);
      return hasContent(content) ? present(content) : undefined;
    },
  };
}

const MCX = 'com.apple.MCX';
const energyPart = sectionPart('energy', MCX, 'energy', 'Energy Saver', {
  desktop: powerRow('com.apple.EnergySaver.desktop.ACPower'),
  laptop: powerRow('com.apple.EnergySaver.portable.ACPower'),
  battery: powerRow('com.apple.EnergySaver.portable.BatteryPower'),
  sleepDisabled: 'SleepDisabled',
});

const SECONDS = 60;
const seconds = (minutes: number | undefined) => (minutes === undefined ? undefined : minutes * SECONDS);

/** One payload for the user session, one for the lock and the login window. */
function screenSaverPart(given: Section<'screenSaver'>): ApplePart {
  const { module, path, afterMinutes, askPasswordAfterSeconds, loginWindowAfterMinutes } = given;
  const session = { moduleName: module, modulePath: path, idleTime: seconds(afterMinutes) };
  const device = {
    askForPassword: askPasswordAfterSeconds === undefined ? undefined : true,
    askForPasswordDelay: askPasswordAfterSeconds,
    loginWindowIdleTime: seconds(loginWindowAfterMinutes),
    loginWindowModulePath: loginWindowAfterMinutes === undefined ? undefined : path,
  };
  return joined([
    onePayload({
      type: 'com.apple.screensaver.user',
      kind: 'screen-saver',
      title: 'Screen saver',
      content: session,
    }),
    hasContent(device)
      ? onePayload({
          type: 'com.apple.screensaver',
          kind: 'screen-saver-lock',
          title: 'Screen saver lock',
          content: { moduleName: module, ...device },
        })
      : NOTHING,
  ]);
}

/** The wallpaper of an iPhone can only be set by a command of the management server. */
function wallpaperPart({ path, sha256 }: Section<'wallpaper'>, context: AppleContext): ApplePart {
  const { system, supervised } = context;
  const [file, picture] = ['mdm.apple.wallpaper.path', 'mdm.apple.wallpaper.sha256'];
  const byCommand = notCarried(
    picture,
    'aucun profil ne contient de fond d’écran : le serveur de gestion l’envoie par la commande Settings',
    'no profile contains a wallpaper: the management server sends it with the Settings command',
  );
  const refused =
    system === 'macos' ? notHere(system, picture) : supervised ? byCommand : needsSupervision(picture);
  const desktop = onlyWith('com.apple.desktop', context, file, path, (given) =>
    onePayload({
      type: 'com.apple.desktop',
      kind: 'wallpaper',
      title: 'Wallpaper',
      content: { 'override-picture-path': given },
    }),
  );
  return joined([{ payloads: [], notCarried: sha256 === undefined ? [] : [refused] }, desktop]);
}

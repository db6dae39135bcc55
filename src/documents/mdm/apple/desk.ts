import type { ProfileMdm } from '../../profile/index.js';
import {
  type AppleContext,
  type ApplePart,
  type Content,
  hasContent,
  joined,
  NOTHING,
  needsSupervision,
  notCarried,
  notHere,
} from './apple-context.js';
import { dockPart } from './dock.js';
import { mapped, onePayload, onlyOn, type Places } from './mapped.js';

type Apple = ProfileMdm['apple'];
type Section<K extends keyof Apple> = NonNullable<Apple[K]>;

/** Login window, screen saver, wallpaper, Dock, sleep. */
export function deskParts(context: AppleContext): ApplePart {
  const { loginWindow, energy, dock, screenSaver, wallpaper } = context.mdm.apple;
  return joined([
    onlyOn('macos', context, 'mdm.apple.loginWindow', loginWindow, loginWindowPart),
    onlyOn('macos', context, 'mdm.apple.energy', energy, energyPart),
    onlyOn('macos', context, 'mdm.apple.dock', dock, dockPart),
    onlyOn('macos', context, 'mdm.apple.screenSaver', screenSaver, screenSaverPart),
    wallpaper === undefined ? NOTHING : wallpaperPart(wallpaper, context),
  ]);
}

const LOGIN_WINDOW: Places<Section<'loginWindow'>> = {
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
};

function loginWindowPart(given: Section<'loginWindow'>): ApplePart {
  const { content } = mapped(given, LOGIN_WINDOW, 'mdm.apple.loginWindow', 'macos');
  return onePayload({ type: 'com.apple.loginwindow', kind: 'login-window', title: 'Login window', content });
}

type Power = NonNullable<Section<'energy'>['desktop']>;

function powerOf(given: Power | undefined) {
  if (given === undefined) return undefined;
  const { displaySleepMinutes, diskSleepMinutes, systemSleepMinutes, wakeOnLan, restartAfterPowerLoss } =
    given;
  const settings = {
    'Display Sleep Timer': displaySleepMinutes,
    'Disk Sleep Timer': diskSleepMinutes,
    'System Sleep Timer': systemSleepMinutes,
    'Wake on LAN': wakeOnLan === undefined ? undefined : Number(wakeOnLan),
    'Automatic Restart On Power Loss':
      restartAfterPowerLoss === undefined ? undefined : Number(restartAfterPowerLoss),
  };
  const stands = Object.entries(settings).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return stands.length === 0 ? undefined : Object.fromEntries(stands);
}

function energyPart({ desktop, laptop, battery, sleepDisabled }: Section<'energy'>): ApplePart {
  const content: Content = {
    'com.apple.EnergySaver.desktop.ACPower': powerOf(desktop),
    'com.apple.EnergySaver.portable.ACPower': powerOf(laptop),
    'com.apple.EnergySaver.portable.BatteryPower': powerOf(battery),
    SleepDisabled: sleepDisabled,
  };
  return onePayload({ type: 'com.apple.MCX', kind: 'energy', title: 'Energy Saver', content });
}

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
function wallpaperPart(
  { path, sha256 }: Section<'wallpaper'>,
  { system, supervised }: AppleContext,
): ApplePart {
  const option = 'mdm.apple.wallpaper';
  const picture =
    sha256 === undefined
      ? []
      : system === 'macos'
        ? [notHere(system, `${option}.sha256`)]
        : supervised
          ? [
              notCarried(
                `${option}.sha256`,
                'aucun profil ne contient de fond d’écran : le serveur de gestion l’envoie par la commande Settings',
                'no profile contains a wallpaper: the management server sends it with the Settings command',
              ),
            ]
          : [needsSupervision(`${option}.sha256`)];
  if (path === undefined) return { payloads: [], notCarried: picture };
  if (system === 'ios') return { payloads: [], notCarried: [...picture, notHere(system, `${option}.path`)] };
  const content = { 'override-picture-path': path };
  return onePayload({ type: 'com.apple.desktop', kind: 'wallpaper', title: 'Wallpaper', content }, picture);
}

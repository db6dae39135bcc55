import { type AppleContext, type ApplePart, joined, NOTHING, present } from './apple-context.js';
import { onePayload, onlyWith, rowsOf, type Section, sectionPart } from './rows.js';

/** Notifications, the Home screen, app lock, fonts, printers. */
export function appParts(context: AppleContext): ApplePart {
  const { notifications, fonts, printers } = context.mdm.apple;
  const notified = notifications?.length ? notifications : undefined;
  return joined([
    onlyWith(NOTIFICATIONS, context, 'mdm.apple.notifications', notified, (given) =>
      notificationsPart(given, context),
    ),
    homeScreenPart(context),
    appLockPart(context),
    joined((fonts ?? []).map((font) => fontPart(font, context))),
    printers?.length ? printersPart(printers, context) : NOTHING,
  ]);
}

const NOTIFICATIONS = 'com.apple.notificationsettings';
const notification = rowsOf<Section<'notifications'>[number]>([NOTIFICATIONS, 'NotificationSettings'], {
  bundleId: 'BundleIdentifier',
  enabled: 'NotificationsEnabled',
  notificationCentre: 'ShowInNotificationCenter',
  lockScreen: 'ShowInLockScreen',
  alert: { key: 'AlertType', words: { none: 0, banner: 1, modal: 2 } },
  badges: 'BadgesEnabled',
  sounds: 'SoundsEnabled',
  critical: 'CriticalAlertEnabled',
  carPlay: 'ShowInCarPlay',
  grouping: { key: 'GroupingType', words: { automatic: 0, app: 1, off: 2 } },
  preview: { key: 'PreviewType', words: { always: 0, unlocked: 1, never: 2 } },
});

function notificationsPart(given: Section<'notifications'>, context: AppleContext): ApplePart {
  const each = given.map((one, index) => notification(one, context, `mdm.apple.notifications[${index}]`));
  const content = { NotificationSettings: each.map((one) => present(one.content)) };
  return onePayload(
    { type: NOTIFICATIONS, kind: 'notifications', title: 'Notifications', content },
    each.flatMap((one) => one.notCarried),
  );
}

type Icon = Section<'homeScreen'>['pages'][number][number];

function iconOf(icon: Icon): ReturnType<typeof present> {
  if ('app' in icon) return { Type: 'App', BundleID: icon.app };
  if ('webClip' in icon) return { Type: 'WebClip', URL: icon.webClip };
  return { Type: 'Folder', DisplayName: icon.folder, Pages: icon.pages.map((page) => page.map(iconOf)) };
}

const homeScreenPart = sectionPart('homeScreen', 'com.apple.homescreenlayout', 'home-screen', 'Home screen', {
  dock: { key: 'Dock', as: (dock) => dock.map(iconOf) },
  pages: { key: 'Pages', as: (pages) => pages.map((page) => page.map(iconOf)) },
});

const APP_LOCK = 'com.apple.app.lock';
const lockOptions = rowsOf<Section<'appLock'>>([APP_LOCK, 'App', 'Options'], {
  touch: { key: 'DisableTouch', negated: true },
  rotation: { key: 'DisableDeviceRotation', negated: true },
  volumeButtons: { key: 'DisableVolumeButtons', negated: true },
  ringerSwitch: { key: 'DisableRingerSwitch', negated: true },
  sleepButton: { key: 'DisableSleepWakeButton', negated: true },
  autoLock: { key: 'DisableAutoLock', negated: true },
  voiceOver: 'EnableVoiceOver',
  zoom: 'EnableZoom',
  invertColors: 'EnableInvertColors',
  assistiveTouch: 'EnableAssistiveTouch',
  monoAudio: 'EnableMonoAudio',
});

const appLockPart = sectionPart(
  'appLock',
  APP_LOCK,
  'app-lock',
  ({ app }) => app,
  {},
  (given, context) => {
    const options = present(lockOptions(given, context, 'mdm.apple.appLock').content);
    const Options = Object.keys(options).length === 0 ? undefined : options;
    return { App: present({ Identifier: given.app, Options }) };
  },
);

function fontPart({ name, sha256 }: Section<'fonts'>[number], { payload }: AppleContext): ApplePart {
  const content = { Name: name, Font: payload(sha256) };
  return onePayload({
    type: 'com.apple.font',
    kind: 'font',
    name: sha256.slice(0, 16),
    title: name,
    content,
  });
}

const AIR_PRINT = 'com.apple.airprint';
const printer = rowsOf<Section<'printers'>[number]>([AIR_PRINT, 'AirPrint'], {
  address: 'IPAddress',
  path: 'ResourcePath',
  port: 'Port',
  tls: 'ForceTLS',
});

function printersPart(printers: Section<'printers'>, context: AppleContext): ApplePart {
  const each = printers.map((one, index) => printer(one, context, `mdm.apple.printers[${index}]`));
  const content = { AirPrint: each.map((one) => present(one.content)) };
  return onePayload(
    { type: AIR_PRINT, kind: 'printers', title: 'AirPrint', content },
    each.flatMap((one) => one.notCarried),
  );
}

import type { ProfileMdm } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import {
  type AppleContext,
  type ApplePart,
  joined,
  needsSupervision,
  NOTHING,
  notHere,
  present,
} from './apple-context.js';
import { mapped, onePayload, onlyOn, type Places } from './mapped.js';

type Apple = ProfileMdm['apple'];
type Section<K extends keyof Apple> = NonNullable<Apple[K]>;

/** Notifications, the Home screen, app lock, fonts, printers. */
export function appParts(context: AppleContext): ApplePart {
  const { notifications, homeScreen, appLock, fonts, printers } = context.mdm.apple;
  const supervisedOnly = (option: string, write: () => ApplePart): ApplePart =>
    context.system === 'ios' && !context.supervised
      ? { payloads: [], notCarried: [needsSupervision(option)] }
      : write();
  return joined([
    notifications?.length
      ? supervisedOnly('mdm.apple.notifications', () => notificationsPart(notifications, context))
      : NOTHING,
    onlyOn('ios', context, 'mdm.apple.homeScreen', homeScreen, (given) =>
      supervisedOnly('mdm.apple.homeScreen', () => homeScreenPart(given)),
    ),
    onlyOn('ios', context, 'mdm.apple.appLock', appLock, (given) =>
      supervisedOnly('mdm.apple.appLock', () => appLockPart(given)),
    ),
    joined((fonts ?? []).map((font) => fontPart(font, context))),
    printers?.length ? printersPart(printers, context) : NOTHING,
  ]);
}

const NOTIFICATION: Places<Section<'notifications'>[number]> = {
  bundleId: 'BundleIdentifier',
  enabled: 'NotificationsEnabled',
  notificationCentre: 'ShowInNotificationCenter',
  lockScreen: 'ShowInLockScreen',
  alert: { key: 'AlertType', words: { none: 0, banner: 1, modal: 2 } },
  badges: 'BadgesEnabled',
  sounds: 'SoundsEnabled',
  critical: 'CriticalAlertEnabled',
  carPlay: { key: 'ShowInCarPlay', only: 'ios' },
  grouping: { key: 'GroupingType', only: 'ios', words: { automatic: 0, app: 1, off: 2 } },
  preview: { key: 'PreviewType', only: 'ios', words: { always: 0, unlocked: 1, never: 2 } },
};

function notificationsPart(given: Section<'notifications'>, { system }: AppleContext): ApplePart {
  const each = given.map((one, index) =>
    mapped(one, NOTIFICATION, `mdm.apple.notifications[${index}]`, system),
  );
  const content = { NotificationSettings: each.map((one) => present(one.content)) };
  return onePayload(
    { type: 'com.apple.notificationsettings', kind: 'notifications', title: 'Notifications', content },
    each.flatMap((one) => one.notCarried),
  );
}

type Icon = Section<'homeScreen'>['pages'][number][number];

function iconOf(icon: Icon): ReturnType<typeof present> {
  if ('app' in icon) return { Type: 'App', BundleID: icon.app };
  if ('webClip' in icon) return { Type: 'WebClip', URL: icon.webClip };
  return { Type: 'Folder', DisplayName: icon.folder, Pages: icon.pages.map((page) => page.map(iconOf)) };
}

function homeScreenPart({ dock, pages }: Section<'homeScreen'>): ApplePart {
  const content = { Dock: dock?.map(iconOf), Pages: pages.map((page) => page.map(iconOf)) };
  return onePayload({
    type: 'com.apple.homescreenlayout',
    kind: 'home-screen',
    title: 'Home screen',
    content,
  });
}

const LOCK_OPTIONS: Places<Section<'appLock'>> = {
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
};

function appLockPart(given: Section<'appLock'>): ApplePart {
  const options = present(mapped(given, LOCK_OPTIONS, 'mdm.apple.appLock', 'ios').content);
  const content = {
    App: present({ Identifier: given.app, Options: Object.keys(options).length === 0 ? undefined : options }),
  };
  return onePayload({ type: 'com.apple.app.lock', kind: 'app-lock', title: given.app, content });
}

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

function printersPart(printers: Section<'printers'>, { system }: AppleContext): ApplePart {
  const refused: NotCarried[] = printers.flatMap(({ port, tls }, index) =>
    system === 'ios'
      ? []
      : [
          ...(port === undefined ? [] : [notHere(system, `mdm.apple.printers[${index}].port`)]),
          ...(tls === undefined ? [] : [notHere(system, `mdm.apple.printers[${index}].tls`)]),
        ],
  );
  const AirPrint = printers.map(({ address, path, port, tls }) =>
    present({
      IPAddress: address,
      ResourcePath: path,
      ...(system === 'ios' && { Port: port, ForceTLS: tls }),
    }),
  );
  return onePayload(
    { type: 'com.apple.airprint', kind: 'printers', title: 'AirPrint', content: { AirPrint } },
    refused,
  );
}

import { type Bilingual, canonicalJson } from '../../platform/core/index.js';
import {
  type NotCarried,
  type ProfileDocument,
  remoteDesktop,
  sectionsNotCarried,
} from '../profile/index.js';
import { type AnswerKind, isWindowsKind } from './answer-kind.js';
import { AFTERWARDS, BEFORE, WINDOWS_SECTIONS } from './section-coverage.js';
import { connectionsNotCarried } from './windows/network/not-carried.js';
import { windowsOptions } from './windows-options.js';

const ONLY_MEDIA: Bilingual = {
  fr: 'ne vaut que pour l’installation depuis un support : autounattend',
  en: 'only holds for an installation from media: autounattend',
};

/**
 * The options of a profile that a Windows answer file cannot hold: those that need Windows Setup from media, when a
 * master is applied instead, and the parts of connections that people or management set up.
 */
export function notRendered(profile: ProfileDocument, kind: AnswerKind): NotCarried[] {
  if (!isWindowsKind(kind)) return [];
  return [
    ...sectionsNotCarried(profile, WINDOWS_SECTIONS[kind]),
    ...(kind === 'unattend' ? mediaNotRendered(profile) : diskNotSearched(profile)),
    ...directoryNotRendered(profile),
    ...deploymentNotRendered(profile),
    ...remoteDesktopOff(profile),
    ...connectionsNotCarried(profile),
  ];
}

/** What the deployment itself judges and does. */
function deploymentNotRendered({ windows }: ProfileDocument): NotCarried[] {
  if (windows === undefined) return [];
  const bitlocker = windows.security?.bitlocker;
  const keepsItself = bitlocker?.mode === 'on' && bitlocker.escrow.some(({ to }) => to === 'vault');
  return [
    ...(windows.drivers === undefined ? [] : [{ option: 'windows.drivers', reason: BEFORE }]),
    ...(['update', 'activation', 'personalise'] as const)
      .filter((group) => windows[group] !== undefined)
      .map((group) => ({ option: `windows.${group}`, reason: AFTERWARDS })),
    ...(keepsItself ? [{ option: 'windows.security.bitlocker', reason: AFTERWARDS }] : []),
  ];
}

const IN_DIRECTORY: Bilingual = {
  fr: 'se fait dans l’annuaire, par le déploiement d’Établi',
  en: 'is done in the directory, by Établi’s deployment',
};

/** What the deployment itself does in the directory, before and after the first boot. */
function directoryNotRendered({ windows }: ProfileDocument): NotCarried[] {
  const domain = windows?.domain;
  const asked = [
    ...(['directory', 'existing', 'existingInUse', 'groups', 'user'] as const).filter(
      (name) => domain?.[name] !== undefined,
    ),
    ...(domain?.account?.technicians === undefined ? [] : ['account.technicians']),
  ];
  return asked.map((name) => ({ option: `windows.domain.${name}`, reason: IN_DIRECTORY }));
}

const REMOTE_DESKTOP_OFF: Bilingual = {
  fr: 'le Bureau à distance est désactivé : windows.security.remoteDesktop.enabled',
  en: 'Remote Desktop is off: windows.security.remoteDesktop.enabled',
};

/** Settings of Remote Desktop that somebody wrote, though it is off. */
function remoteDesktopOff({ windows }: ProfileDocument): NotCarried[] {
  const desktop = windows?.security?.remoteDesktop;
  if (desktop === undefined || desktop.enabled) return [];
  const usual: Record<string, unknown> = remoteDesktop.parse({ enabled: false });
  return Object.entries(desktop)
    .filter(([name, value]) => name !== 'enabled' && canonicalJson(value) !== canonicalJson(usual[name]))
    .map(([name]) => ({ option: `windows.security.remoteDesktop.${name}`, reason: REMOTE_DESKTOP_OFF }));
}

function mediaNotRendered(profile: ProfileDocument): NotCarried[] {
  return [
    ...mediaOptions().filter((path) => stands(profile, path.split('.'))),
    ...mediaSettings(profile),
    // A product key is for a master too; the edition that Windows Setup asks for, or reads from the firmware, is not.
    ...(typeof profile.windows?.setup?.edition === 'string' ? ['windows.setup.edition'] : []),
  ].map((option) => ({ option, reason: ONLY_MEDIA }));
}

const PARTITION_SOUGHT: Bilingual = {
  fr: 'sans partition ni assertions, Windows Setup cherche lui-même où s’installer',
  en: 'without partition or assertions, Windows Setup itself looks for where to install',
};

/** The disk number beside own diskpart commands, when no other option uses it. */
function diskNotSearched({ windows }: ProfileDocument): NotCarried[] {
  const disk = windows?.disk;
  if (disk?.mode !== 'diskpart' || disk.disk === 0) return [];
  if (disk.partition !== undefined || disk.assertions !== undefined) return [];
  return [{ option: 'windows.disk.disk', reason: PARTITION_SOUGHT }];
}

/** Raw settings of the pass windowsPE. */
function mediaSettings({ windows }: ProfileDocument): string[] {
  const raw = windows?.raw ?? [];
  return raw.flatMap(({ pass }, index) => (pass === 'windowsPE' ? [`windows.raw[${index}]`] : []));
}

let mediaOnly: string[] | undefined;

/**
 * Options that land in windowsPE with everything inside them, only the outermost; without list items, which
 * their list represents. A default that nobody wrote is then not listed: its group is.
 */
function mediaOptions(): string[] {
  mediaOnly ??= windowsOptions()
    .map(({ path }) => path)
    .filter((path) => !/[[{]/.test(path) && isMediaOnly(path))
    .filter((path, _, all) => !all.some((other) => path.startsWith(`${other}.`)));
  return mediaOnly;
}

function isMediaOnly(option: string): boolean {
  const inside = windowsOptions().filter(
    ({ path, isGroup }) =>
      !isGroup && path.startsWith(option) && /^(?:$|[.[{])/.test(path.slice(option.length)),
  );
  return inside.length > 0 && inside.every(({ landsIn }) => landsIn.length > 0 && landsIn.every(isMedia));
}

function isMedia(place: string): boolean {
  return place.startsWith('windowsPE ') || place.startsWith('script windowsPE');
}

function stands(value: unknown, [step, ...rest]: string[]): boolean {
  if (step === undefined) return value !== undefined;
  if (value === null || typeof value !== 'object') return false;
  return stands((value as Record<string, unknown>)[step], rest);
}

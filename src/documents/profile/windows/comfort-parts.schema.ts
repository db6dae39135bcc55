import { z } from 'zod';
import {
  COMFORT_OPTIONS,
  CURRENT_VERSION,
  DESKTOP_ICONS,
  START_FOLDERS,
  UPDATE_POLICIES,
} from '../../windows-tables/index.js';
import { expecting } from '../expected.js';
import { colour, hostName, pinsJson, webAddress, windowsPath, xmlDocument } from './comfort-text.js';
import { option } from './option.js';
import { optionShape } from './option-shape.js';

const EXPLORER = `script defaultUser HKCU\\${CURRENT_VERSION}\\Explorer`;
const UPDATE = `script system HKLM\\${UPDATE_POLICIES}`;
const POWERCFG = 'script system powercfg';

/** The words of a table as an enumeration. */
function keysOf<T extends object>(table: T) {
  return z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);
}

export const explorer = z.strictObject({
  ...optionShape(COMFORT_OPTIONS.explorer),
  desktopIcons: option(
    z.array(keysOf(DESKTOP_ICONS)),
    'The icons of the desktop; those that are not named are hidden',
    `${EXPLORER}\\HideDesktopIcons\\NewStartPanel`,
    `${EXPLORER}\\HideDesktopIcons\\ClassicStartMenu`,
  ).optional(),
});

export const taskbar = z.strictObject({
  ...optionShape(COMFORT_OPTIONS.taskbar),
  allTrayIcons: option(
    z.boolean(),
    'Every icon of the notification area is shown',
    `${EXPLORER} EnableAutoTray`,
    'script system scheduled task: HKCU\\Control Panel\\NotifyIconSettings IsPromoted',
  ).optional(),
  pins: option(
    z.union([z.literal('none'), z.strictObject({ xml: xmlDocument('LayoutModificationTemplate') })]),
    'The pins of the taskbar: none, or a LayoutModificationTemplate',
    `script system HKLM\\${CURRENT_VERSION}\\Explorer LayoutXMLPath`,
  ).optional(),
});

export const start = z.strictObject({
  ...optionShape(COMFORT_OPTIONS.start),
  pins: option(
    z.union([z.literal('none'), z.strictObject({ json: pinsJson })]),
    'The pins of Start (Windows 11): none, or a JSON text',
    'script system HKLM\\SOFTWARE\\Microsoft\\PolicyManager\\current\\device\\Start ConfigureStartPins',
  ).optional(),
  tiles: option(
    z.union([z.literal('none'), z.strictObject({ xml: xmlDocument('LayoutModificationTemplate') })]),
    'The tiles of Start (Windows 10): none, or a LayoutModificationTemplate',
    'script system C:\\Users\\Default\\AppData\\Local\\Microsoft\\Windows\\Shell\\LayoutModification.xml',
  ).optional(),
  folders: option(
    z.array(keysOf(START_FOLDERS)),
    'Folders beside the power button (Windows 11), in this order',
    `script defaultUser HKCU\\${CURRENT_VERSION}\\Start VisiblePlaces`,
  ).optional(),
});

export const edge = z.strictObject({
  ...optionShape(COMFORT_OPTIONS.edge),
  homePage: option(
    webAddress,
    'The page that Edge starts with',
    'script system HKLM\\SOFTWARE\\Policies\\Microsoft\\Edge HomepageLocation, RestoreOnStartup, RestoreOnStartupURLs',
  ).optional(),
  uninstallable: option(
    z.literal(true),
    'Edge may be uninstalled, as in the European Economic Area',
    'script system C:\\Windows\\System32\\IntegratedServicesRegionPolicySet.json',
  ).optional(),
});

const effect = (description: string, ...landsIn: string[]) =>
  option(z.boolean(), description, ...landsIn.map((place) => `script defaultUser HKCU\\${place}`)).optional();
const MASK = 'Control Panel\\Desktop UserPreferencesMask';
const ADVANCED = `${CURRENT_VERSION}\\Explorer\\Advanced`;

export const effects = option(
  z.union([
    z.enum(['appearance', 'performance']),
    z.strictObject({
      controlAnimations: effect('Controls and parts of windows move', MASK),
      windowAnimations: effect(
        'Windows move when they are minimised and maximised',
        'Control Panel\\Desktop\\WindowMetrics MinAnimate',
      ),
      taskbarAnimations: effect('Animations of the taskbar', `${ADVANCED} TaskbarAnimations`),
      peek: effect('Peek at the desktop', 'Software\\Microsoft\\Windows\\DWM EnableAeroPeek'),
      menuAnimation: effect('Menus fade or slide into view', MASK),
      tooltipAnimation: effect('Tool tips fade or slide into view', MASK),
      selectionFade: effect('Menu items fade out after clicking', MASK),
      thumbnailsKept: effect(
        'Keeps the pictures of the taskbar',
        'Software\\Microsoft\\Windows\\DWM AlwaysHibernateThumbnails',
      ),
      pointerShadow: effect('A shadow under the pointer', MASK),
      windowShadow: effect('Shadows under windows', MASK),
      thumbnails: effect('Pictures of files instead of icons', `${ADVANCED} IconsOnly`),
      translucentSelection: effect('A translucent selection rectangle', `${ADVANCED} ListviewAlphaSelect`),
      contentsWhileDragging: effect(
        'Windows show what they hold while they are dragged',
        'Control Panel\\Desktop DragFullWindows',
      ),
      comboBoxAnimation: effect('Lists slide open', MASK),
      fontSmoothing: effect('Smooth edges of fonts', 'Control Panel\\Desktop FontSmoothing'),
      smoothScrolling: effect('Lists scroll smoothly', MASK),
      iconLabelShadow: effect('Shadows under the labels of icons', `${ADVANCED} ListviewShadow`),
    }),
  ]),
  'Visual effects: all, none, or one by one',
  `script defaultUser HKCU\\${CURRENT_VERSION}\\Explorer\\VisualEffects VisualFXSetting`,
  `script defaultUser HKCU\\${MASK}`,
);

export const theme = z.strictObject({
  ...optionShape(COMFORT_OPTIONS.theme),
  accentColour: option(
    colour,
    'The accent colour',
    'script everyUser HKCU\\Software\\Microsoft\\Windows\\DWM AccentColor, ColorizationColor',
    `script everyUser HKCU\\${CURRENT_VERSION}\\Explorer\\Accent AccentColorMenu, StartColorMenu, AccentPalette`,
  ).optional(),
  wallpaper: option(
    z.union([z.strictObject({ colour }), z.strictObject({ path: windowsPath })]),
    'The desktop background: one colour, or a picture that stands on the PC',
    'script everyUser HKCU\\Control Panel\\Desktop Wallpaper',
    'script everyUser HKCU\\Control Panel\\Colors Background',
  ).optional(),
  lockScreenPicture: option(
    windowsPath,
    'The picture of the lock screen; it stands on the PC',
    `script system HKLM\\${CURRENT_VERSION}\\PersonalizationCSP LockScreenImagePath`,
  ).optional(),
});

const hour = z.int().min(0).max(23);

export const updates = z.strictObject({
  ...optionShape(COMFORT_OPTIONS.updates),
  activeHours: option(
    z
      .strictObject({ start: hour.describe('First hour'), end: hour.describe('Hour in which they end') })
      .refine(({ start, end }) => start !== end && (end - start + 24) % 24 <= 18, {
        error: expecting(
          'des heures différentes, à 18 heures d’intervalle au plus',
          'different hours, at most 18 apart',
        ),
      }),
    'Hours in which Windows Update does not restart the PC',
    `${UPDATE} SetActiveHours, ActiveHoursStart, ActiveHoursEnd`,
  ).optional(),
  deferFeatureDays: option(
    z.int().min(0).max(365),
    'Days that a new release of Windows waits',
    `${UPDATE} DeferFeatureUpdates, DeferFeatureUpdatesPeriodInDays`,
  ).optional(),
  deferQualityDays: option(
    z.int().min(0).max(30),
    'Days that a monthly update waits',
    `${UPDATE} DeferQualityUpdates, DeferQualityUpdatesPeriodInDays`,
  ).optional(),
  stayOn: option(
    z.string().regex(/^2[0-9]H[12]$/, { error: expecting('une version : 25H2', 'a release: 25H2') }),
    'The release that the PC stays on',
    `${UPDATE} TargetReleaseVersion, TargetReleaseVersionInfo, ProductVersion`,
  ).optional(),
  server: option(
    webAddress,
    'The WSUS server',
    `${UPDATE} WUServer, WUStatusServer`,
    `${UPDATE}\\AU UseWUServer`,
  ).optional(),
});

const minutes = z.int().min(0).max(10_000);
const bySource = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    plugged: value.optional().describe('On mains'),
    battery: value.optional().describe('On battery'),
  });
const lid = z.enum(['nothing', 'sleep', 'hibernate', 'shutDown']);

export const power = z.strictObject({
  plan: option(
    z.enum(['balanced', 'highPerformance', 'powerSaver']),
    'Power plan',
    'specialize Microsoft-Windows-PowerCPL PreferredPlan',
  ).optional(),
  screenOffMinutes: option(
    bySource(minutes),
    'The screen goes off; 0: never',
    `${POWERCFG} VIDEOIDLE`,
  ).optional(),
  sleepMinutes: option(bySource(minutes), 'The PC sleeps; 0: never', `${POWERCFG} STANDBYIDLE`).optional(),
  hibernateMinutes: option(
    bySource(minutes),
    'The PC hibernates; 0: never',
    `${POWERCFG} HIBERNATEIDLE`,
  ).optional(),
  diskOffMinutes: option(bySource(minutes), 'Disks stop; 0: never', `${POWERCFG} DISKIDLE`).optional(),
  hibernation: option(z.boolean(), 'Whether the PC can hibernate', `${POWERCFG} /hibernate`).optional(),
  fastStartup: option(
    z.boolean(),
    'Shutting down keeps the system for a fast start',
    'script system HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power HiberbootEnabled',
  ).optional(),
  lid: option(bySource(lid), 'What closing the lid does', `${POWERCFG} LIDACTION`).optional(),
  powerButton: option(bySource(lid), 'What the power button does', `${POWERCFG} PBUTTONACTION`).optional(),
});

export const timeServers = z.array(hostName).min(1).max(10);

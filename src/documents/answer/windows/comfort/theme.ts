import type { WindowsSection } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { CURRENT_VERSION } from '../../../windows-tables/index.js';
import { binary, dword, type RegistryValue, text } from '../registry.js';
import type { Part } from '../option-values.js';

type Theme = NonNullable<NonNullable<WindowsSection['comfort']>['theme']>;
type Rgb = readonly [red: number, green: number, blue: number];

const DESKTOP = 'Control Panel\\Desktop';
const DWM = 'Software\\Microsoft\\Windows\\DWM';
const ACCENT = `${CURRENT_VERSION}\\Explorer\\Accent`;
const LOCK_SCREEN = `${CURRENT_VERSION}\\PersonalizationCSP`;

/** Colours and pictures; an account takes them at its first logon, since its theme would overwrite them before. */
export function themePart({ accentColour, wallpaper, lockScreenPicture }: Theme): Part {
  return {
    values: [
      ...(accentColour === undefined ? [] : accentValues(rgbOf(accentColour))),
      ...(wallpaper === undefined ? [] : wallpaperValues(wallpaper)),
      ...(lockScreenPicture === undefined ? [] : lockScreenValues(lockScreenPicture)),
    ],
    scripts: wallpaper === undefined ? [] : [wallpaperScript(wallpaper)],
  };
}

function rgbOf(colour: string): Rgb {
  const number = Number.parseInt(colour.slice(1), 16);
  return [number >> 16, (number >> 8) & 0xff, number & 0xff];
}

/** The colour mixed with white (a share above 0) or black (below 0). */
function shade(colour: Rgb, share: number): Rgb {
  const [red, green, blue] = colour.map((part) =>
    Math.round(share > 0 ? part + (255 - part) * share : part * (1 + share)),
  );
  return [red!, green!, blue!];
}

function number(high: number, [one, two, three]: Rgb): number {
  return ((high << 24) | (one << 16) | (two << 8) | three) >>> 0;
}

/** 0xffBBGGRR */
function abgr([red, green, blue]: Rgb): number {
  return number(0xff, [blue, green, red]);
}

/** Three lighter shades, the colour, three darker ones, and the colour again: what Windows keeps of an accent. */
const SHADES = [0.6, 0.4, 0.2, 0, -0.2, -0.4, -0.6, 0];

function accentValues(colour: Rgb): RegistryValue[] {
  const palette = SHADES.flatMap((share) => [...shade(colour, share), 0xff]);
  const behind = number(0xc4, colour);
  return [
    dword('currentUser', DWM, 'AccentColor', abgr(colour)),
    dword('currentUser', DWM, 'ColorizationColor', behind),
    dword('currentUser', DWM, 'ColorizationAfterglow', behind),
    dword('currentUser', ACCENT, 'AccentColorMenu', abgr(colour)),
    dword('currentUser', ACCENT, 'StartColorMenu', abgr(shade(colour, -0.2))),
    binary('currentUser', ACCENT, 'AccentPalette', palette),
    dword('currentUser', DESKTOP, 'AutoColorization', false),
  ];
}

function wallpaperValues(wallpaper: NonNullable<Theme['wallpaper']>): RegistryValue[] {
  if ('path' in wallpaper) {
    return [
      text('currentUser', DESKTOP, 'WallpaperStyle', '10'),
      text('currentUser', DESKTOP, 'TileWallpaper', '0'),
    ];
  }
  return [
    text('currentUser', 'Control Panel\\Colors', 'Background', rgbOf(wallpaper.colour).join(' ')),
    dword('currentUser', `${CURRENT_VERSION}\\Explorer\\Wallpapers`, 'BackgroundType', 1),
  ];
}

/** Windows draws the desktop anew; it keeps the picture in the registry itself. */
function wallpaperScript(wallpaper: NonNullable<Theme['wallpaper']>) {
  const isColour = 'colour' in wallpaper;
  const [red, green, blue] = isColour ? rgbOf(wallpaper.colour) : [0, 0, 0];
  return {
    phase: 'everyUser' as const,
    language: 'powershell' as const,
    name: 'wallpaper',
    text: renderTemplate('answer/windows/comfort/wallpaper.ps1', {
      path: isColour ? '' : wallpaper.path,
      isColour,
      colour: number(0, [blue, green, red]),
    }),
  };
}

function lockScreenValues(path: string): RegistryValue[] {
  return [
    text('machine', LOCK_SCREEN, 'LockScreenImagePath', path),
    text('machine', LOCK_SCREEN, 'LockScreenImageUrl', path),
    dword('machine', LOCK_SCREEN, 'LockScreenImageStatus', 1),
    text('machine', 'SOFTWARE\\Policies\\Microsoft\\Windows\\Personalization', 'LockScreenImage', path),
  ];
}

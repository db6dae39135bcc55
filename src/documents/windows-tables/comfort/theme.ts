import { z } from 'zod';
import { CURRENT_VERSION, place, row, script, WINDOWS_POLICIES } from '../option-row.js';
import { colour, windowsPath } from './texts.js';

type Rgb = readonly [red: number, green: number, blue: number];

const DESKTOP = 'Control Panel\\Desktop';
const DWM = 'Software\\Microsoft\\Windows\\DWM';
const ACCENT = `${CURRENT_VERSION}\\Explorer\\Accent`;
const LOCK_SCREEN = `${CURRENT_VERSION}\\PersonalizationCSP`;

function rgbOf(text: string): Rgb {
  const number = Number.parseInt(text.slice(1), 16);
  return [number >> 16, (number >> 8) & 0xff, number & 0xff];
}

/** The colour mixed with white (share above 0) or black (share below 0). */
function shade(rgb: Rgb, share: number): Rgb {
  const [red, green, blue] = rgb.map((part) =>
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

/** The accent palette of Windows: three lighter shades, the colour, three darker shades, and the colour again. */
const SHADES = [0.6, 0.4, 0.2, 0, -0.2, -0.4, -0.6, 0];

const accent = (text: string) => abgr(rgbOf(text));
const behind = (text: string) => number(0xc4, rgbOf(text));

const wallpaper = z.union([z.strictObject({ colour }), z.strictObject({ path: windowsPath })]);
type Wallpaper = z.output<typeof wallpaper>;

const ofPicture =
  <T>(data: T) =>
  (asked: Wallpaper) =>
    'path' in asked ? data : undefined;

/** Windows draws the desktop again, and writes the path of the picture into the registry itself. */
function drawing(asked: Wallpaper) {
  if ('path' in asked) return { path: asked.path, isColour: false, colour: 0 };
  const [red, green, blue] = rgbOf(asked.colour);
  return { path: '', isColour: true, colour: number(0, [blue, green, red]) };
}

/** Colours and pictures. They are set at the first logon of each account, since the theme overwrites earlier values. */
export const FURTHER_THEME_OPTIONS = {
  accentColour: row(
    { fr: 'La couleur d’accentuation', en: 'The accent colour' },
    colour,
    place('everyUser', DWM, 'AccentColor', accent),
    place('everyUser', DWM, 'ColorizationColor', behind),
    place('everyUser', DWM, 'ColorizationAfterglow', behind),
    place('everyUser', ACCENT, 'AccentColorMenu', accent),
    place('everyUser', ACCENT, 'StartColorMenu', (text) => abgr(shade(rgbOf(text), -0.2))),
    place('everyUser', ACCENT, 'AccentPalette', (text) =>
      SHADES.flatMap((share) => [...shade(rgbOf(text), share), 0xff]),
    ),
    place('everyUser', DESKTOP, 'AutoColorization', () => 0),
  ),
  wallpaper: row(
    {
      fr: 'Le fond du bureau : une couleur unie, ou une image déjà présente sur le PC',
      en: 'The desktop background: one colour, or a picture that is on the PC already',
    },
    wallpaper,
    place('everyUser', DESKTOP, 'WallpaperStyle', ofPicture('10')),
    place('everyUser', DESKTOP, 'TileWallpaper', ofPicture('0')),
    place('everyUser', 'Control Panel\\Colors', 'Background', (asked) =>
      'colour' in asked ? rgbOf(asked.colour).join(' ') : undefined,
    ),
    place('everyUser', `${CURRENT_VERSION}\\Explorer\\Wallpapers`, 'BackgroundType', (asked) =>
      'colour' in asked ? 1 : undefined,
    ),
    script('everyUser', 'comfort/wallpaper', `HKCU\\${DESKTOP} Wallpaper`, drawing),
  ),
  lockScreenPicture: row(
    {
      fr: 'L’image de l’écran de verrouillage, déjà présente sur le PC',
      en: 'The picture of the lock screen, which is on the PC already',
    },
    windowsPath,
    place('machine', LOCK_SCREEN, 'LockScreenImagePath'),
    place('machine', LOCK_SCREEN, 'LockScreenImageUrl'),
    place('machine', LOCK_SCREEN, 'LockScreenImageStatus', () => 1),
    place('machine', `${WINDOWS_POLICIES}\\Personalization`, 'LockScreenImage'),
  ),
};

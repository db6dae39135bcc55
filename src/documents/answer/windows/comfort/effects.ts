import type { WindowsSection } from '../../../profile/index.js';
import { CURRENT_VERSION } from '../../../windows-tables/index.js';
import { binary, dword, type RegistryValue, text } from '../registry.js';

type Comfort = NonNullable<WindowsSection['comfort']>;
export type Effects = NonNullable<Comfort['effects']>;
type EachEffect = Exclude<Effects, string>;
type Effect = keyof EachEffect;

const ADVANCED = `${CURRENT_VERSION}\\Explorer\\Advanced`;
const DESKTOP = 'Control Panel\\Desktop';
const DWM = 'Software\\Microsoft\\Windows\\DWM';

/** Bit of UserPreferencesMask: (SPI_SET… - 0x1000) / 2, as winuser.h numbers them. */
const BITS: Partial<Record<Effect, number>> = {
  menuAnimation: 1,
  comboBoxAnimation: 2,
  smoothScrolling: 3,
  selectionFade: 10,
  tooltipAnimation: 11,
  pointerShadow: 13,
  windowShadow: 18,
  controlAnimations: 33,
};

/** What a new account has. */
const USUAL_MASK = 0x12_8007_1e9en;
const MASKS = { appearance: 0x12_8007_3e9en, performance: 0x10_8003_1290n };

type Value = (on: boolean) => RegistryValue;
const VALUES: Partial<Record<Effect, Value>> = {
  windowAnimations: (on) => text('defaultUser', `${DESKTOP}\\WindowMetrics`, 'MinAnimate', on ? '1' : '0'),
  taskbarAnimations: (on) => dword('defaultUser', ADVANCED, 'TaskbarAnimations', on),
  peek: (on) => dword('defaultUser', DWM, 'EnableAeroPeek', on),
  thumbnailsKept: (on) => dword('defaultUser', DWM, 'AlwaysHibernateThumbnails', on),
  thumbnails: (on) => dword('defaultUser', ADVANCED, 'IconsOnly', !on),
  translucentSelection: (on) => dword('defaultUser', ADVANCED, 'ListviewAlphaSelect', on),
  contentsWhileDragging: (on) => text('defaultUser', DESKTOP, 'DragFullWindows', on ? '1' : '0'),
  fontSmoothing: (on) => text('defaultUser', DESKTOP, 'FontSmoothing', on ? '2' : '0'),
  iconLabelShadow: (on) => dword('defaultUser', ADVANCED, 'ListviewShadow', on),
};

/** VisualFXSetting of the performance options of Windows. */
const SETTINGS = { appearance: 1, performance: 2, oneByOne: 3 };

/** The registry values of visual effects for new accounts. */
export function effectValues(effects: Effects | undefined): RegistryValue[] {
  if (effects === undefined) return [];
  const setting = SETTINGS[typeof effects === 'string' ? effects : 'oneByOne'];
  const each = Object.entries(VALUES) as [Effect, Value][];
  return [
    dword('defaultUser', `${CURRENT_VERSION}\\Explorer\\VisualEffects`, 'VisualFXSetting', setting),
    binary('defaultUser', DESKTOP, 'UserPreferencesMask', preferences(effects)),
    ...each.flatMap(([effect, value]) => {
      const on = typeof effects === 'string' ? effects === 'appearance' : effects[effect];
      return on === undefined ? [] : [value(on)];
    }),
  ];
}

/** UserPreferencesMask, eight bytes, least significant first. What is said of single effects comes last. */
export function preferences(effects: Effects | undefined, single: EachEffect = {}): number[] {
  const start = typeof effects === 'string' ? MASKS[effects] : USUAL_MASK;
  const wanted: Partial<Record<Effect, boolean>> = {
    ...(typeof effects === 'object' ? effects : {}),
    ...single,
  };
  const mask = (Object.entries(BITS) as [Effect, number][]).reduce((bits, [effect, bit]) => {
    const on = wanted[effect];
    if (on === undefined) return bits;
    return on ? bits | (1n << BigInt(bit)) : bits & ~(1n << BigInt(bit));
  }, start);
  return Array.from({ length: 8 }, (_, byte) => Number((mask >> BigInt(8 * byte)) & 0xffn));
}

import type { WindowsSection } from '../../../profile/index.js';
import { CURRENT_VERSION, EFFECT_BITS, EFFECT_OPTIONS } from '../../../windows-tables/index.js';
import { optionPart } from '../option-values.js';
import { binary, dword, type RegistryValue } from '../registry.js';

type Comfort = NonNullable<WindowsSection['comfort']>;
export type Effects = NonNullable<Comfort['effects']>;
type EachEffect = Exclude<Effects, string>;

/** What a new account has. */
const USUAL_MASK = 0x12_8007_1e9en;
const MASKS = { appearance: 0x12_8007_3e9en, performance: 0x10_8003_1290n };

/** VisualFXSetting of the performance options of Windows. */
const SETTINGS = { appearance: 1, performance: 2, oneByOne: 3 };

/** The registry values of visual effects for new accounts. */
export function effectValues(effects: Effects | undefined): RegistryValue[] {
  if (effects === undefined) return [];
  const setting = SETTINGS[typeof effects === 'string' ? effects : 'oneByOne'];
  const each = typeof effects === 'string' ? all(effects === 'appearance') : effects;
  return [
    dword('defaultUser', `${CURRENT_VERSION}\\Explorer\\VisualEffects`, 'VisualFXSetting', setting),
    binary('defaultUser', 'Control Panel\\Desktop', 'UserPreferencesMask', preferences(effects)),
    ...optionPart(EFFECT_OPTIONS, each).values,
  ];
}

function all(on: boolean): EachEffect {
  return Object.fromEntries(Object.keys(EFFECT_OPTIONS).map((effect) => [effect, on]));
}

/** UserPreferencesMask, eight bytes, least significant first. `single` wins over `effects`. */
export function preferences(effects: Effects | undefined, single: EachEffect = {}): number[] {
  const start = typeof effects === 'string' ? MASKS[effects] : USUAL_MASK;
  const wanted: EachEffect = { ...(typeof effects === 'object' ? effects : {}), ...single };
  const bits = Object.entries(EFFECT_BITS) as [keyof typeof EFFECT_BITS, number][];
  const mask = bits.reduce((sum, [effect, bit]) => {
    const on = wanted[effect];
    if (on === undefined) return sum;
    return on ? sum | (1n << BigInt(bit)) : sum & ~(1n << BigInt(bit));
  }, start);
  return Array.from({ length: 8 }, (_, byte) => Number((mask >> BigInt(8 * byte)) & 0xffn));
}

import type { WindowsSection } from '../../../profile/index.js';
import { ASSISTIVE_PROGRAMS, KEY_AIDS } from '../../../windows-tables/index.js';
import { type RegistryValue, text } from '../registry.js';

/** What is set for the logon screen and for accounts alike. */
export type Aids = NonNullable<NonNullable<WindowsSection['accessibility']>['everyUser']>;
export type AidHive = 'logonScreen' | 'defaultUser';

const CONFIGURATION = 'Software\\Microsoft\\Windows NT\\CurrentVersion\\Accessibility';

/** Aids of the keyboard, and the programs that start with the session. */
export function aidValues(hive: AidHive, aids: Aids): RegistryValue[] {
  const keys = (Object.keys(KEY_AIDS) as (keyof typeof KEY_AIDS)[]).flatMap((aid) => {
    const wanted = aids[aid];
    const { key, usual, bits } = KEY_AIDS[aid];
    return wanted === undefined ? [] : [text(hive, key, 'Flags', String(flags(wanted, usual, bits)))];
  });
  return [...keys, ...programValues(hive, aids)];
}

type Bits = Readonly<Record<string, number>>;

/** From what Windows has of itself: put on, left to its shortcut, out of reach of its shortcut, or bit by bit. */
function flags(wanted: string | Partial<Record<string, boolean>>, usual: number, bits: Bits): number {
  const each =
    typeof wanted !== 'string'
      ? wanted
      : { on: wanted === 'on', ...(wanted === 'off' ? { shortcut: false } : {}) };
  return Object.entries(each).reduce((sum, [name, on]) => {
    const bit = bits[name] ?? 0;
    return on === undefined ? sum : on ? sum | bit : sum & ~bit;
  }, usual);
}

/**
 * The list of what starts with the session. It is one value, so that whoever names one program says it of all;
 * high contrast and filters stand in it too, since they are put on in the same manner.
 */
function programValues(hive: AidHive, aids: Aids): RegistryValue[] {
  const programs = Object.keys(ASSISTIVE_PROGRAMS) as (keyof typeof ASSISTIVE_PROGRAMS)[];
  const isAsked =
    programs.some((program) => aids[program] !== undefined) ||
    aids.highContrast !== undefined ||
    aids.colourFilter !== undefined;
  if (!isAsked) return [];
  const started = [
    ...programs.filter((program) => aids[program]).map((program) => ASSISTIVE_PROGRAMS[program]),
    ...(aids.highContrast ? ['highcontrast'] : []),
    ...(aids.colourFilter ? ['colorfiltering'] : []),
  ];
  return [text(hive === 'logonScreen' ? 'machine' : hive, CONFIGURATION, 'Configuration', started.join(','))];
}

import { localeOf, type WindowsLocale } from './locales.js';
import { readTable } from './tables.js';

/** By KLID, or by the language and GUID pair of an input method: the displayed name. */
export const KEYBOARDS: ReadonlyMap<string, string> = new Map(
  Object.entries(readTable<{ keyboards: Record<string, string> }>('keyboards').keyboards),
);

const byName = new Map([...KEYBOARDS].map(([id, name]) => [name.toLowerCase(), id]));
const xkbLayouts = readTable<{ layouts: Record<string, string> }>('xkb-layouts').layouts;

/** LOCALE_CUSTOM_UNSPECIFIED: the language number for locales that have no LCID. */
const NO_LCID = '0c00';

const KLID = /^[0-9a-f]{8}$/i;
const PROFILE = /^([0-9a-f]{4}):([0-9a-f]{8}|\{[0-9a-f-]{36}\}\{[0-9a-f-]{36}\})$/i;

/** The two halves of an input profile: `040c:0000040c`, or a language and an input method; in lower case. */
export function inputProfileParts(text: string): { lcid: string; keyboard: string } | undefined {
  const [, lcid, keyboard] = PROFILE.exec(text) ?? [];
  return lcid === undefined || keyboard === undefined
    ? undefined
    : { lcid: lcid.toLowerCase(), keyboard: keyboard.toLowerCase() };
}

/** Reports whether Windows has that keyboard or input method for that language. */
export function isKnownKeyboard(lcid: string, keyboard: string): boolean {
  return KEYBOARDS.has(keyboard.toLowerCase()) || KEYBOARDS.has(`${lcid}:${keyboard}`.toLowerCase());
}

/** The default input profile of a language: `040c:0000040c`. */
export function defaultInputProfile({ lcid = NO_LCID, keyboard = '00000409' }: WindowsLocale): string {
  return `${lcid}:${keyboard}`;
}

/**
 * The input profile of a keyboard for a language. The keyboard is given as a profile (`040c:0000040c`, with its own
 * language), a KLID (`0000040c`), a name (`French (Standard, BÉPO)`), or the tag of the language whose keyboard it is
 * (`fr-BE`). Undefined if Windows has no such keyboard.
 */
export function inputProfile(locale: WindowsLocale, keyboard?: string): string | undefined {
  if (keyboard === undefined) return defaultInputProfile(locale);
  const lcid = locale.lcid ?? NO_LCID;
  const parts = inputProfileParts(keyboard);
  if (parts)
    return isKnownKeyboard(parts.lcid, parts.keyboard) ? `${parts.lcid}:${parts.keyboard}` : undefined;
  if (KLID.test(keyboard)) {
    return KEYBOARDS.has(keyboard.toLowerCase()) ? `${lcid}:${keyboard.toLowerCase()}` : undefined;
  }
  const named = byName.get(keyboard.toLowerCase());
  if (named !== undefined) return named.includes(':') ? named : `${lcid}:${named}`;
  const other = localeOf(keyboard)?.keyboard;
  return other === undefined
    ? undefined
    : `${other.startsWith('{') ? localeOf(keyboard)!.lcid : lcid}:${other}`;
}

/**
 * The keyboard closest to an XKB layout and variant, as input of `inputProfile`. If the variant has none, that of the
 * layout.
 */
export function keyboardOfXkb(layout: string, variant?: string): string | undefined {
  return (variant && xkbLayouts[`${layout} ${variant}`]) || xkbLayouts[layout];
}

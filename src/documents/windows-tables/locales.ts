import { readTable } from './tables.js';

/** A locale of Windows. */
export interface WindowsLocale {
  /** BCP 47: `fr-FR`. */
  tag: string;
  /** [MS-LCID], four hexadecimal digits; undefined if Windows has none. */
  lcid?: string;
  /** KLID, or the GUID pair of an input method; undefined if none is published. */
  keyboard?: string;
  geoId?: number;
  name: string;
}

const table = readTable<{ imageLanguages: string[]; locales: Record<string, string> }>('locales');

/** By tag, in its usual case. */
export const LOCALES: ReadonlyMap<string, WindowsLocale> = new Map(
  Object.entries(table.locales).map(([tag, words]) => [tag, localeFrom(tag, words)]),
);

/** Languages for which Microsoft publishes installation images. */
export const IMAGE_LANGUAGES: readonly string[] = table.imageLanguages;

const byLowerTag = new Map([...LOCALES].map(([tag, locale]) => [tag.toLowerCase(), locale]));
const byLcid = new Map([...LOCALES.values()].flatMap((one) => (one.lcid ? [[one.lcid, one] as const] : [])));

/** `040c 0000040c 84 French (France)`; a hyphen means unknown. */
function localeFrom(tag: string, words: string): WindowsLocale {
  const [lcid, keyboard, geo, ...name] = words.split(' ');
  return {
    tag,
    name: name.join(' '),
    ...(lcid !== '-' && { lcid }),
    ...(keyboard !== '-' && { keyboard }),
    ...(geo !== '-' && { geoId: Number(geo) }),
  };
}

/** The locale of a BCP 47 tag, in any case; `fr_FR` is accepted too. Undefined if Windows has none. */
export function localeOf(tag: string): WindowsLocale | undefined {
  return byLowerTag.get(tag.replaceAll('_', '-').toLowerCase());
}

/** The locale of an LCID in four hexadecimal digits. */
export function localeOfLcid(lcid: string): WindowsLocale | undefined {
  return byLcid.get(lcid.toLowerCase());
}

/** Languages whose main country does not have the first sublanguage number. */
const MAIN: Record<string, string> = { es: 'es-ES', zh: 'zh-CN', sr: 'sr-Cyrl-RS', no: 'nb-NO' };
/** The default sublanguage of a language, [MS-LCID] §2.2. */
const DEFAULT_SUBLANGUAGE = 0x0400;

/** The locale of a POSIX name, locale(7): `fr_FR.UTF-8`. For `fr.UTF-8`, the locale of the main country. */
export function localeOfPosix(name: string): WindowsLocale | undefined {
  const [plain = ''] = name.split(/[.@]/);
  const [language = '', region] = plain.toLowerCase().split('_');
  if (region === undefined) return localeOf(MAIN[language] ?? '') ?? mainLocale(language);
  return localeOf(plain) ?? withScript(language, region);
}

function mainLocale(language: string): WindowsLocale | undefined {
  return spoken(language).find(({ lcid }) => (parseInt(lcid!, 16) & 0xfc00) === DEFAULT_SUBLANGUAGE);
}

/** glibc omits the usual script: Cyrillic for Serbian, Latin for the others. */
function withScript(language: string, region: string): WindowsLocale | undefined {
  const script = language === 'sr' ? 'cyrl' : 'latn';
  const there = spoken(language).filter(({ tag }) => tag.toLowerCase().endsWith(`-${region}`));
  return there.find(({ tag }) => tag.toLowerCase().includes(`-${script}-`)) ?? there[0];
}

/** The locales of a language that have an LCID and a country. */
function spoken(language: string): WindowsLocale[] {
  return [...LOCALES.values()].filter(
    ({ tag, lcid, geoId }) => tag.split('-')[0] === language && lcid !== undefined && geoId !== undefined,
  );
}

/** The image language for locales without their own; languages that are not here use their first image. */
const IMAGES: Record<string, string> = { en: 'en-GB', es: 'es-MX', pt: 'pt-PT', zh: 'zh-CN', fr: 'fr-FR' };
/** Locales that use traditional Chinese. */
const TRADITIONAL = /-(?:HK|MO|TW|Hant)\b/;

/** The closest image language of a locale: its own, else one of the same language, else English. */
export function imageLanguageOf({ tag }: WindowsLocale): string {
  if (IMAGE_LANGUAGES.includes(tag)) return tag;
  if (tag.startsWith('zh-') && TRADITIONAL.test(tag)) return 'zh-TW';
  const language = tag.split('-')[0]!;
  const alike = IMAGE_LANGUAGES.find((known) => known.split('-')[0] === language);
  return IMAGES[language] ?? alike ?? 'en-US';
}

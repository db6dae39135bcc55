import { InputError } from '../../../../platform/core/index.js';
import type { ProfileDocument } from '../../../profile/index.js';
import {
  geoLocation,
  type GeoLocation,
  inputProfile,
  keyboardOfXkb,
  localeOf,
  type WindowsLocale,
  windowsTimeZone,
} from '../../../windows-tables/index.js';
import { type PlacedSettings, place, setting, type SettingElement } from '../answer-tree.js';
import type { MachineScript, OptionGroup, WindowsOrder } from '../contribution.js';
import { imageLanguage, localeOfProfile } from '../image-language.js';

type AskedLanguage = NonNullable<WindowsOrder['windows']['language']>;

/** Language, formats, keyboards, location and time zone. The profile's `locale` provides what the group leaves out. */
export const languageGroup: OptionGroup = (order) => {
  const asked: Partial<AskedLanguage> = order.windows.language ?? {};
  const location = asked.location === undefined ? undefined : geoLocation(asked.location);
  return {
    settings: [...(asked.ask ? [] : spokenSettings(order)), timeZoneSetting(order)],
    scripts: location ? [locationScript(location)] : [],
  };
};

function spokenSettings(order: WindowsOrder): (PlacedSettings | undefined)[] {
  const { settings, image } = internationalSettings(order);
  return [
    place('windowsPE', 'Microsoft-Windows-International-Core-WinPE', [
      setting('SetupUILanguage', [setting('UILanguage', image)]),
      ...settings,
    ]),
    place('specialize', 'Microsoft-Windows-International-Core', settings),
    place('oobeSystem', 'Microsoft-Windows-International-Core', settings),
  ];
}

/** The settings that are the same in both components, and the language of the image. */
function internationalSettings(order: WindowsOrder) {
  const asked: Partial<AskedLanguage> = order.windows.language ?? {};
  const pairs = asked.locales?.map((pair) => ({ ...pair, locale: localeOf(pair.language)! })) ?? [
    pairOf(order.profile),
  ];
  const first = pairs[0]!.locale;
  const image = imageLanguage(order);
  const settings: (SettingElement | undefined)[] = [
    setting('InputLocale', pairs.map(({ locale, keyboard }) => inputProfile(locale, keyboard)).join(';')),
    setting('SystemLocale', tagOf(asked.systemLocale) ?? first.tag),
    setting('UILanguage', image),
    setting('UILanguageFallback', tagOf(asked.fallback)),
    setting('UserLocale', tagOf(asked.formats) ?? first.tag),
  ];
  return { settings, image };
}

/** Normalises the case of a tag, for readers; Windows ignores case. */
function tagOf(tag: string | undefined): string | undefined {
  return tag === undefined ? undefined : localeOf(tag)!.tag;
}

/** The Windows language and keyboard for those of Linux. */
function pairOf(profile: ProfileDocument): { locale: WindowsLocale; keyboard?: string } {
  const { layout, variant } = profile.locale.keyboard;
  return { locale: localeOfProfile({ profile }), keyboard: keyboardOfXkb(layout, variant) };
}

function timeZoneSetting({ windows, profile }: WindowsOrder): PlacedSettings | undefined {
  const asked = windows.language?.timeZone;
  if (asked === undefined && windows.language?.ask) return undefined;
  const name = asked ?? profile.locale.timeZone;
  const zone = windowsTimeZone(name);
  if (zone === undefined) throw withoutZone(name);
  return place('specialize', 'Microsoft-Windows-Shell-Setup', [setting('TimeZone', zone)]);
}

/** Linux has one zone, a station in Antarctica, for which CLDR has no zone of Windows. */
function withoutZone(name: string): InputError {
  const expected = {
    fr: 'un fuseau qui existe sous Windows ; donnez-le dans windows.language.timeZone',
    en: 'a zone that Windows has; give it in windows.language.timeZone',
  };
  return new InputError(
    { fr: `Windows n’a pas de fuseau pour ${name}`, en: `Windows has no time zone for ${name}` },
    [{ field: 'locale.timeZone', found: name, expected }],
  );
}

/** Every Windows reads `Nation`; Windows 10 and later read `Name` first. Numbers and ISO codes need no quotes. */
function locationScript({ id, region }: GeoLocation): MachineScript {
  const keys = ['HKU\\DefaultUser', 'HKU\\.DEFAULT'].map(
    (hive) => `${hive}\\Control Panel\\International\\Geo`,
  );
  const values = [['Nation', String(id)], ...(region === undefined ? [] : [['Name', region]])] as const;
  const lines = keys.flatMap((key) =>
    values.map(([name, value]) => `reg.exe add "${key}" /v ${name} /t REG_SZ /d ${value} /f\r\n`),
  );
  return { phase: 'defaultUser', language: 'cmd', name: 'location', text: lines.join('') };
}

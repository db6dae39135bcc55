import {
  defaultInputProfile,
  EDITIONS,
  expectedName,
  GEO_LOCATIONS,
  geoLocation,
  IMAGE_LANGUAGES,
  imageLanguageOf,
  inputProfile,
  isProductKey,
  KEYBOARDS,
  keyboardOfXkb,
  localeOf,
  localeOfLcid,
  localeOfPosix,
  LOCALES,
  nearNames,
  TIME_ZONE_NAMES,
  WINDOWS_TIME_ZONES,
  windowsTimeZone,
} from './index.js';

describe('languages of Windows', () => {
  it('are found by tag, in any case, with a hyphen or an underscore', () => {
    const french = { tag: 'fr-FR', lcid: '040c', keyboard: '0000040c', geoId: 84, name: 'French (France)' };
    expect(localeOf('fr-FR')).toEqual(french);
    expect(localeOf('FR_fr')).toEqual(french);
    expect(localeOfLcid('040C')).toEqual(french);
    expect(localeOf('fr-XX')).toBeUndefined();
  });

  it('say nothing of what Windows does not give', () => {
    expect(localeOf('fr-DZ')).toEqual({
      tag: 'fr-DZ',
      keyboard: '0000040c',
      geoId: 4,
      name: 'French (Algeria)',
    });
    expect(localeOf('nb')).toEqual({ tag: 'nb', lcid: '7c14', name: 'Norwegian Bokmål' });
  });

  it.each([
    ['fr_FR.UTF-8', 'fr-FR'],
    ['fr.UTF-8', 'fr-FR'],
    ['es_ES.UTF-8', 'es-ES'],
    ['es.UTF-8', 'es-ES'],
    ['en.UTF-8', 'en-US'],
    ['de_CH.UTF-8', 'de-CH'],
    ['zh_CN.UTF-8', 'zh-CN'],
    ['sr_RS.UTF-8', 'sr-Cyrl-RS'],
    ['uz_UZ.UTF-8', 'uz-Latn-UZ'],
    ['nb_NO.UTF-8', 'nb-NO'],
  ])('a POSIX name such as %s is %s', (name, tag) => {
    expect(localeOfPosix(name)?.tag).toBe(tag);
  });

  it('are not found for the C locale', () => {
    expect(localeOfPosix('C.UTF-8')).toBeUndefined();
  });

  it('that images come in are all known', () => {
    expect(IMAGE_LANGUAGES).toHaveLength(38);
    expect(IMAGE_LANGUAGES.filter((tag) => !LOCALES.has(tag))).toEqual([]);
  });

  it.each([
    ['fr-FR', 'fr-FR'],
    ['fr-CA', 'fr-CA'],
    ['fr-CH', 'fr-FR'],
    ['de-AT', 'de-DE'],
    ['en-AU', 'en-GB'],
    ['es-AR', 'es-MX'],
    ['zh-HK', 'zh-TW'],
    ['zh-SG', 'zh-CN'],
    ['sr-Cyrl-RS', 'sr-Latn-RS'],
    ['br-FR', 'en-US'],
  ])('%s is nearest to images in %s', (tag, image) => {
    expect(imageLanguageOf(localeOf(tag)!)).toBe(image);
  });

  it('name keyboards and places that the other tables know', () => {
    const locales = [...LOCALES.values()];
    const keyboards = locales.flatMap(({ keyboard }) => (keyboard?.startsWith('{') ? [] : (keyboard ?? [])));
    expect(keyboards.filter((keyboard) => !KEYBOARDS.has(keyboard))).toEqual([]);
    expect(locales.filter(({ geoId }) => geoId !== undefined && !GEO_LOCATIONS.has(geoId))).toEqual([]);
  });
});

describe('input profiles', () => {
  const french = localeOf('fr-FR')!;

  it.each([
    ['fr-FR', '040c:0000040c'],
    ['fr-CA', '0c0c:00011009'],
    ['en-GB', '0809:00000809'],
    ['fr-DZ', '0c00:0000040c'],
    ['ja-JP', '0411:{03b5835f-f03c-411b-9ce2-aa23e1171e36}{a76c93d9-5523-4e90-aafa-4db112f9ac76}'],
  ])('of %s by default is %s', (tag, profile) => {
    expect(defaultInputProfile(localeOf(tag)!)).toBe(profile);
  });

  it.each([
    [undefined, '040c:0000040c'],
    ['040C:0000080C', '040c:0000080c'],
    ['0409:00000409', '0409:00000409'],
    ['0002040C', '040c:0002040c'],
    ['french (standard, bépo)', '040c:0002040c'],
    ['Yi (China) IME', '0478:{e429b25a-e5d3-4d1f-9be3-0c608477e3a1}{409c8376-007b-4357-ae8e-26316ee3fb0d}'],
    ['fr-BE', '040c:0000080c'],
    ['ko-KR', '0412:{a028ae76-01b1-46c2-99c4-acd9858ae02f}{b5fe1f02-d5f2-4445-9c03-c568f23c99a1}'],
  ])('of French with the keyboard %s is %s', (keyboard, profile) => {
    expect(inputProfile(french, keyboard)).toBe(profile);
  });

  it.each([['00009999'], ['040c:00009999'], ['AZERTY'], ['xx-XX'], ['']])('of %j is none', (keyboard) => {
    expect(inputProfile(french, keyboard)).toBeUndefined();
  });

  it.each([
    ['fr', undefined, '0000040c'],
    ['fr', 'bepo', '0002040c'],
    ['fr', 'oss', '0000040c'],
    ['us', 'intl', '00020409'],
    ['jp', undefined, 'ja-JP'],
    ['brai', undefined, undefined],
  ])('take the XKB layout %s %s for %s', (layout, variant, keyboard) => {
    expect(keyboardOfXkb(layout, variant)).toBe(keyboard);
  });
});

describe('time zones of Windows', () => {
  it.each([
    ['Europe/Paris', 'Romance Standard Time'],
    ['europe/paris', 'Romance Standard Time'],
    ['Europe/Berlin', 'W. Europe Standard Time'],
    ['America/Martinique', 'SA Western Standard Time'],
    ['Indian/Reunion', 'Mauritius Standard Time'],
    ['Pacific/Noumea', 'Central Pacific Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['Etc/UTC', 'UTC'],
    ['UTC', 'UTC'],
    ['Romance Standard Time', 'Romance Standard Time'],
    ['romance standard time', 'Romance Standard Time'],
  ])('%s is %s', (name, zone) => {
    expect(windowsTimeZone(name)).toBe(zone);
  });

  it('are all those that CLDR publishes', () => {
    expect(WINDOWS_TIME_ZONES.size).toBe(139);
    expect(TIME_ZONE_NAMES).toHaveLength(139 + 445 + 153);
    expect(TIME_ZONE_NAMES.filter((name) => !WINDOWS_TIME_ZONES.has(windowsTimeZone(name)!))).toEqual([]);
  });

  it('stand for every zone that Node knows, but for the station to which CLDR gives none', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    expect(zones.filter((zone) => windowsTimeZone(zone) === undefined)).toEqual(['Antarctica/Troll']);
  });

  it('are not what only looks like one', () => {
    expect(windowsTimeZone('Europe/Lutece')).toBeUndefined();
    expect(windowsTimeZone('')).toBeUndefined();
  });
});

describe('places', () => {
  it.each([[84], ['84'], ['France'], ['france'], ['FR']])('%j is France', (word) => {
    expect(geoLocation(word)).toEqual({ id: 84, name: 'France', region: 'FR' });
  });

  it.each([[999_999], ['Atlantis'], ['']])('%j is none', (word) => {
    expect(geoLocation(word)).toBeUndefined();
  });

  it('have a region for most', () => {
    expect(GEO_LOCATIONS.size).toBe(267);
    expect([...GEO_LOCATIONS.values()].filter(({ region }) => region === undefined).length).toBeLessThan(50);
  });
});

describe('editions', () => {
  it('have the key that installs them', () => {
    expect(EDITIONS.get('pro')).toEqual({
      id: 'pro',
      name: 'Pro',
      genericKey: 'VK7JG-NPHTM-C97JM-9MPGT-3V66T',
    });
    expect([...EDITIONS.values()].filter(({ genericKey }) => !isProductKey(genericKey))).toEqual([]);
  });
});

describe('names that are not known', () => {
  it.each([
    ['Europe/Pari', TIME_ZONE_NAMES, ['Europe/Paris']],
    ['Romance', TIME_ZONE_NAMES, ['Romance Standard Time']],
    ['fr', LOCALES.keys(), ['fr-BE', 'fr-BF', 'fr-BI']],
    ['zzzzzz', LOCALES.keys(), []],
  ])('%s has near ones', (found, known, near) => {
    expect(nearNames(found, known).slice(0, Math.max(1, near.length))).toEqual(near);
  });

  it.each([
    ['Coordinated Universal Time', ['UTC']],
    ['(UTC-08:00) Pacific Time (US & Canada)', ['Pacific Standard Time']],
    ['pacific time (us & canada)', ['Pacific Standard Time']],
    ['(UTC+01:00) Brussels, Copenhagen, Madrid, Paris', ['Romance Standard Time']],
    ['(UTC+01:00) Brussels, Madrid', []],
    ['Universal Coordinated Time', []],
    ['Romance Standart Time', ['Romance Standard Time']],
  ])('%s, as people see a time zone, has the right one or none', (found, near) => {
    expect(nearNames(found, WINDOWS_TIME_ZONES.keys())).toEqual(near);
  });

  it('are told with what was expected', () => {
    const what = { fr: 'un fuseau', en: 'a zone' };
    expect(expectedName(what, 'Romanse Standard Time', WINDOWS_TIME_ZONES.keys()).en).toMatch(
      /^a zone; near: Romance Standard Time/,
    );
    expect(expectedName(what, 'zzzzzz', WINDOWS_TIME_ZONES.keys())).toBe(what);
  });
});

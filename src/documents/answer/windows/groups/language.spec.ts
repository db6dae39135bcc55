import { InputError } from '../../../../platform/core/index.js';
import { parseProfile } from '../../../profile/index.js';
import { windowsAnswer, windowsOrder, windowsProfile } from '../../../../../test/support/windows-answer.js';
import { languageGroup } from './language.js';

const WINPE = 'Microsoft-Windows-International-Core-WinPE';
const CORE = 'Microsoft-Windows-International-Core';

/** The same setting in the three places where Windows reads it. */
function everywhere(answer: ReturnType<typeof windowsAnswer>, name: string) {
  return [
    answer.value('windowsPE', WINPE, name),
    answer.value('specialize', CORE, name),
    answer.value('oobeSystem', CORE, name),
  ];
}

const WHOLE = `<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <settings pass="windowsPE">
    <component name="Microsoft-Windows-International-Core-WinPE" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <SetupUILanguage>
        <UILanguage>fr-FR</UILanguage>
      </SetupUILanguage>
      <InputLocale>100c:0000100c;0807:00000807;0409:00020409</InputLocale>
      <SystemLocale>fr-FR</SystemLocale>
      <UILanguage>fr-FR</UILanguage>
      <UILanguageFallback>en-US</UILanguageFallback>
      <UserLocale>de-CH</UserLocale>
    </component>
  </settings>
  <settings pass="specialize">
    <component name="Microsoft-Windows-International-Core" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <InputLocale>100c:0000100c;0807:00000807;0409:00020409</InputLocale>
      <SystemLocale>fr-FR</SystemLocale>
      <UILanguage>fr-FR</UILanguage>
      <UILanguageFallback>en-US</UILanguageFallback>
      <UserLocale>de-CH</UserLocale>
    </component>
    <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <TimeZone>W. Europe Standard Time</TimeZone>
    </component>
  </settings>
  <settings pass="oobeSystem">
    <component name="Microsoft-Windows-International-Core" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <InputLocale>100c:0000100c;0807:00000807;0409:00020409</InputLocale>
      <SystemLocale>fr-FR</SystemLocale>
      <UILanguage>fr-FR</UILanguage>
      <UILanguageFallback>en-US</UILanguageFallback>
      <UserLocale>de-CH</UserLocale>
    </component>
  </settings>
</unattend>
`;

describe('the language of Windows', () => {
  it('is written whole', () => {
    const { text } = windowsAnswer({
      language: {
        image: 'fr-FR',
        fallback: 'en-US',
        locales: [
          { language: 'fr-CH' },
          { language: 'de-CH', keyboard: '00000807' },
          { language: 'en-US', keyboard: 'United States-International' },
        ],
        formats: 'de-CH',
        systemLocale: 'fr-FR',
        timeZone: 'Europe/Zurich',
      },
    });
    expect(text).toBe(WHOLE);
  });

  it('is that of the profile without the group', () => {
    const answer = windowsAnswer({});
    expect(everywhere(answer, 'UILanguage')).toEqual(['fr-FR', 'fr-FR', 'fr-FR']);
    expect(everywhere(answer, 'InputLocale')).toEqual(['040c:0000040c', '040c:0000040c', '040c:0000040c']);
    expect(answer.value('windowsPE', WINPE, 'SetupUILanguage/UILanguage')).toBe('fr-FR');
    expect(answer.value('specialize', 'Microsoft-Windows-Shell-Setup', 'TimeZone')).toBe(
      'Romance Standard Time',
    );
  });

  it('is left for Windows to ask with `ask`, the time zone too unless it is given', () => {
    const asking = windowsAnswer({ language: { ask: true } });
    expect(asking.text).not.toContain('<settings');
    const zone = windowsAnswer({ language: { ask: true, timeZone: 'Europe/Paris' } });
    expect(zone.value('specialize', 'Microsoft-Windows-Shell-Setup', 'TimeZone')).toBe(
      'Romance Standard Time',
    );
    expect(everywhere(zone, 'UILanguage')).toEqual([undefined, undefined, undefined]);
  });

  it.each(['image', 'fallback', 'formats', 'systemLocale'])('is not both asked for and given: %s', (name) => {
    expect(() => windowsProfile({ language: { ask: true, [name]: 'fr-FR' } })).toThrow(
      expect.objectContaining({
        findings: [expect.objectContaining({ field: `windows.language.${name}` })],
      }) as Error,
    );
  });

  it('translates the profile’s POSIX language, XKB keyboard and IANA zone', () => {
    const answer = windowsAnswer(
      {},
      {
        rest: {
          locale: {
            language: 'fr_CA.UTF-8',
            keyboard: { layout: 'us', variant: 'intl' },
            timeZone: 'America/Toronto',
          },
        },
      },
    );
    expect(everywhere(answer, 'InputLocale')).toEqual(['0c0c:00020409', '0c0c:00020409', '0c0c:00020409']);
    expect(everywhere(answer, 'UserLocale')).toEqual(['fr-CA', 'fr-CA', 'fr-CA']);
    expect(answer.value('specialize', 'Microsoft-Windows-Shell-Setup', 'TimeZone')).toBe(
      'Eastern Standard Time',
    );
  });

  it('is English for the C locale', () => {
    const answer = windowsAnswer(
      {},
      { rest: { locale: { language: 'C.UTF-8', keyboard: { layout: 'us' } } } },
    );
    expect(answer.value('oobeSystem', CORE, 'UILanguage')).toBe('en-US');
  });

  it('puts `image` into UILanguage and SetupUILanguage', () => {
    const answer = windowsAnswer({ language: { image: 'DE-de' } });
    expect(everywhere(answer, 'UILanguage')).toEqual(['de-DE', 'de-DE', 'de-DE']);
    expect(answer.value('windowsPE', WINPE, 'SetupUILanguage/UILanguage')).toBe('de-DE');
    expect(answer.value('oobeSystem', CORE, 'UserLocale')).toBe('fr-FR');
  });

  it('takes the nearest image for a language that has none', () => {
    const answer = windowsAnswer({ language: { locales: [{ language: 'nl-BE' }] } });
    expect(everywhere(answer, 'UILanguage')).toEqual(['nl-NL', 'nl-NL', 'nl-NL']);
    expect(everywhere(answer, 'UserLocale')).toEqual(['nl-BE', 'nl-BE', 'nl-BE']);
  });

  it('puts `fallback` into UILanguageFallback', () => {
    expect(everywhere(windowsAnswer({ language: { fallback: 'en-US' } }), 'UILanguageFallback')).toEqual([
      'en-US',
      'en-US',
      'en-US',
    ]);
  });

  it('puts `locales` into InputLocale, and the first into UserLocale and SystemLocale', () => {
    const answer = windowsAnswer({
      language: {
        locales: [{ language: 'fr-BE' }, { language: 'ja-JP' }, { language: 'en-GB', keyboard: 'fr-FR' }],
      },
    });
    const input =
      '080c:0000080c;0411:{03b5835f-f03c-411b-9ce2-aa23e1171e36}{a76c93d9-5523-4e90-aafa-4db112f9ac76};0809:0000040c';
    expect(everywhere(answer, 'InputLocale')).toEqual([input, input, input]);
    expect(everywhere(answer, 'UserLocale')).toEqual(['fr-BE', 'fr-BE', 'fr-BE']);
    expect(everywhere(answer, 'SystemLocale')).toEqual(['fr-BE', 'fr-BE', 'fr-BE']);
  });

  it('puts `formats` into UserLocale', () => {
    expect(everywhere(windowsAnswer({ language: { formats: 'en-GB' } }), 'UserLocale')).toEqual([
      'en-GB',
      'en-GB',
      'en-GB',
    ]);
  });

  it('puts `systemLocale` into SystemLocale', () => {
    expect(everywhere(windowsAnswer({ language: { systemLocale: 'ja-JP' } }), 'SystemLocale')).toEqual([
      'ja-JP',
      'ja-JP',
      'ja-JP',
    ]);
  });

  it.each([
    ['Indian/Reunion', 'Mauritius Standard Time'],
    ['romance standard time', 'Romance Standard Time'],
  ])('puts `timeZone` %s into TimeZone', (timeZone, value) => {
    const answer = windowsAnswer({ language: { timeZone } });
    expect(answer.value('specialize', 'Microsoft-Windows-Shell-Setup', 'TimeZone')).toBe(value);
  });

  it.each([[84], ['84'], ['France'], ['FR']])('puts `location` %j into a script', (location) => {
    const geo = 'Control Panel\\International\\Geo';
    expect(languageGroup(windowsOrder({ language: { location } })).scripts).toEqual([
      {
        phase: 'defaultUser',
        language: 'cmd',
        name: 'location',
        text:
          `reg.exe add "HKU\\DefaultUser\\${geo}" /v Nation /t REG_SZ /d 84 /f\r\n` +
          `reg.exe add "HKU\\DefaultUser\\${geo}" /v Name /t REG_SZ /d FR /f\r\n` +
          `reg.exe add "HKU\\.DEFAULT\\${geo}" /v Nation /t REG_SZ /d 84 /f\r\n` +
          `reg.exe add "HKU\\.DEFAULT\\${geo}" /v Name /t REG_SZ /d FR /f\r\n`,
      },
    ]);
  });

  it('leaves the place to Windows when nothing says it', () => {
    expect(languageGroup(windowsOrder({ language: {} })).scripts).toEqual([]);
  });

  it('writes no windowsPE into the file of a master that is already applied', () => {
    const answer = windowsAnswer({}, { kind: 'unattend' });
    expect(answer.value('windowsPE', WINPE, 'UILanguage')).toBeUndefined();
    expect(answer.value('oobeSystem', CORE, 'UILanguage')).toBe('fr-FR');
  });
});

/** The findings about a profile with that language group. */
function refusals(language: object) {
  try {
    windowsProfile({ language });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map(({ field, found, expected }) => [field, found, expected.en]);
  }
  return [];
}

describe('a language that Windows does not have', () => {
  it.each([
    [
      { image: 'fr-BE' },
      'windows.language.image',
      'fr-BE',
      'a language of Windows images such as fr-FR; near: fr-FR, fr-CA',
    ],
    [
      { locales: [{ language: 'fr' }] },
      'windows.language.locales[0].language',
      'fr',
      'a language and a country such as fr-FR; near: fr-BE, fr-BF, fr-BI',
    ],
    [
      { locales: [{ language: 'fr-FR', keyboard: 'French (Standard, BEPO)' }] },
      'windows.language.locales[0].keyboard',
      'French (Standard, BEPO)',
      'a keyboard: 0000040c, 040c:0000040c, its name or a language such as fr-BE; near: French (Standard, BÉPO)',
    ],
    [
      { timeZone: 'Europe/Pari' },
      'windows.language.timeZone',
      'Europe/Pari',
      'a zone such as Europe/Paris or Romance Standard Time; near: Europe/Paris',
    ],
    [
      { location: 'Frances' },
      'windows.language.location',
      'Frances',
      'a place such as France, FR or 84; near: France',
    ],
    [{ location: 99_999_999 }, 'windows.language.location', 99_999_999, 'a GeoID of Windows'],
  ])('%j is refused by its name, with near ones', (language, field, found, expected) => {
    expect(refusals(language)).toEqual([[field, found, expected]]);
  });

  it('is refused twice in the list', () => {
    expect(refusals({ locales: [{ language: 'fr-FR' }, { language: 'FR-fr' }] })).toEqual([
      ['windows.language.locales[1]', { language: 'FR-fr' }, 'a pair not yet in the list'],
    ]);
  });

  it('is refused when it is the profile’s time zone', () => {
    expect(() => windowsAnswer({}, { rest: { locale: { timeZone: 'Antarctica/Troll' } } })).toThrow(
      'Windows has no time zone for Antarctica/Troll',
    );
    expect(
      parseProfile({ name: 'linux', master: { name: 'debian' }, locale: { timeZone: 'Antarctica/Troll' } }),
    ).toBeDefined();
  });
});

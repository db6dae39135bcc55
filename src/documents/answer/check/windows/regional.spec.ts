import { settings, SHELL } from '../../../../../test/support/windows-findings.js';
import { findingsOf, reported } from '../../../../../test/support/windows-rules.js';
import { regional } from './regional.js';

const CORE = 'Microsoft-Windows-International-Core';

function found(name: string, value: string): string[] {
  const [component, pass] = name === 'TimeZone' ? [SHELL, 'specialize'] : [CORE, 'oobeSystem'];
  return findingsOf([regional], settings(pass, component, `<${name}>${value}</${name}>`));
}

describe('languages, keyboards and time zones', () => {
  it.each([
    ['UILanguage', 'fr-FR'],
    ['UILanguage', 'en-us'],
    ['UILanguage', 'sr-Latn-RS'],
    ['UserLocale', 'en-150'],
    ['UserLocale', '040c'],
    ['SystemLocale', '%locale%'],
    ['UILanguageFallback', ''],
    ['InputLocale', 'fr-FR'],
    ['InputLocale', '040c:0000040c'],
    ['InputLocale', '040C:0000040C;0409:00000409'],
    ['InputLocale', 'en-US;uk-UA'],
    ['InputLocale', '0411:{03B5835F-F03C-411B-9CE2-AA23E1171E36}{A76C93D9-5523-4E90-AAFA-4DB112F9AC76}'],
    ['InputLocale', '{{ locale }}'],
    ['TimeZone', 'Romance Standard Time'],
    ['TimeZone', 'romance standard time'],
    ['TimeZone', 'Pacific Standard Time_dstoff'],
    ['TimeZone', 'Kamchatka Standard Time'],
    ['TimeZone', 'UTC'],
    ['TimeZone', '{TimeZone}'],
    ['TimeZone', ''],
  ])('have nothing to say about %s %j', (name, value) => {
    expect(found(name, value)).toEqual([]);
  });

  it.each([
    ['UILanguage', 'French', 'error windows/bad-locale: French | a language and a country such as fr-FR'],
    [
      'UserLocale',
      'fr-QQ',
      'warning windows/bad-locale: fr-QQ | a language and a country such as fr-FR; near: fr-',
    ],
    ['SystemLocale', 'uk-UA;en-US', 'error windows/bad-locale: uk-UA;en-US | a language and a country'],
    [
      'SystemLocale',
      'fr FR',
      'error windows/bad-locale: fr FR | a language and a country such as fr-FR; near: fr-FR',
    ],
    [
      'UILanguage',
      'fr_FR',
      'warning windows/bad-locale: fr_FR | a language and a country such as fr-FR; near: fr-FR',
    ],
    ['InputLocale', '2057:00000809;fr;azerty', 'error windows/bad-input-locale: azerty | languages'],
    [
      'InputLocale',
      '040c-0000040c',
      'error windows/bad-input-locale: 040c-0000040c | languages (fr-FR) or pairs',
    ],
    ['InputLocale', 'fr-FR;azerty', 'error windows/bad-input-locale: azerty | languages (fr-FR) or pairs'],
    [
      'InputLocale',
      '2057:00000809',
      'warning windows/bad-input-locale: 2057:00000809 | languages (fr-FR) or pairs',
    ],
    [
      'InputLocale',
      '040c:00009999',
      'warning windows/bad-input-locale: 040c:00009999 | languages (fr-FR) or pairs',
    ],
    ['TimeZone', 'Europe/Paris', 'error windows/bad-time-zone: Europe/Paris | Romance Standard Time'],
    [
      'TimeZone',
      'Romance Standart Time',
      'error windows/bad-time-zone: Romance Standart Time | a time zone of Windows such as Romance Standard Time; near: Romance Standard Time',
    ],
  ])('that Windows does not know are named: %s %j', (name, value, finding) => {
    expect(found(name, value)).toEqual([expect.stringContaining(`4 ${finding}`)]);
  });

  it('are looked at in Windows PE too, and in the language of Setup', () => {
    const text = settings(
      'windowsPE',
      `${CORE}-WinPE`,
      '<SetupUILanguage>',
      '<UILanguage>English</UILanguage>',
      '</SetupUILanguage>',
    );
    expect(reported([regional], text)).toMatchObject([
      {
        rule: 'windows/bad-locale',
        line: 5,
        column: 1,
        path: 'windowsPE/Microsoft-Windows-International-Core-WinPE/SetupUILanguage/UILanguage',
      },
    ]);
  });

  it('are not compared without end in a file of nothing but mistakes', () => {
    const many = Array.from({ length: 300 }, (_, index) => `<UserLocale>fr FR ${index}</UserLocale>`);
    const found = findingsOf([regional], settings('oobeSystem', CORE, ...many));
    expect(found).toHaveLength(300);
    expect(found[0]).toBe(
      '4 error windows/bad-locale: fr FR 0 | a language and a country such as fr-FR; near: fr-FR, br-FR',
    );
    expect(found.at(-1)).toBe(
      '303 error windows/bad-locale: fr FR 299 | a language and a country such as fr-FR',
    );
  });
});

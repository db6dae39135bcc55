import { InputError } from '../../../../platform/core/index.js';
import {
  type AskedAnswer,
  windowsAnswer,
  windowsProfile,
} from '../../../../../test/support/windows-answer.js';

const machine = { serial: 'ABC-12/34XYZ', assetTag: 'INV 0042', macs: ['52:54:00:12:34:56'] };

function computerName(windows: object, asked: AskedAnswer = {}) {
  return windowsAnswer(windows, asked).value('specialize', 'Microsoft-Windows-Shell-Setup', 'ComputerName');
}

describe('the name of a Windows PC', () => {
  it('is written whole', () => {
    const { text } = windowsAnswer({ name: { fixed: 'ACCUEIL' } }, { kind: 'unattend' });
    const component = text.slice(
      text.indexOf('<settings pass="specialize">'),
      text.indexOf('<settings pass="oobeSystem">'),
    );
    expect(component).toBe(`<settings pass="specialize">
    <component name="Microsoft-Windows-International-Core" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <InputLocale>040c:0000040c</InputLocale>
      <SystemLocale>fr-FR</SystemLocale>
      <UILanguage>fr-FR</UILanguage>
      <UserLocale>fr-FR</UserLocale>
    </component>
    <component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <TimeZone>Romance Standard Time</TimeZone>
      <ComputerName>ACCUEIL</ComputerName>
    </component>
  </settings>
  `);
  });

  it('is not written when nothing says it', () => {
    expect(computerName({})).toBeUndefined();
  });

  it.each([
    [{ fixed: 'ACCUEIL' }, 'ACCUEIL'],
    [{ pattern: 'PC-{{serialTail 6}}' }, 'PC-234XYZ'],
    [{ pattern: '{{assetTag}}' }, 'INV0042'],
    [{ pattern: 'W{{macTail 4}}' }, 'W3456'],
    [{ random: true }, '*'],
  ])('%j is %s', (name, written) => {
    expect(computerName({ name }, { machine })).toBe(written);
  });

  it('is the profile’s pattern without the group', () => {
    const rest = { hostname: { pattern: 'P{{mac}}' } };
    expect(computerName({}, { machine, rest })).toBe('P525400123456');
    expect(computerName({ name: { fixed: 'ACCUEIL' } }, { machine, rest })).toBe('ACCUEIL');
  });

  it.each([[{ fixed: 'ACCUEIL' }], [{ pattern: '{{serial}}' }], [{ random: true }]])(
    'is the lot’s when it gives one, whatever %j says',
    (name) => {
      expect(computerName({ name }, { machine: { ...machine, hostname: 'COMPTA-12' } })).toBe('COMPTA-12');
    },
  );
});

function refusal(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map(({ field, expected }) => [field, expected.en]);
  }
  return undefined;
}

describe('a name that no PC can have', () => {
  it.each([
    [{ fixed: 'ABCDEFGHIJKLMNOP' }, 'windows.name.fixed', 'at most 15 characters (NetBIOS)'],
    [{ fixed: 'poste_1' }, 'windows.name.fixed', 'letters without accents, digits and hyphens'],
    [{ fixed: '12345' }, 'windows.name.fixed', 'at least one letter'],
    [
      { pattern: '{{owner}}' },
      'windows.name.pattern',
      'no {{owner}}; known: serial, serialTail, assetTag, mac, macTail',
    ],
    [{}, 'windows.name', 'exactly one of: fixed, pattern, random'],
    [{ fixed: 'A1', random: true }, 'windows.name', 'exactly one of: fixed, pattern, random'],
  ])('is refused in the profile: %j', (name, field, expected) => {
    expect(refusal(() => windowsProfile({ name }))).toEqual([[field, expected]]);
  });

  it('is refused when the PC lacks what the pattern asks for', () => {
    const work = () => windowsAnswer({ name: { pattern: 'PC-{{serialTail 6}}' } });
    expect(refusal(work)).toEqual([
      [
        'windows.name.pattern',
        'the name pattern "PC-{{serialTail 6}}" gives "PC-": expected the PC to have: serialTail',
      ],
    ]);
    expect(
      refusal(() => windowsAnswer({}, { rest: { hostname: { pattern: '{{serial}}' } } }))?.[0]?.[0],
    ).toBe('hostname.pattern');
  });

  it('is refused when the lot gives it', () => {
    const work = () => windowsAnswer({}, { machine: { hostname: 'trop long pour un nom' } });
    expect(refusal(work)).toEqual([['machine.hostname', 'at most 15 characters (NetBIOS)']]);
  });
});

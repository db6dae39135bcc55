import { InputError } from '../../../platform/core/index.js';
import { checkAnswer } from './check-answer.js';
import { recogniseKind } from './recognise-kind.js';

const bytes = (text: string) => Buffer.from(text);

const unattend = (inside: string) => `<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend">
${inside}
</unattend>
`;

describe('checkAnswer', () => {
  it('says what kind the file is, what is wrong with it, and how often', () => {
    const checked = checkAnswer(
      bytes(
        unattend(`<settings pass="oobeSystem">
<component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
<ComputerName>PC-1</ComputerName>
</component>
</settings>`),
      ),
    );
    expect(checked).toEqual({
      kind: 'unattend',
      findings: [
        {
          rule: 'windows/wrong-pass',
          severity: 'error',
          line: 5,
          column: 1,
          path: 'oobeSystem/Microsoft-Windows-Shell-Setup/ComputerName',
          found: 'ComputerName, oobeSystem',
          expected: { fr: 'dans offlineServicing, specialize', en: 'in offlineServicing, specialize' },
          remedy: {
            fr: 'Windows l’ignore dans oobeSystem : déplacez-le dans la passe attendue',
            en: 'Windows ignores it in oobeSystem: move it to the pass that is expected',
          },
        },
      ],
      counts: { error: 1, warning: 0, note: 0 },
    });
  });

  it('is told the kind by the caller before anything else', () => {
    expect(checkAnswer(bytes('lang fr_FR\n'), { kind: 'unattend' })).toMatchObject({
      kind: 'unattend',
      findings: [{ rule: 'windows/not-well-formed', severity: 'error', line: 2 }],
    });
  });

  it.each([
    ['larger than 10 MB', Buffer.alloc(10_000_001, ' '), 'more than the 10000000 accepted'],
    ['of no kind that is known', bytes('Dear Sir or Madam,\n'), 'neither the content nor the name'],
    [
      'in bytes that UTF-8 does not have',
      Buffer.from('<unattend>\xff</unattend>', 'latin1'),
      'line 1, column 11',
    ],
    ['in an encoding that does not exist', bytes('<?xml version="1.0" encoding="klingon"?><a/>'), 'klingon'],
  ])('refuses a file %s as unreadable', (_, file, text) => {
    expect(() => checkAnswer(file)).toThrow(InputError);
    expect(() => checkAnswer(file)).toThrow(text);
  });
});

describe('the kind of a file', () => {
  it.each([
    ['unattend', unattend('<settings pass="specialize"/>'), ''],
    ['autounattend', unattend('<settings pass="windowsPE"/>'), 'unattend.xml'],
    ['autounattend', '', 'Autounattend.xml'],
    ['preseed', '# comment\nd-i debian-installer/locale string fr_FR\n', 'ks.cfg'],
    ['preseed', 'tasksel tasksel/first multiselect standard\n', ''],
    ['preseed', '', 'preseed.cfg'],
    ['autoinstall', '#cloud-config\nautoinstall:\n  version: 1\n', 'user-data'],
    ['autoinstall', 'version: 1\nidentity:\n  hostname: a\n', ''],
    ['cloud-init', '#cloud-config\nusers: []\n', ''],
    ['cloud-init', 'packages:\n  - vim\n', ''],
    ['kickstart', 'lang fr_FR\nautopart\n%packages\n@core\n%end\n', 'preseed.cfg'],
    ['kickstart', 'rootpw --lock\n', ''],
    [undefined, '\0\x01\x02', 'x.ks'],
  ])('is %s', (kind, text, name) => {
    expect(recogniseKind(bytes(text), name)).toBe(kind);
  });

  it('is told from UTF-16, with and without a byte order mark', () => {
    const text = unattend('<settings pass="windowsPE"/>');
    expect(recogniseKind(Buffer.from(`\ufeff${text}`, 'utf16le'))).toBe('autounattend');
    expect(recogniseKind(Buffer.from(text, 'utf16le'))).toBe('autounattend');
    expect(recogniseKind(Buffer.from(text, 'utf16le').swap16())).toBe('autounattend');
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { InputError } from '../../../platform/core/index.js';
import { parseProfile } from '../../profile/index.js';
import { readXml } from '../../../platform/xml/index.js';
import { checkAnswer } from '../check/check-answer.js';
import { renderAnswer } from '../render-answer.js';
import { importAnswer } from './import-answer.js';
import { semanticDifference } from './semantic-difference.js';

const FOLDER = join(import.meta.dirname, 'fixtures');
const FIXTURES = readdirSync(FOLDER);
const fixture = (name: string) => readFileSync(join(FOLDER, name));
const imported = (name: string) => importAnswer(fixture(name), { fileName: name });

/** An answer file of one component, with what is given inside it. */
const file = (inside: string, pass = 'oobeSystem', component = 'Microsoft-Windows-Shell-Setup') =>
  Buffer.from(
    `<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings pass="${pass}"><component name="${component}" ` +
      'processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">' +
      `${inside}</component></settings></unattend>`,
  );

describe('an imported answer file', () => {
  it.each(FIXTURES)('says in its draft all that its list does not name: %s', (name) => {
    const { result, values } = imported(name);
    const profile = parseProfile(result.draft);
    const { files } = renderAnswer({ kind: result.kind, profile, machine: {}, reveal: values });
    const rendered = readXml(Buffer.from(files[0]!.text)).root;
    const unnamed = semanticDifference(readXml(fixture(name)).root, rendered).filter(
      ({ path, line, kind }) =>
        !result.notCarried.some(
          (known) =>
            (known.path === path && known.line === (kind === 'added' ? 0 : line)) ||
            (known.reason.en === 'there is no such pass' && path.startsWith(`${known.path}/`)),
        ),
    );
    expect(unnamed).toEqual([]);
  });

  it.each(FIXTURES)('holds no value of a secret, in the draft or in the lists: %s', (name) => {
    const { result, values } = imported(name);
    const text = JSON.stringify(result);
    expect([...values.values()].filter((value) => text.includes(JSON.stringify(value).slice(1, -1)))).toEqual(
      [],
    );
  });

  it.each(FIXTURES)('has no error after its import that it did not have before: %s', (name) => {
    const { result, values } = imported(name);
    const profile = parseProfile(result.draft);
    const { files } = renderAnswer({ kind: result.kind, profile, machine: {}, reveal: values });
    const errorsOf = (bytes: Buffer) =>
      checkAnswer(bytes, { kind: result.kind })
        .findings.filter(({ severity }) => severity === 'error')
        .map(({ rule, path }) => `${rule} ${path}`);
    const before = errorsOf(fixture(name));
    expect(errorsOf(Buffer.from(files[0]!.text)).filter((error) => !before.includes(error))).toEqual([]);
  });

  it('tells from its passes whether Windows Setup or a master is meant', () => {
    expect(FIXTURES.map((name) => [name, imported(name).result.kind])).toEqual([
      ['domain-server.xml', 'unattend'],
      ['odd.xml', 'unattend'],
      ['wide.xml', 'unattend'],
      ['workshop.xml', 'autounattend'],
    ]);
  });

  it('is named after its file, and takes the architecture that most of it is for', () => {
    const { name, windows } = imported('wide.xml').result.draft;
    expect([name, windows.architecture]).toEqual(['wide', 'arm64']);
    expect(importAnswer(file(''), { fileName: 'Salle Élève 3.XML' }).result.draft.name).toBe('salle-eleve-3');
    expect(importAnswer(file('')).result.draft.name).toBe('windows');
  });

  it('lists what no profile says, each with its line and why', () => {
    const { notCarried } = imported('odd.xml').result;
    expect(notCarried.map(({ line, path, reason }) => `${line} ${path}: ${reason.en}`)).toEqual([
      '2 (instruction): a processing instruction: without effect on Windows',
      '4 servicing: outside the settings of Windows: a profile cannot contain it; commands that read this element need it',
      '7 specialise: there is no such pass',
      '12 specialize: a mark that Windows left on the pass: without effect in a new file',
      '17 specialize/Microsoft-Windows-Shell-Setup: for an architecture other than the profile’s',
      '33 specialize/Microsoft-Windows-Security-SPP-UX: a component without settings',
      '36 oobeSystem/Microsoft-Windows-Shell-Setup: attributes or text of the component other than what Windows expects: written as Windows expects them',
      '37 oobeSystem/Microsoft-Windows-Shell-Setup/OOBE: text among elements: only the elements are carried over',
      '37 oobeSystem/Microsoft-Windows-Shell-Setup/OOBE: an attribute that Windows does not know: the element is carried over without it',
      '40 oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/other: an element of another namespace, which Windows does not read',
      '44 offlineImage: outside the settings of Windows: a profile cannot contain it; commands that read this element need it',
    ]);
  });
});

describe('a spoilt answer file', () => {
  const spoilt = fc
    .record({
      name: fc.constantFrom(...FIXTURES),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(200),
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 20 }),
        fc
          .constantFrom(
            '<!--',
            '-->',
            '<a/>',
            '</',
            '&amp;',
            ' wcm:action="add"',
            '<Order>1</Order>',
            '\u0000',
            'x'.repeat(9_000),
          )
          .map((text) => Buffer.from(text)),
      ),
    })
    .map(({ name, at, length, bytes }) => {
      const whole = fixture(name);
      const start = Math.floor(at * whole.length);
      return Buffer.concat([whole.subarray(0, start), bytes, whole.subarray(start + length)]);
    });

  it('is imported or refused in words, and never anything else', () => {
    fc.assert(
      fc.property(spoilt, (bytes) => {
        const result = importedOrRefused(bytes);
        if (!(result instanceof InputError)) expect(() => parseProfile(result)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

function importedOrRefused(bytes: Buffer): unknown {
  try {
    return importAnswer(bytes).result.draft;
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

describe('an option that says settings of the file', () => {
  it('stands in the draft instead of them', () => {
    const { windows } = imported('workshop.xml').result.draft;
    const { raw, ...options } = windows;
    expect(options).toEqual({
      target: 'windows-11-25h2',
      architecture: 'amd64',
      language: { ask: true, timeZone: 'Romance Standard Time' },
      name: { fixed: 'SALLE3-01' },
      setup: {
        edition: { generic: 'pro' },
        image: { name: 'Windows 11 Pro' },
        acceptEula: true,
        oobe: { hideEula: true, hideOnlineAccounts: true, protection: 'off' },
      },
    });
    const byHand = JSON.stringify(raw);
    expect(byHand).not.toMatch(/ComputerName|TimeZone|ProductKey|HideEULAPage|AcceptEula|MetaData/);
    expect(byHand).toMatch(/DiskConfiguration.*RunSynchronous.*AutoLogon.*FirstLogonCommands.*LocalAccount/);
  });

  it('is not taken when it would say more than the file', () => {
    const { windows } = importAnswer(file('<TimeZone>UTC</TimeZone>', 'oobeSystem')).result.draft;
    expect(windows).toMatchObject({ language: { ask: true }, raw: [{ pass: 'oobeSystem' }] });
  });
});

describe('a secret of an imported answer file', () => {
  it('has the same reference each time, and another than that of a file of the same name', () => {
    const referenceIn = (password: string) => {
      const inside = `<UserAccounts><AdministratorPassword><Value>${password}</Value></AdministratorPassword></UserAccounts>`;
      const { result } = importAnswer(file(inside), { fileName: 'autounattend.xml' });
      return result.secrets[0]!.reference;
    };
    expect(referenceIn('Une')).toMatch(
      /^import\/autounattend-[0-9a-f]{8}\/useraccounts-administratorpassword$/,
    );
    expect(referenceIn('Une')).toBe(referenceIn('Une'));
    expect(referenceIn('Autre')).not.toBe(referenceIn('Une'));
  });

  it('becomes a reference of its own, and the list says which line to take its value from', () => {
    const { result, values } = imported('workshop.xml');
    expect(result.secrets.map(({ reference, line, put }) => [reference, line, put.en])).toEqual([
      [
        'import/workshop-311f5fbc/autologon-password',
        97,
        'etabli secret put import/workshop-311f5fbc/autologon-password: the value of line 97, unchanged',
      ],
      [
        'import/workshop-311f5fbc/synchronouscommand-commandline',
        104,
        'etabli secret put import/workshop-311f5fbc/synchronouscommand-commandline: the value of line 104, unchanged',
      ],
      [
        'import/workshop-311f5fbc/localaccount-password',
        125,
        'etabli secret put import/workshop-311f5fbc/localaccount-password: the value of line 125, unchanged',
      ],
    ]);
    expect(Object.fromEntries(values)).toEqual({
      'import/workshop-311f5fbc/autologon-password': 'Etabli-2026!',
      'import/workshop-311f5fbc/synchronouscommand-commandline': 'net user atelier Autre-2026 /active:yes',
      'import/workshop-311f5fbc/localaccount-password': 'Etabli-2026!',
    });
  });

  it.each([
    'net user anna hunter2 /add',
    'cmd /c net use Z: \\\\nas\\share hunter2 /user:corp\\anna',
    'powershell -c "Set-X -Password hunter2"',
    'powershell -c "ConvertTo-SecureString hunter2 -AsPlainText -Force"',
    'setup.exe /pwd=hunter2',
    'reg add "HKLM\\Winlogon" /v DefaultPassword /d hunter2',
  ])('is a whole command that brings it along: %s', (command) => {
    const inside = `<FirstLogonCommands><SynchronousCommand><CommandLine>${command}</CommandLine></SynchronousCommand></FirstLogonCommands>`;
    const { result, values } = importAnswer(file(inside));
    expect([...values.values()]).toEqual([command]);
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });

  it('is found again in a command that repeats it', () => {
    const inside =
      '<AutoLogon><Password><Value>Hunter-2</Value></Password></AutoLogon><FirstLogonCommands><SynchronousCommand>' +
      '<CommandLine>tool.exe anna Hunter-2</CommandLine></SynchronousCommand></FirstLogonCommands>';
    const { result, values } = importAnswer(file(inside));
    expect([...values.values()]).toEqual(['Hunter-2', 'tool.exe anna Hunter-2']);
    expect(JSON.stringify(result)).not.toContain('Hunter-2');
  });

  it.each([
    'net user anna /active:no',
    'net user',
    'echo your password is on the label',
    'net use Z: /delete',
  ])('is not seen where there is none: %s', (command) => {
    const inside = `<FirstLogonCommands><SynchronousCommand><CommandLine>${command}</CommandLine></SynchronousCommand></FirstLogonCommands>`;
    expect(importAnswer(file(inside)).result.secrets).toEqual([]);
  });
});

describe('bytes that are no Windows answer file', () => {
  it.each([
    ['nothing', ''],
    ['no XML', 'd-i debian-installer/locale string fr_FR'],
    ['XML that is cut off', '<unattend xmlns="urn:schemas-microsoft-com:unattend"><settings>'],
    ['another document', '<html/>'],
    ['another namespace', '<unattend xmlns="urn:other"/>'],
    ['a DOCTYPE', '<!DOCTYPE unattend [<!ENTITY a "b">]><unattend/>'],
  ])('are refused with where and why: %s', (_title, text) => {
    expect(() => importAnswer(Buffer.from(text))).toThrow(InputError);
  });

  it('say which element stands there', () => {
    expect(() => importAnswer(Buffer.from('<html/>'))).toThrow(
      'this is not a Windows answer file: <html> on line 1',
    );
  });
});

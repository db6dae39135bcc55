import { InputError } from '../../../../platform/core/index.js';
import { windowsAnswer, windowsProfile } from '../../../../../test/support/windows-answer.js';

const REG = 'Windows Registry Editor Version 5.00\n';

/** The data of a script that run.ps1 reads on the PC. */
function listed(scripts: object): { name: string; [key: string]: unknown }[] {
  const manifest = windowsAnswer({ scripts }).file('scripts.json')!;
  return (JSON.parse(manifest) as { scripts: { name: string }[] }).scripts;
}

function refusal(scripts: object): [field: string, expected: string][] {
  try {
    windowsProfile({ scripts });
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map(({ field, expected }) => [field as string, expected.en]);
  }
}

describe('scripts of the profile', () => {
  it.each(['system', 'defaultUser', 'firstLogon', 'everyUser'])('run in %s, in their order', (phase) => {
    const scripts = [
      { name: 'second-thing', language: 'cmd', text: 'exit /b 1', onError: 'stop' },
      { name: 'first-thing', text: 'exit 0' },
    ];
    expect(listed({ [phase]: scripts })).toEqual([
      {
        phase,
        name: `${phase}-01-second-thing`,
        file: `${phase}-01-second-thing.cmd`,
        language: 'cmd',
        onError: 'stop',
        removes: [],
      },
      {
        phase,
        name: `${phase}-02-first-thing`,
        file: `${phase}-02-first-thing.ps1`,
        language: 'powershell',
        onError: 'continue',
        removes: [],
      },
    ]);
  });

  it('write a reg file for the hive of new accounts', () => {
    const text = `${REG}[HKEY_CURRENT_USER\\Console]\n"A"="HKEY_CURRENT_USER"\n[-HKCU\\Software\\X]\n[HKEY_LOCAL_MACHINE\\X]\n`;
    const answer = windowsAnswer({ scripts: { defaultUser: [{ name: 'keys', language: 'reg', text }] } });
    expect(answer.file('defaultUser-01-keys.reg')).toBe(
      `${REG}[HKEY_USERS\\DefaultUser\\Console]\n"A"="HKEY_CURRENT_USER"\n[-HKEY_USERS\\DefaultUser\\Software\\X]\n[HKEY_LOCAL_MACHINE\\X]\n`,
    );
  });

  it('leave a reg file of another phase alone', () => {
    const text = `${REG}[HKEY_CURRENT_USER\\Console]\n`;
    const answer = windowsAnswer({ scripts: { firstLogon: [{ name: 'keys', language: 'reg', text }] } });
    expect(answer.file('firstLogon-01-keys.reg')).toBe(text);
  });

  it.each([
    [
      'VBScript',
      { name: 'a', language: 'vbscript', text: 'x' },
      'language',
      'one of these values: cmd, powershell, reg',
    ],
    [
      'a reg file without its first line',
      { name: 'a', language: 'reg', text: '[HKEY_LOCAL_MACHINE\\X]' },
      'text',
      '"Windows Registry Editor Version 5.00" on the first line',
    ],
    [
      'what XML cannot hold',
      { name: 'a', text: 'a\u0000b' },
      'text',
      'a text without control characters or half characters',
    ],
    [
      'a name that is no file name',
      { name: '../a', text: 'x' },
      'name',
      'lower-case letters and digits, separated by hyphens',
    ],
  ])('are refused with %s', (_title, script, field, expected) => {
    expect(refusal({ system: [script] })).toEqual([[`windows.scripts.system[0].${field}`, expected]]);
  });

  it('are refused when two of a phase have one name', () => {
    const two = [
      { name: 'a', text: 'x' },
      { name: 'a', text: 'y' },
    ];
    expect(refusal({ system: two })).toEqual([
      ['windows.scripts.system[1]', 'one name a script of the phase'],
    ]);
  });
});

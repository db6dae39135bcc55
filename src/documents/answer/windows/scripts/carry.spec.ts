import { powershellFaults } from '../../../../../test/support/powershell-syntax.js';
import { windowsAnswer } from '../../../../../test/support/windows-answer.js';
import type { MachineScript } from '../contribution.js';
import { UNPACK_COMMAND, carry } from './carry.js';

const SETUP = 'Microsoft-Windows-Shell-Setup';
const COMMAND = 'RunSynchronous/RunSynchronousCommand';
const POWERSHELL = 'powershell.exe -NoProfile -ExecutionPolicy Bypass';
const RUN = `${POWERSHELL} -File C:\\Windows\\Setup\\Etabli\\run.ps1 -Phase`;
const FINISH = `${POWERSHELL} -File C:\\Windows\\Setup\\Etabli\\finish.ps1`;

function script(name: string, more: Partial<MachineScript> = {}): MachineScript {
  return { phase: 'system', language: 'powershell', name, text: `'${name}'`, ...more };
}

function manifestOf(...given: Parameters<typeof carry>) {
  const text = carry(...given).files.find(({ name }) => name === 'scripts.json')!.text;
  return JSON.parse(text) as { secret: string[]; scripts: Record<string, unknown>[] };
}

describe('the carriage of files and scripts', () => {
  it('is nothing without them', () => {
    expect(carry([], [])).toEqual({ settings: [], commands: [], files: [], scripts: [] });
  });

  it('is these commands and this list, for a script of each phase', () => {
    const scripts = [
      script('logon', { phase: 'firstLogon', language: 'cmd', onError: 'stop' }),
      script('hello'),
      script('keys', { phase: 'defaultUser', language: 'reg' }),
      script('greet', { phase: 'everyUser' }),
      script('again', { onError: 'continue' }),
    ];
    const { commands, settings, files } = carry(scripts, [{ name: 'wlan-1.xml', text: '<WLANProfile/>' }]);
    expect(commands).toEqual([
      { pass: 'specialize', path: UNPACK_COMMAND, description: 'Unpack what this file carries' },
      { pass: 'specialize', path: `${RUN} system`, description: 'Run the scripts of the phase system' },
      {
        pass: 'specialize',
        path: `${RUN} defaultUser`,
        description: 'Run the scripts of the phase defaultUser',
      },
    ]);
    expect(settings).toEqual([
      {
        pass: 'oobeSystem',
        component: SETUP,
        elements: [
          {
            name: 'FirstLogonCommands',
            content: [
              {
                name: 'SynchronousCommand',
                action: 'add',
                content: [
                  { name: 'CommandLine', content: `${RUN} firstLogon` },
                  { name: 'Description', content: 'Run the scripts of the phase firstLogon' },
                  { name: 'RequiresUserInput', content: 'false' },
                ],
              },
              {
                name: 'SynchronousCommand',
                action: 'add',
                content: [
                  { name: 'CommandLine', content: FINISH },
                  { name: 'Description', content: 'Remove what this file leaves' },
                  { name: 'RequiresUserInput', content: 'false' },
                ],
              },
            ],
          },
        ],
      },
    ]);
    expect(files.map(({ name }) => name)).toEqual([
      'unpack.ps1',
      'run.ps1',
      'finish.ps1',
      'scripts.json',
      'wlan-1.xml',
      'system-01-hello.ps1',
      'system-02-again.ps1',
      'defaultUser-01-keys.reg',
      'firstLogon-01-logon.cmd',
      'everyUser-01-greet.ps1',
    ]);
    const all = (phase: string, name: string, extension: string, language: string) => {
      const onError = name === 'firstLogon-01-logon' ? 'stop' : 'continue';
      return { phase, name, file: `${name}.${extension}`, language, onError, removes: [] };
    };
    expect(manifestOf(scripts, [])).toEqual({
      secret: [],
      scripts: [
        all('system', 'system-01-hello', 'ps1', 'powershell'),
        all('system', 'system-02-again', 'ps1', 'powershell'),
        all('defaultUser', 'defaultUser-01-keys', 'reg', 'reg'),
        all('firstLogon', 'firstLogon-01-logon', 'cmd', 'cmd'),
        all('everyUser', 'everyUser-01-greet', 'ps1', 'powershell'),
      ],
    });
  });

  it('runs only phases that have scripts, and cleans up after files alone', () => {
    const { commands, settings } = carry([], [{ name: 'a.xml', text: '' }]);
    expect(commands.map(({ path }) => path)).toEqual([UNPACK_COMMAND]);
    expect(JSON.stringify(settings)).toContain(JSON.stringify(FINISH));
    expect(JSON.stringify(settings)).not.toContain('run.ps1');
  });

  it('starts with a command that Windows Setup takes', () => {
    expect(UNPACK_COMMAND).toBe(
      'powershell.exe -NoProfile -ExecutionPolicy Bypass -Command "$x=[xml]::new();' +
        'foreach($f in gci C:\\Windows\\Panther -Recurse -Filter unattend.xml){$x.Load($f.FullName);' +
        "$u=$x.SelectSingleNode('//*[@name=''unpack.ps1'']');if($u){iex $u.InnerText;break}}\"",
    );
    expect(UNPACK_COMMAND.length).toBeLessThanOrEqual(259);
    expect(UNPACK_COMMAND).not.toMatch(/%/);
    expect(powershellFaults(/-Command "(.*)"$/.exec(UNPACK_COMMAND)![1]!)).toEqual([]);
  });

  it('carries PowerShell that Windows PowerShell 5.1 can read', () => {
    const { files } = carry([script('hello')], []);
    const scripts = files.filter(({ name }) => name.endsWith('.ps1'));
    expect(scripts.map(({ name, text }) => [name, powershellFaults(text)])).toEqual([
      ['unpack.ps1', []],
      ['run.ps1', []],
      ['finish.ps1', []],
      ['system-01-hello.ps1', []],
    ]);
  });

  it('removes a secret with the last script that needs it', () => {
    const wlan = { name: 'wlan-1.xml', text: 'key', secret: true };
    const other = { name: 'other.p12', text: 'key', secret: true };
    const scripts = [
      script('join', { secret: true }),
      script('wifi', { text: "netsh wlan add profile 'C:\\Windows\\Setup\\Etabli\\wlan-1.xml'" }),
      script('again', { phase: 'firstLogon', text: 'netsh wlan add profile wlan-1.xml' }),
    ];
    const { secret, scripts: listed } = manifestOf(scripts, [wlan, other]);
    expect(secret).toEqual(['wlan-1.xml', 'other.p12', 'system-01-join.ps1']);
    expect(listed.map(({ name, removes }) => [name, removes])).toEqual([
      ['system-01-join', ['system-01-join.ps1']],
      ['system-02-wifi', []],
      ['firstLogon-01-again', ['wlan-1.xml']],
    ]);
  });

  it.each([
    [
      'a secret script',
      [script('mount', { phase: 'everyUser', secret: true })],
      [],
      'everyUser-01-mount.ps1',
    ],
    [
      'a script that needs a secret file',
      [script('wifi', { phase: 'everyUser', text: 'wlan-1.xml' })],
      [{ name: 'wlan-1.xml', text: '', secret: true }],
      'wlan-1.xml',
    ],
  ])('refuses %s for every user', (_title, scripts, files, name) => {
    expect(() => carry(scripts, files)).toThrow(
      `${name} holds a secret: a script of every user would stay readable on the PC`,
    );
  });

  it.each(['run.ps1', 'RUN.PS1', '..\\a.xml', 'a b.xml', 'system-01-hello.ps1'])(
    'refuses a carried file of the name %s',
    (name) => {
      expect(() => carry([script('hello')], [{ name, text: '' }])).toThrow(/: two files bear this name/);
    },
  );
});

describe('a carried script in an answer file', () => {
  const text = 'echo "a & b" <c>\r\n%PATH% é\n';
  const answer = windowsAnswer(
    { scripts: { system: [{ name: 'hello', language: 'cmd', text }] } },
    { kind: 'unattend' },
  );

  it('is there as it was given', () => {
    expect(answer.file('system-01-hello.cmd')).toBe(text);
  });

  it('is unpacked and run in specialize', () => {
    expect(answer.values('specialize', 'Microsoft-Windows-Deployment', `${COMMAND}/Path`)).toEqual([
      UNPACK_COMMAND,
      `${RUN} system`,
    ]);
    expect(answer.values('specialize', 'Microsoft-Windows-Deployment', `${COMMAND}/Order`)).toEqual([
      '1',
      '2',
    ]);
  });

  it('leaves no copy of the answer file after the first logon', () => {
    expect(answer.values('oobeSystem', SETUP, 'FirstLogonCommands/SynchronousCommand/CommandLine')).toEqual([
      FINISH,
    ]);
  });
});

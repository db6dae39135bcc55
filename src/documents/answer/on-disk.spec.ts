import { DOMParser } from '@xmldom/xmldom';
import { encodingsOf, SECRET_WINDOWS, WINDOWS_SECRETS } from '../../../test/support/secret-windows.js';
import { parseProfile } from '../profile/index.js';
import { checkAnswer } from './check/check-answer.js';
import { renderAnswer, renderOnDisk } from './render-answer.js';

const COMMAND = 'powershell.exe -File C:\\Windows\\Etabli\\first-boot.ps1';
const machine = { serial: 'SN-1', hostname: 'PC-001' };

const onDisk = (document: object) => renderOnDisk({ profile: parseProfile(document), machine }, COMMAND);
const withWindows = (windows: object) => onDisk({ name: 'pc', master: { name: 'windows-11' }, windows });

/** `pass component element/…` of every text of the file. */
function settingsOf(text: string): string[] {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  const placed = [...document.getElementsByTagName('component')];
  return placed.flatMap((component) =>
    [...component.getElementsByTagName('*')]
      .filter((element) => element.getElementsByTagName('*').length === 0)
      .map((element) => {
        const pass = (component.parentNode as unknown as Element).getAttribute('pass');
        return `${pass} ${component.getAttribute('name')} ${element.nodeName} = ${element.textContent}`;
      }),
  );
}

describe('the answer file on the disk of a PC', () => {
  const { text, secrets } = onDisk(SECRET_WINDOWS);

  it('holds no secret, in no encoding, and no mark where one would stand', () => {
    const found = Object.values(WINDOWS_SECRETS)
      .flatMap(encodingsOf)
      .filter((form) => text.includes(form));
    expect(found).toEqual([]);
    expect(text).not.toContain('{vault:');
  });

  it('says which secrets the whole file needs, and the whole file does hold them', () => {
    expect(secrets).toEqual(Object.keys(WINDOWS_SECRETS).sort());
    const profile = parseProfile(SECRET_WINDOWS);
    const reveal = new Map(Object.entries(WINDOWS_SECRETS));
    const whole = renderAnswer({ kind: 'unattend', profile, machine, reveal }).files[0]!.text;
    const missing = Object.entries(WINDOWS_SECRETS).filter(
      ([, value]) => !encodingsOf(value).some((form) => whole.includes(form)),
    );
    expect(missing).toEqual([]);
  });

  it('is the name, the language and the command of the first boot, and nothing of oobeSystem', () => {
    expect(settingsOf(text)).toEqual([
      'specialize Microsoft-Windows-Deployment Order = 1',
      'specialize Microsoft-Windows-Deployment Description = Etabli first boot',
      `specialize Microsoft-Windows-Deployment Path = ${COMMAND}`,
      'specialize Microsoft-Windows-International-Core InputLocale = 040c:0000040c',
      'specialize Microsoft-Windows-International-Core SystemLocale = fr-FR',
      'specialize Microsoft-Windows-International-Core UILanguage = fr-FR',
      'specialize Microsoft-Windows-International-Core UserLocale = fr-FR',
      'specialize Microsoft-Windows-Shell-Setup TimeZone = Romance Standard Time',
      'specialize Microsoft-Windows-Shell-Setup ComputerName = PC-001',
    ]);
  });

  it('is an answer file without faults', () => {
    const { findings } = checkAnswer(Buffer.from(text));
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('keeps the settings of specialize that hold no secret, and leaves every command to the first boot', () => {
    const settings = settingsOf(
      withWindows({
        domain: { workgroup: 'MAIRIE' },
        setup: { bypass: { network: true } },
        scripts: { system: [{ name: 'hello', language: 'cmd', text: 'echo hello' }] },
        raw: [
          {
            pass: 'specialize',
            component: 'Microsoft-Windows-Deployment',
            settings: [
              {
                name: 'RunSynchronous',
                settings: [
                  {
                    name: 'RunSynchronousCommand',
                    action: 'add',
                    settings: [{ name: 'Path', value: 'cmd /c echo mine' }],
                  },
                ],
              },
            ],
          },
        ],
      }).text,
    );
    expect(settings).toContain('specialize Microsoft-Windows-UnattendedJoin JoinWorkgroup = MAIRIE');
    expect(settings.filter((line) => line.includes(' Path = '))).toEqual([
      `specialize Microsoft-Windows-Deployment Path = ${COMMAND}`,
    ]);
  });

  it('keeps a text that only looks like the place of a secret', () => {
    const raw = [
      {
        pass: 'specialize',
        component: 'Microsoft-Windows-Shell-Setup',
        settings: [{ name: 'RegisteredOwner', value: '{vault:nothing}' }],
      },
    ];
    expect(settingsOf(withWindows({ raw }).text)).toContain(
      'specialize Microsoft-Windows-Shell-Setup RegisteredOwner = {vault:nothing}',
    );
  });

  it('holds no join blob that was given for this PC', () => {
    const { windows } = SECRET_WINDOWS;
    const profile = parseProfile({
      ...SECRET_WINDOWS,
      windows: { ...windows, domain: { offlineJoin: true } },
    });
    const joinBlob = WINDOWS_SECRETS['pc/join'];
    const { text: alone } = renderOnDisk({ profile, machine: { ...machine, joinBlob } }, COMMAND);
    expect(encodingsOf(joinBlob!).filter((form) => alone.includes(form))).toEqual([]);
  });
});

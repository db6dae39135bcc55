import { encodingsOf, SECRET_WINDOWS, WINDOWS_SECRETS } from '../../../../../test/support/secret-windows.js';
import { powershellFaults } from '../../../../../test/support/powershell-syntax.js';
import { renderOnDisk } from '../../../../documents/answer/index.js';
import { askedOptions, parseProfile } from '../../../../documents/profile/index.js';
import { optionsScript } from '../../../recette/index.js';
import { FIRST_BOOT_COMMAND } from '../../first-boot/windows-answers.js';
import { answerFiles } from './answer-files.js';

const HOSTILE = `https://10.77.1.3:8443/'"; Remove-Item C:\\ #\u2019$(calc)`;

function filesOf(document: object, given: object = {}) {
  const profile = parseProfile(document);
  const files = answerFiles({
    unattend: renderOnDisk({ profile, machine: { hostname: 'PC-001' } }, FIRST_BOOT_COMMAND).text,
    optionsScript: optionsScript(askedOptions(profile.windows!)),
    certificateAuthority: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    server: 'https://10.77.1.3:8443',
    ticket: 'a.ticket.x',
    ...given,
  });
  return new Map(files.map(({ path, base64 }) => [path, Buffer.from(base64, 'base64')]));
}

const plain = { name: 'pc', master: { name: 'windows-11' }, windows: {} };

describe('the files of the first boot', () => {
  const files = filesOf(SECRET_WINDOWS);

  it('are these', () => {
    expect([...files.keys()]).toEqual([
      'Windows/Panther/unattend.xml',
      'Windows/Etabli/first-boot.ps1',
      'Windows/Etabli/report.ps1',
      'Windows/Etabli/options.ps1',
      'Windows/Etabli/ca.pem',
      'Windows/Etabli/first-boot.json',
    ]);
    expect(JSON.parse(files.get('Windows/Etabli/first-boot.json')!.toString())).toEqual({
      server: 'https://10.77.1.3:8443',
      ticket: 'a.ticket.x',
    });
  });

  it('hold no secret of the profile, in no encoding', () => {
    const all = Buffer.concat([...files.values()]);
    const texts = [all.toString('utf8'), all.toString('latin1'), all.toString('utf16le')];
    const found = Object.entries(WINDOWS_SECRETS).filter(([, secret]) =>
      encodingsOf(secret).some((form) => texts.some((text) => text.includes(form))),
    );
    expect(found).toEqual([]);
    expect(all.includes('{vault:')).toBe(false);
  });

  it('begin with a byte order mark where PowerShell reads them, and have lines of Windows', () => {
    for (const name of ['first-boot', 'report', 'options']) {
      const bytes = files.get(`Windows/Etabli/${name}.ps1`)!;
      expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
      expect(/[^\r]\n/.test(bytes.toString())).toBe(false);
      expect(powershellFaults(bytes.toString().slice(1))).toEqual([]);
    }
  });

  it('are the same scripts for every PC: no value of a profile or a server can change what they do', () => {
    const others = filesOf(plain, { server: HOSTILE, ticket: HOSTILE, certificateAuthority: HOSTILE });
    for (const name of ['first-boot', 'report']) {
      const path = `Windows/Etabli/${name}.ps1`;
      expect(others.get(path)!.equals(files.get(path)!)).toBe(true);
    }
    expect(JSON.parse(others.get('Windows/Etabli/first-boot.json')!.toString())).toEqual({
      server: HOSTILE,
      ticket: HOSTILE,
    });
  });

  it('are started by a command that RunSynchronous can hold', () => {
    expect(FIRST_BOOT_COMMAND).toBe(
      'powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Windows\\Etabli\\first-boot.ps1',
    );
    expect(FIRST_BOOT_COMMAND.length).toBeLessThan(260);
  });
});

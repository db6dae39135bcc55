import { InputError } from '../../../../platform/core/index.js';
import { joinBlobText } from '../../../../../test/support/join-blob.js';
import {
  type AskedAnswer,
  windowsAnswer,
  windowsProfile,
} from '../../../../../test/support/windows-answer.js';

const blob = joinBlobText({ domain: 'corp.example', machine: 'PC-001' });
const account = { user: 'jonction', password: { vault: 'ad/join' } };

function identification(domain: object | undefined, asked: AskedAnswer = {}) {
  const answer = windowsAnswer(domain ? { domain } : {}, asked);
  return (path: string) =>
    answer.value('specialize', 'Microsoft-Windows-UnattendedJoin', `Identification/${path}`);
}

describe('the domain of a Windows PC', () => {
  it('is written whole', () => {
    const { text } = windowsAnswer(
      { domain: { join: 'corp.example', account, organizationalUnit: 'OU=Postes,DC=corp,DC=example' } },
      { secrets: { 'ad/join': 'a<b' } },
    );
    const start = text.indexOf('    <component name="Microsoft-Windows-UnattendedJoin"');
    expect(text.slice(start, text.indexOf('  </settings>', start))).toBe(
      `    <component name="Microsoft-Windows-UnattendedJoin" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <Identification>
        <Credentials>
          <Domain>corp.example</Domain>
          <Password>a&lt;b</Password>
          <Username>jonction</Username>
        </Credentials>
        <JoinDomain>corp.example</JoinDomain>
        <MachineObjectOU>OU=Postes,DC=corp,DC=example</MachineObjectOU>
      </Identification>
    </component>
`,
    );
  });

  it('is not written when nothing says it', () => {
    expect(windowsAnswer({}).text).not.toContain('UnattendedJoin');
  });

  it('puts `workgroup` into JoinWorkgroup', () => {
    expect(identification({ workgroup: 'ATELIER' })('JoinWorkgroup')).toBe('ATELIER');
  });

  it('puts `join` into JoinDomain', () => {
    expect(identification({ join: 'corp.example', account })('JoinDomain')).toBe('corp.example');
  });

  it('puts `account` into Credentials, its password by reference', () => {
    const at = identification({ join: 'corp.example', account: { ...account, domain: 'CORP' } });
    expect([at('Credentials/Domain'), at('Credentials/Username'), at('Credentials/Password')]).toEqual([
      'CORP',
      'jonction',
      '{vault:ad/join}',
    ]);
  });

  it('gives no domain for an account that says its own', () => {
    const at = identification({ join: 'corp.example', account: { ...account, user: 'j@corp.example' } });
    expect([at('Credentials/Domain'), at('Credentials/Username')]).toEqual([undefined, 'j@corp.example']);
  });

  it('puts `organizationalUnit` into MachineObjectOU', () => {
    const organizationalUnit = 'OU=Salle A\\, nord,OU=Postes,DC=corp,DC=example';
    expect(identification({ join: 'corp.example', account, organizationalUnit })('MachineObjectOU')).toBe(
      organizationalUnit,
    );
  });

  it.each([
    [
      'of the PC',
      { offlineJoin: true },
      { machine: { joinBlob: `${blob.slice(0, 40)}\r\n${blob.slice(40)}` } },
    ],
    ['of the PC, without the group', undefined, { machine: { joinBlob: blob } }],
    ['of the vault', { offlineJoin: { vault: 'ad/blob' } }, { secrets: { 'ad/blob': blob } }],
  ])('puts the join blob %s into AccountData', (_, domain, asked) => {
    expect(identification(domain, asked)('Provisioning/AccountData')).toBe(blob);
  });

  it('shows a join blob of the vault by its reference', () => {
    expect(identification({ offlineJoin: { vault: 'ad/blob' } })('Provisioning/AccountData')).toBe(
      '{vault:ad/blob}',
    );
  });

  it('leaves the organizational unit to the blob, which says it', () => {
    const domain = { offlineJoin: true, organizationalUnit: 'OU=Postes,DC=corp,DC=example' };
    expect(identification(domain, { machine: { joinBlob: blob } })('MachineObjectOU')).toBeUndefined();
  });
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

describe('a domain that cannot be', () => {
  it.each([
    [
      'a blob and credentials',
      { offlineJoin: true, join: 'corp.example', account },
      [['windows.domain.offlineJoin', 'absent, since join stands: one at a time']],
    ],
    [
      'a workgroup and a domain',
      { workgroup: 'ATELIER', join: 'corp.example', account },
      [['windows.domain.join', 'absent, since workgroup stands: one at a time']],
    ],
    [
      'a workgroup and a blob',
      { workgroup: 'ATELIER', offlineJoin: true },
      [['windows.domain.offlineJoin', 'absent, since workgroup stands: one at a time']],
    ],
    ['nothing', {}, [['windows.domain', 'one of: workgroup, join, offlineJoin']]],
    [
      'no account',
      { join: 'corp.example' },
      [['windows.domain.account', 'the account that joins the domain']],
    ],
    [
      'an account that joins nothing',
      { workgroup: 'ATELIER', account },
      [['windows.domain.account', 'absent without join: nothing uses it']],
    ],
    [
      'a unit of a workgroup',
      { workgroup: 'ATELIER', organizationalUnit: 'OU=Postes,DC=corp,DC=example' },
      [['windows.domain.organizationalUnit', 'absent with workgroup']],
    ],
    [
      'a unit that is no distinguished name',
      { join: 'corp.example', account, organizationalUnit: 'corp.example/Postes' },
      [['windows.domain.organizationalUnit', 'an organizational unit: OU=Workstations,DC=corp,DC=example']],
    ],
    [
      'a workgroup of 16 letters',
      { workgroup: 'ABCDEFGHIJKLMNOP' },
      [['windows.domain.workgroup', 'a NetBIOS name, at most 15 characters']],
    ],
    [
      'a domain with a space',
      { join: 'corp example', account },
      [['windows.domain.join', 'a domain such as corp.example']],
    ],
  ])('is refused in the profile: %s', (_, domain, findings) => {
    expect(refusal(() => windowsProfile({ domain }))).toEqual(findings);
  });

  it.each([
    ['join', { join: 'corp.example', account }],
    ['workgroup', { workgroup: 'ATELIER' }],
  ])('is refused with the blob of the PC: %s', (way, domain) => {
    expect(refusal(() => windowsAnswer({ domain }, { machine: { joinBlob: blob } }))).toEqual([
      [`windows.domain.${way}`, 'absent, since this PC has a join blob: windows.domain.offlineJoin'],
    ]);
  });

  it('is refused without the blob that it asks for', () => {
    expect(refusal(() => windowsAnswer({ domain: { offlineJoin: true } }))).toEqual([
      ['machine.joinBlob', 'the join blob of this PC, in base64'],
    ]);
  });

  it('is refused with the blob of another PC', () => {
    const work = (hostname: string) => () => windowsAnswer({}, { machine: { joinBlob: blob, hostname } });
    expect(refusal(work('PC-002'))).toEqual([
      ['machine.hostname', 'PC-001, the name that the join blob says'],
    ]);
    expect(refusal(work('pc-001'))).toBeUndefined();
  });

  it('is refused with a blob that does not decode, which is not repeated', () => {
    const work = () => windowsAnswer({}, { machine: { joinBlob: 'ARAIAMzMzMw=' } });
    expect(refusal(work)).toEqual([['machine.joinBlob', 'the NDR header 01 10 08 00 cc cc cc cc']]);
    expect(work).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ found: '[secret]' })] }),
    );
    const vault = () =>
      windowsAnswer(
        { domain: { offlineJoin: { vault: 'ad/blob' } } },
        { secrets: { 'ad/blob': 'no base64!' } },
      );
    expect(refusal(vault)).toEqual([['windows.domain.offlineJoin', 'base64']]);
  });
});

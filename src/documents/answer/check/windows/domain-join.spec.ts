import { joinBlobBytes, joinBlobText } from '../../../../../test/support/join-blob.js';
import { settings, SHELL, TOKENS, unattend } from '../../../../../test/support/windows-findings.js';
import { findingsOf, reported } from '../../../../../test/support/windows-rules.js';
import { domainJoin } from './domain-join.js';

const JOIN = 'Microsoft-Windows-UnattendedJoin';
const names = { domain: 'corp.example', machine: 'PC-001' };
const blob = joinBlobText(names);
const provisioning = (text: string) => `<Provisioning><AccountData>${text}</AccountData></Provisioning>`;

function joined(...inside: string[]): string[] {
  return findingsOf(
    [domainJoin],
    settings('specialize', JOIN, '<Identification>', ...inside, '</Identification>'),
  );
}

const CREDENTIALS = '<Credentials><Username>a</Username></Credentials>';

describe('how a PC joins', () => {
  it.each([
    ['a blob', [provisioning(blob)]],
    ['an account', ['<JoinDomain>corp.example</JoinDomain>', CREDENTIALS]],
    [
      'without an account, on purpose',
      ['<JoinDomain>corp</JoinDomain>', '<UnsecureJoin>true</UnsecureJoin>'],
    ],
    ['a workgroup', ['<JoinWorkgroup>ATELIER</JoinWorkgroup>']],
    ['a blob, and empty elements', [provisioning(blob), '<JoinDomain></JoinDomain>']],
  ])('has nothing to say about it: %s', (_, inside) => {
    expect(joined(...inside)).toEqual([]);
  });

  it('is one way: not a blob and credentials', () => {
    expect(joined(provisioning(blob), '<JoinDomain>corp.example</JoinDomain>', CREDENTIALS)).toEqual([
      '6 error windows/two-ways-to-join: <JoinDomain>, <Provisioning> | a join blob, or an account',
      '7 error windows/two-ways-to-join: <Credentials>, <Provisioning> | a join blob, or an account',
    ]);
  });

  it('is one way: not a blob of offlineServicing and credentials either', () => {
    const text = unattend(
      '<settings pass="offlineServicing">',
      `<component name="${JOIN}" ${TOKENS}><OfflineIdentification>${provisioning(blob)}</OfflineIdentification></component>`,
      '</settings>',
      '<settings pass="specialize">',
      `<component name="${JOIN}" ${TOKENS}><Identification>`,
      CREDENTIALS,
      '</Identification></component>',
      '</settings>',
    );
    expect(findingsOf([domainJoin], text)).toEqual([
      '7 error windows/two-ways-to-join: <Credentials>, <Provisioning> | a join blob, or an account',
    ]);
  });

  it('is one way: not a domain and a workgroup', () => {
    expect(
      joined('<JoinDomain>corp.example</JoinDomain>', '<JoinWorkgroup>ATELIER</JoinWorkgroup>', CREDENTIALS),
    ).toEqual(['6 error windows/two-ways-to-join: <JoinDomain>, <JoinWorkgroup> | a domain, or a workgroup']);
  });

  it('needs an account', () => {
    expect(joined('<JoinDomain>corp.example</JoinDomain>')).toEqual([
      '5 warning windows/no-join-account: <JoinDomain> (Credentials: —) | <Credentials>, or a join blob',
    ]);
  });
});

describe('a join blob', () => {
  const bytes = joinBlobBytes(names);
  const length = bytes.length - 16;

  it.each([
    ['no base64', 'PC-001!', 'error windows/bad-join-blob: <AccountData> (7) | base64'],
    [
      'no NDR header',
      Buffer.from('of another kind').toString('base64'),
      'error windows/bad-join-blob: <AccountData> (20) | the NDR header 01 10 08 00 cc cc cc cc',
    ],
    [
      'a cut end',
      bytes.subarray(0, 60).toString('base64'),
      `error windows/bad-join-blob: <AccountData> (80) | ${length} bytes after the NDR header, not 44`,
    ],
    ['a placeholder', '{{ blob }}', 'note windows/placeholder: <AccountData> (10) | base64'],
    ['words', 'Base64Encoded Blob', 'note windows/placeholder: <AccountData> (18) | base64'],
  ])('that does not decode is named: %s', (_, text, finding) => {
    expect(joined(provisioning(text))).toEqual([`5 ${finding}`]);
  });

  it('is not repeated', () => {
    const cut = bytes.subarray(0, 60).toString('base64');
    const text = settings('specialize', JOIN, `<Identification>${provisioning(cut)}</Identification>`);
    expect(JSON.stringify(reported([domainJoin], text))).not.toContain(cut);
  });

  it.each([
    [
      'PC-002',
      ['2 warning windows/join-blob-of-another-pc: PC-002 | PC-001, the name that the join blob says'],
    ],
    ['pc-001', []],
    ['*', []],
    ['{{ name }}', []],
  ])('is for the PC that it names, and not for %s', (name, findings) => {
    const text = unattend(
      `<settings pass="specialize"><component name="${SHELL}" ${TOKENS}><ComputerName>${name}</ComputerName></component>`,
      `<component name="${JOIN}" ${TOKENS}><Identification>${provisioning(blob)}</Identification></component></settings>`,
    );
    expect(findingsOf([domainJoin], text)).toEqual(findings);
  });
});

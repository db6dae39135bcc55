import type { JoinedAccount } from '../../../park/directory/index.js';
import { judgedJoin, type JoinSeen, type Membership } from './judged-join.js';

const OU = 'OU=Postes,DC=corp,DC=test';
const membership = (parts: Partial<Membership> = {}): Membership => ({
  computerName: 'PC-001',
  partOfDomain: true,
  domain: 'corp.test',
  secureChannel: true,
  distinguishedName: null,
  ...parts,
});
const account = (parts: Partial<JoinedAccount> = {}): JoinedAccount => ({
  directory: 'corp',
  computer: 'PC-001',
  dn: `CN=PC-001,${OU}`,
  organizationalUnit: OU,
  isDisabled: false,
  operatingSystem: 'Windows 11 Pro',
  lastLogon: '2026-05-04T08:00:00.000Z',
  isAfterJoin: true,
  groups: ['CN=Postes-Compta,DC=corp,DC=test'],
  silent: [],
  ...parts,
});
const line = (parts: Partial<JoinSeen>, kind: string) =>
  judgedJoin(
    {
      domain: 'corp.test',
      organizationalUnit: OU,
      groups: [],
      membership: membership(),
      account: account(),
      ...parts,
    },
    new Date(0),
  )
    .filter((check) => check.kind === kind)
    .map(
      ({ severity, verdict, expected, measured }) =>
        `${severity} ${verdict}: ${expected.en} → ${measured.en}`,
    );

describe('a join', () => {
  it('that both sides confirm passes every check', () => {
    const groups = ['cn=postes-compta, DC=corp,DC=test'];
    const user = {
      dn: 'CN=anna',
      account: 'anna',
      wasCreated: true,
      wasEnabled: false,
      isEnabled: true,
      groups: [],
    };
    const seen = {
      domain: 'corp.test',
      organizationalUnit: OU,
      groups,
      membership: membership(),
      account: account(),
      user,
    };
    expect(judgedJoin(seen, new Date(0)).map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual([
      'domain-joined passed',
      'domain-channel passed',
      'domain-account passed',
      'domain-logon passed',
      'domain-system passed',
      'domain-groups passed',
      'domain-user passed',
    ]);
  });

  it.each<[string, Partial<JoinSeen>, string, string]>([
    [
      'Windows says it is of a workgroup',
      { membership: membership({ partOfDomain: false, domain: null }) },
      'domain-joined',
      'blocking failed: corp.test → workgroup',
    ],
    [
      'Windows is of another domain',
      { membership: membership({ domain: 'other.test' }) },
      'domain-joined',
      'blocking failed: corp.test → other.test',
    ],
    [
      'Windows could not tell',
      { membership: membership({ partOfDomain: null }) },
      'domain-joined',
      'blocking unmeasured: corp.test → not measured: Windows has not answered',
    ],
    [
      'Windows could not be asked',
      { membership: null },
      'domain-channel',
      'blocking unmeasured: established → not measured: Windows has not answered',
    ],
    [
      'its secure channel is broken',
      { membership: membership({ secureChannel: false }) },
      'domain-channel',
      'blocking failed: established → broken',
    ],
    [
      'the directory has no account',
      { account: account({ dn: null, organizationalUnit: null, isDisabled: null }) },
      'domain-account',
      `blocking failed: ${OU} → no account`,
    ],
    [
      'the account is elsewhere',
      {
        account: account({
          dn: 'CN=PC-001,CN=Computers,DC=corp,DC=test',
          organizationalUnit: 'CN=Computers,DC=corp,DC=test',
        }),
      },
      'domain-account',
      `blocking failed: ${OU} → CN=PC-001,CN=Computers,DC=corp,DC=test`,
    ],
    [
      'the account is disabled',
      { account: account({ isDisabled: true }) },
      'domain-account',
      `blocking failed: ${OU} → disabled: CN=PC-001,${OU}`,
    ],
    [
      'it has never logged on',
      { account: account({ lastLogon: null, isAfterJoin: null }) },
      'domain-logon',
      'blocking failed: after the join → no logon',
    ],
    [
      'it last logged on before',
      { account: account({ isAfterJoin: false }) },
      'domain-logon',
      'blocking failed: after the join → 2026-05-04T08:00:00.000Z',
    ],
    [
      'a server that may know a logon is silent',
      { account: account({ isAfterJoin: false, silent: [{ server: 'dc2', why: { fr: '-', en: '-' } }] }) },
      'domain-logon',
      'blocking unmeasured: after the join → not measured: a domain controller does not answer',
    ],
    [
      'the directory does not say the system',
      { account: account({ operatingSystem: null }) },
      'domain-system',
      'reserve unmeasured: Windows → not measured: the directory does not say it yet',
    ],
    [
      'the directory says another system',
      { account: account({ operatingSystem: 'Samba' }) },
      'domain-system',
      'reserve failed: Windows → Samba',
    ],
    [
      'it is in no group',
      { groups: ['CN=Autre,DC=corp,DC=test'] },
      'domain-groups',
      'reserve failed: CN=Autre,DC=corp,DC=test → ∌ CN=Autre,DC=corp,DC=test',
    ],
    [
      'the person cannot log on',
      {
        user: {
          dn: 'd',
          account: 'anna',
          wasCreated: false,
          wasEnabled: false,
          isEnabled: false,
          groups: [],
        },
      },
      'domain-user',
      'reserve failed: enabled → disabled: anna',
    ],
  ])('where %s', (_, parts, kind, expected) => {
    expect(line(parts, kind)).toEqual([expected]);
  });

  it('with an account, where no directory is known, is judged by Windows alone', () => {
    const seen = { domain: 'corp.test', groups: [], membership: membership() };
    expect(judgedJoin(seen, new Date(0)).map(({ kind }) => kind)).toEqual([
      'domain-joined',
      'domain-channel',
    ]);
  });
});

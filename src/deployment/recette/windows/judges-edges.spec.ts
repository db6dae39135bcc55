import {
  USERS,
  type Given,
  said,
  healthy,
  but,
  inRegistry,
  joined,
  ENCRYPTED,
  NT,
  CONTROL,
} from '../../../../test/support/windows-judging.js';

/** What a kind says where it is neither of the two above. */
const EDGES: [title: string, kind: string, said: string, given: Given][] = [
  [
    'a firewall whose service is stopped',
    'firewall-on',
    'failed: service stopped',
    but('firewall', { service: false }),
  ],
  [
    'a firewall of which one profile was not told',
    'firewall-on',
    'unmeasured: not measured: the three profiles were not read',
    but('firewall', { profiles: (healthy['firewall']!['profiles'] as object[]).slice(1) }),
  ],
  [
    'a firewall that the profile turns off',
    'firewall-on',
    'failed: Domain on, Private on, Public on',
    { windows: { network: { firewall: { public: { enabled: false } } } } },
  ],
  [
    'a clock of the past',
    'clock-right',
    'failed: 1000 s apart',
    but('time', { now: '2026-06-01T09:42:50.000Z' }),
  ],
  [
    'a clock that was read while the order was under way',
    'clock-right',
    'passed: 0 s apart',
    but('time', { now: '2026-06-01T09:59:40.000Z' }),
  ],
  [
    'a time service that is not synchronised yet',
    'time-synchronised',
    'failed: NTP servers, not synchronised yet',
    but('time', { leap: 3, stratum: 0 }),
  ],
  [
    'a time service that does not answer',
    'time-synchronised',
    'unmeasured: not measured: the time service does not answer',
    but('time', { leap: null, stratum: null }),
  ],
  ['a PC of a domain that takes its time elsewhere', 'time-synchronised', 'failed: NTP servers', joined()],
  [
    'an account that is missing',
    'users',
    'failed: missing: bruno',
    { windows: { accounts: { users: [...USERS, { name: 'bruno' }] } } },
  ],
  [
    'an account that is disabled',
    'users',
    'failed: disabled: anna',
    but('accounts', {
      users: (healthy['accounts']!['users'] as { name: string }[]).map((one) =>
        one.name === 'anna' ? { ...one, disabled: true } : one,
      ),
    }),
  ],
  [
    'the account of Établi that nobody knows of',
    'local-administrators',
    'failed: not asked for: PC-1\\etabli-4f2a',
    { asked: { ownAccounts: [] } },
  ],
  [
    'the administrators of a domain, outside of it',
    'local-administrators',
    'failed: not asked for: CORP\\Admins du domaine',
    but('administrators', {
      members: [
        ...(healthy['administrators']!['members'] as object[]),
        { name: 'Admins du domaine', owner: 'CORP', sid: 'S-1-5-21-9-9-9-512' },
      ],
    }),
  ],
  [
    'the administrators of its domain',
    'local-administrators',
    'passed: anna',
    {
      ...joined(),
      probes: {
        administrators: {
          group: 'g',
          members: [
            ...(healthy['administrators']!['members'] as object[]),
            { name: 'Admins du domaine', owner: 'CORP', sid: 'S-1-5-21-9-9-9-512' },
          ],
        },
      },
    },
  ],
  [
    'a Remote Desktop that was asked for',
    'remote-desktop',
    'passed: on, with NLA',
    {
      windows: { security: { remoteDesktop: { enabled: true } } },
      registry: { [`${CONTROL}\\Terminal Server fDenyTSConnections`]: 0 },
    },
  ],
  [
    'a Remote Desktop without NLA',
    'remote-desktop',
    'failed: on, without NLA',
    {
      windows: { security: { remoteDesktop: { enabled: true } } },
      registry: {
        [`${CONTROL}\\Terminal Server fDenyTSConnections`]: 0,
        [`${CONTROL}\\Terminal Server\\WinStations\\RDP-Tcp UserAuthentication`]: 0,
      },
    },
  ],
  [
    'an autologon that was asked for',
    'autologon-off',
    'passed: on',
    {
      windows: { accounts: { users: USERS, autologon: { username: 'anna', count: 1 } } },
      registry: { [`${NT}\\Winlogon AutoAdminLogon`]: '1' },
    },
  ],
  [
    'an autologon that nobody asked for',
    'autologon-off',
    'failed: on',
    inRegistry(`${NT}\\Winlogon AutoAdminLogon`, '1'),
  ],
  [
    'an older build than that of the image',
    'windows-version',
    'failed: Professional 26100.1',
    { registry: { [`${NT} CurrentBuildNumber`]: '26100', [`${NT} UBR`]: 1 } },
  ],
  [
    'a build that nobody knows the end of',
    'windows-maintained',
    'unmeasured: not measured: no date known for Professional 99999',
    inRegistry(`${NT} CurrentBuildNumber`, '99999'),
  ],
  [
    'an Enterprise, which is maintained longer',
    'windows-maintained',
    'passed: Enterprise 22631, until 2026-11-10',
    { registry: { [`${NT} CurrentBuildNumber`]: '22631', [`${NT} EditionID`]: 'Enterprise' } },
  ],
  [
    'a search for updates of tomorrow',
    'updates-searched',
    'unmeasured: not measured: a date to come: 2026-07-01T10:00:00Z',
    but('update-agent', { searchedAt: '2026-07-01T10:00:00Z' }),
  ],
  [
    'no search for updates ever',
    'updates-searched',
    'failed: never searched for',
    but('update-agent', { searchedAt: null }),
  ],
  [
    'a PC without a battery',
    'battery-health',
    'not-applicable: no battery',
    but('battery', { present: false, batteries: [] }),
  ],
  [
    'a battery that does not tell',
    'battery-health',
    'unmeasured: not measured: the battery does not tell its capacity',
    but('battery', { batteries: [{ full: 48_000, designed: null }] }),
  ],
  [
    'a disk that says neither',
    'disk-health',
    'unmeasured: not measured: X (unknown)',
    but('disks', { disks: [{ name: 'X', serial: 'X', health: 5, wear: null, errors: null }] }),
  ],
  [
    'a disk that SMART gives up',
    'disk-health',
    'failed: Samsung SSD 980 (healthy)',
    but('disks', { failing: 1 }),
  ],
  [
    'a volume of which Windows does not tell',
    'filesystem-clean',
    'unmeasured: not measured: Windows does not tell',
    but('volumes', { volumes: [{ letter: 'C:', fileSystem: 'NTFS', bytes: 9, free: 9, dirty: null }] }),
  ],
  [
    'a BIOS PC',
    'disk-layout',
    'passed: MBR',
    { asked: { firmware: 'bios' }, ...but('partitions', { style: 'MBR' }) },
  ],
  [
    'a recovery key of which no step told',
    'bitlocker-recovery-key',
    'unmeasured: not measured: no step said where it is',
    { windows: ENCRYPTED },
  ],
  [
    'an adapter with a fixed address',
    'network-addresses',
    'passed: 10.0.0.5',
    {
      windows: {
        network: {
          interfaces: [
            {
              mac: '52:54:00:12:34:56',
              ipv4: { addresses: ['10.0.0.5/24'], gateway: '10.0.0.1' },
              dns: { servers: ['10.0.0.53'] },
            },
          ],
        },
      },
    },
  ],
  [
    'an adapter without the DNS that was asked for',
    'network-addresses',
    'failed: missing: 10.0.0.99',
    { windows: { network: { interfaces: [{ name: 'ethernet', dns: { servers: ['10.0.0.99'] } }] } } },
  ],
  [
    'an adapter that is not there',
    'network-addresses',
    'failed: missing: 52:54:00:00:00:01',
    { windows: { network: { interfaces: [{ mac: '52:54:00:00:00:01', dns: { servers: ['10.0.0.53'] } }] } } },
  ],
  [
    'a share that the PC’s own account may not read',
    'share-readable',
    'unmeasured: not measured: the server answers, but not to the account of the PC: \\\\fichiers\\commun',
    but('drives', { drives: [{ path: '\\\\fichiers\\commun', reachable: true, readable: false }] }),
  ],
  [
    'a printer that could not be asked',
    'printer-present',
    'unmeasured: not measured: installed, could not be asked: Accueil',
    but('printers', {
      printers: [{ name: 'Accueil', driver: 'IPP', offline: false, server: null, reachable: null }],
    }),
  ],
  [
    'folders that could not be searched',
    'no-leftover-password',
    'unmeasured: not measured: 2 unreadable folders',
    but('answer-files', { unsearched: 2 }),
  ],
  [
    'a program that Windows lists by another name',
    'packages-present',
    'unmeasured: not measured: installed by Établi, not in Windows’ list by this name: Tool',
    { asked: { software: [{ name: 'Tool' }] } },
  ],
  [
    'an audit policy that says none',
    'audit-policy',
    'failed: not recorded: Logon, Account Lockout, User Account Management, Security Group Management, Audit Policy Change',
    but('audit-policy', {
      events: (healthy['audit-policy']!['events'] as object[]).map((one) => ({ ...one, outcome: 4 })),
    }),
  ],
  [
    'a critical event of a source that is otherwise usual',
    'no-error-event',
    'failed: Microsoft-Windows-DistributedCOM 10016 ×1',
    but('events', {
      groups: [{ log: 'System', source: 'Microsoft-Windows-DistributedCOM', id: 10016, level: 1, count: 1 }],
    }),
  ],
  [
    'a PC in a domain that was not asked for',
    'domain-member',
    'failed: corp.example',
    but('computer', { domain: 'corp.example' }),
  ],
  [
    'a PC of another domain',
    'domain-member',
    'failed: corp.example',
    {
      ...joined(),
      windows: { domain: { join: 'other.example', account: { user: 'j', password: { vault: 'j' } } } },
    },
  ],
];

describe('a check of Windows tells apart', () => {
  it.each(EDGES)('%s', (_, kind, expected, given) => {
    expect(said(kind, given)).toEqual([expected]);
  });
});

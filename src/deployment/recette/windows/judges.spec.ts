import {
  HEALTHY_REGISTRY,
  healthyProbes,
  measuredResult,
  registryAnswers,
} from '../../../../test/support/healthy-windows.js';
import { parseProfile } from '../../../documents/profile/index.js';
import type { CheckResult } from '../check.js';
import type { WindowsAsked } from './asked.js';
import { WINDOWS_CHECKS } from './checks.js';
import { measuredSchema } from './measurements.js';
import { judgeMeasured, measuringOrder } from './run-windows.js';

const NOW = new Date('2026-06-01T10:00:00Z');
const TIME = { startedAt: new Date(NOW.getTime() - 30_000), endedAt: NOW };
const SEARCHED = { searchedAt: NOW.toISOString(), leftOut: ['Windows 11, version 25H2'] };
const USERS = [{ name: 'anna', groups: ['Administrators'], password: { vault: 'anna' } }];

interface Given {
  windows?: object;
  profile?: object;
  asked?: Partial<WindowsAsked>;
  probes?: Record<string, unknown>;
  registry?: Record<string, unknown>;
  parameters?: object;
}

function askedOf({ windows = {}, profile = {}, asked = {} }: Given): WindowsAsked {
  const document = parseProfile({
    ...{ name: 'office', master: { name: 'win' }, ...profile },
    windows: { accounts: { users: USERS }, ...windows },
  });
  return {
    ...{
      document,
      windows: document.windows!,
      hostname: 'PC-1',
      firmware: 'uefi',
      memoryBytes: 16 * 2 ** 30,
    },
    image: { edition: 'Professional', build: '26100.1742', languages: ['fr-FR'] },
    ...{
      ownAccounts: ['etabli-4f2a'],
      names: ['etabli.lan'],
      shares: ['\\\\fichiers\\commun'],
      printers: ['Accueil'],
    },
    ...{ software: [{ name: '7-Zip', version: '24.09' }] },
    ...asked,
  };
}

function judge(kind: string | undefined, given: Given = {}, measured?: unknown): CheckResult[] {
  const asked = askedOf(given);
  const { reads } = measuringOrder(asked);
  const registry = registryAnswers(reads, { ...HEALTHY_REGISTRY, ...given.registry });
  const result = measured ?? measuredResult({ ...healthyProbes(NOW), registry, ...given.probes });
  const checks =
    kind === undefined || given.parameters === undefined
      ? []
      : [{ kind, severity: 'reserve' as const, parameters: given.parameters }];
  const results = judgeMeasured(measuredSchema.parse(result), { checks, without: [] }, asked, TIME);
  return kind === undefined ? results : results.filter((one) => one.kind === kind);
}

/** `passed: 2.0, on` */
const said = (kind: string, given?: Given, measured?: unknown): string[] =>
  judge(kind, given, measured).map(({ verdict, measured: { en } }) => `${verdict}: ${en}`);

const healthy = healthyProbes(NOW) as Record<string, Record<string, unknown>>;
/** The probe with some of its fields changed. */
const but = (probe: string, fields: object): Given => ({
  probes: { [probe]: { ...healthy[probe], ...fields } },
});
const inRegistry = (key: string, value: unknown): Given => ({ registry: { [key]: value } });
const administratorsBut = (name: string, fields: object): Given =>
  but('administrators', {
    members: (healthy['administrators']!['members'] as { name: string }[]).map((one) =>
      one.name === name ? { ...one, ...fields } : one,
    ),
  });
const firewallBut = (name: string, fields: object): Given =>
  but('firewall', {
    profiles: (healthy['firewall']!['profiles'] as { name: string }[]).map((one) =>
      one.name === name ? { ...one, ...fields } : one,
    ),
  });
const usersAnd = (...more: object[]): Given =>
  but('accounts', { users: [...(healthy['accounts']!['users'] as object[]), ...more] });
const adapterBut = (fields: object): Given =>
  but('adapters', { adapters: [{ ...(healthy['adapters']!['adapters'] as object[])[0], ...fields }] });
const DOMAIN = {
  ...{ domain: 'corp.example', secureChannel: true, resolved: true, policies: ['Default Domain Policy'] },
  ...{
    distinguishedName: 'CN=PC-1,OU=Salle A,DC=corp,DC=example',
    policyStatus: 0,
    policyEndedAt: '2026-06-01T09:58:00Z',
  },
};
const joined = (fields: object = {}): Given => ({
  windows: { domain: { offlineJoin: true } },
  asked: { organizationalUnit: 'OU=Salle A, DC=corp,DC=example' },
  probes: { domain: { ...DOMAIN, ...fields }, computer: { ...healthy['computer'], domain: 'corp.example' } },
});
const ENCRYPTED = { security: { bitlocker: { mode: 'on', escrow: [{ to: 'active-directory' }] } } };
const CURRENT = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion';
const NT = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const CONTROL = 'SYSTEM\\CurrentControlSet\\Control';
const SERVICES = 'SYSTEM\\CurrentControlSet\\Services';

/** What each kind says of a PC on which all is well, then what it says of one on which it is not. */
type Case = [kind: string, good: string, bad: string, change: Given, goodGiven?: Given];
const CASES: Case[] = [
  ['hostname', 'PC-1', 'DESKTOP-7F', but('computer', { name: 'DESKTOP-7F' })],
  ['windows-version', 'Professional 26200.1742', 'Core 26200.1742', inRegistry(`${NT} EditionID`, 'Core')],
  [
    'windows-maintained',
    'Professional 26200, until 2027-10-12',
    'Professional 22631, until 2025-11-11',
    inRegistry(`${NT} CurrentBuildNumber`, '22631'),
  ],
  [
    'activation',
    'Windows(R), Professional edition: activated',
    'Windows: to be activated',
    but('activation', { products: [{ name: 'Windows', status: 5 }] }),
  ],
  [
    'no-restart-pending',
    'none',
    'parts of Windows, domain join',
    but('restart', { components: true, joined: true }),
  ],
  ['page-file', 'C:\\pagefile.sys 2048 MiB', 'absent', but('page-file', { files: [] })],
  ['fast-startup', 'off', 'on', inRegistry(`${CONTROL}\\Session Manager\\Power HiberbootEnabled`, 1)],
  ['time-synchronised', 'NTP servers, stratum 3', 'no source', but('time', { type: 'NoSync' })],
  ['clock-right', '0 s apart', '3600 s apart', but('time', { now: '2026-06-01T11:00:00.000Z' })],
  [
    'timezone',
    'Romance Standard Time',
    'UTC',
    inRegistry(`${CONTROL}\\TimeZoneInformation TimeZoneKeyName`, 'UTC'),
  ],
  ['locale', 'fr-FR, fr-FR', 'en-US, fr-FR', but('regional', { installed: 'en-US' })],
  ['keyboard', '0000040c', '00000409, 0000040c', but('regional', { keyboards: ['00000409', '0000040c'] })],
  [
    'no-pending-update',
    'none',
    'KB5034441',
    but('updates', { count: 1, pending: [{ title: 'KB5034441', severity: 'Critical' }] }),
  ],
  [
    'updates-searched',
    '1 day(s) ago',
    '40 day(s) ago',
    but('update-agent', { searchedAt: '2026-04-22T09:00:00Z' }),
  ],
  ['update-service', 'Manual', 'Disabled', but('update-agent', { startMode: 'Disabled' })],
  [
    'device-drivers',
    '120 devices, none at fault',
    'I226-V: without driver, Camera: code 10',
    but('devices', {
      ill: [
        { name: 'I226-V', id: 'PCI', code: 28 },
        { name: 'Camera', id: 'USB', code: 10 },
      ],
    }),
  ],
  [
    'drivers-signed',
    '142 drivers, all signed',
    'Old (oem3.inf)',
    but('driver-signatures', { unsigned: ['Old (oem3.inf)'] }),
  ],
  ['memory-size', '15.7 GiB', '8 GiB', but('memory', { usableBytes: 8 * 2 ** 30 })],
  ['battery-health', '96 %', '40 %', but('battery', { batteries: [{ full: 20_000, designed: 50_000 }] })],
  ['tpm-present', '2.0, on', '1.2, on', but('tpm', { version: '1.2' })],
  ['firmware-mode', 'UEFI', 'BIOS', inRegistry(`${CONTROL} PEFirmwareType`, 1)],
  ['secure-boot', 'on', 'off', inRegistry(`${CONTROL}\\SecureBoot\\State UEFISecureBootEnabled`, 0)],
  [
    'free-space',
    '75 % (150 GiB of 200 GiB)',
    '5 % (10 GiB of 200 GiB)',
    but('volumes', {
      volumes: [{ letter: 'C:', fileSystem: 'NTFS', bytes: 200 * 2 ** 30, free: 10 * 2 ** 30, dirty: false }],
    }),
  ],
  [
    'filesystem-clean',
    'no volume to check',
    'to check: C:',
    but('volumes', { volumes: [{ letter: 'C:', fileSystem: 'NTFS', bytes: 9, free: 9, dirty: true }] }),
  ],
  [
    'disk-health',
    'Samsung SSD 980 (healthy)',
    'Old HDD (warning)',
    but('disks', {
      disks: [{ name: 'Old HDD', serial: 'X', health: 1, bytes: 1, wear: null, errors: null }],
    }),
  ],
  [
    'disk-layout',
    'GPT, 4 partitions',
    'GPT, without: recovery',
    but('partitions', { partitions: (healthy['partitions']!['partitions'] as object[]).slice(0, 3) }),
  ],
  ['recovery-environment', '\\Recovery\\WindowsRE', 'off', but('recovery', { state: 0 })],
  [
    'bitlocker-on',
    'encrypted and protected',
    '40 % encrypted, not protected',
    but('bitlocker', {
      volumes: [{ letter: 'C:', protection: 0, conversion: 2, percent: 40, method: 7, protectors: [] }],
    }),
  ],
  [
    'bitlocker-method',
    'xts-aes-256',
    'aes-cbc-128',
    {
      windows: ENCRYPTED,
      ...but('bitlocker', {
        volumes: [{ letter: 'C:', protection: 1, conversion: 1, percent: 100, method: 3, protectors: [] }],
      }),
    },
    { windows: ENCRYPTED },
  ],
  [
    'bitlocker-recovery-key',
    'away from the PC',
    'kept nowhere: 9B1A-PASSWORD',
    { windows: ENCRYPTED, asked: { escrowed: [] } },
    { windows: ENCRYPTED, asked: { escrowed: ['{9b1a-password}'] } },
  ],
  ['vbs-running', 'running', 'on, not running', but('device-guard', { status: 1 })],
  ['credential-guard', 'on', 'off', but('device-guard', { running: [2] })],
  ['memory-integrity', 'on', 'off', but('device-guard', { running: [1] })],
  [
    'antivirus-running',
    'service on, antivirus on, mode Normal',
    'service on, antivirus on, mode Passive',
    but('defender', { mode: 'Passive' }),
  ],
  ['antivirus-real-time', 'on', 'off', but('defender', { realTime: false })],
  [
    'antivirus-signatures',
    '1.421.100.0, 1 day(s) old',
    '1.421.100.0, 30 day(s) old',
    but('defender', { signaturesAt: '2026-05-02T10:00:00Z' }),
  ],
  ['tamper-protection', 'on', 'off', but('defender', { tamper: false })],
  ['antivirus-exclusions', 'none', 'C:\\Temp', but('defender-exclusions', { paths: ['C:\\Temp'] })],
  [
    'single-antivirus',
    'Windows Defender',
    'McAfee, Windows Defender',
    but('antivirus', {
      products: [
        { name: 'McAfee', state: 1 },
        { name: 'Windows Defender', state: 2 },
      ],
    }),
  ],
  [
    'smartscreen',
    'on',
    'off',
    inRegistry('SOFTWARE\\Policies\\Microsoft\\Windows\\System EnableSmartScreen', 0),
  ],
  [
    'firewall-on',
    'Domain on, Private on, Public on',
    'Domain on, Private on, Public off',
    firewallBut('Public', { enabled: 'False' }),
  ],
  [
    'firewall-inbound',
    'Domain Block, Private Block, Public Block',
    'Domain Block, Private Allow, Public Block',
    firewallBut('Private', { inbound: 'Allow' }),
  ],
  ['smb1-off', 'off', 'on', inRegistry(`${SERVICES}\\mrxsmb10 Start`, 3)],
  [
    'smb-signing',
    'server: required, client: required',
    'server: required, client: negotiated',
    but('smb', { clientSigning: false }),
  ],
  ['smb-guest-off', 'refused', 'allowed', but('smb', { insecureGuest: true })],
  [
    'llmnr-off',
    'off',
    'on',
    inRegistry('SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient EnableMulticast', null),
  ],
  ['netbios-off', 'off on every adapter', 'on: Ethernet', adapterBut({ netbios: 0 })],
  ['wpad-off', 'off', 'on', inRegistry(`${CURRENT}\\Internet Settings\\WinHttp DisableWpad`, null)],
  ['anonymous-listing-off', 'refused', 'allowed', inRegistry(`${CONTROL}\\Lsa RestrictAnonymousSAM`, 0)],
  ['ntlm-level', '5', '1', inRegistry(`${CONTROL}\\Lsa LmCompatibilityLevel`, 1)],
  [
    'powershell2-off',
    'absent',
    'on',
    but('features', { features: [{ name: 'MicrosoftWindowsPowerShellV2Root', state: 1 }] }),
  ],
  [
    'ipv6',
    'on',
    'DisabledComponents = 17',
    inRegistry(`${SERVICES}\\Tcpip6\\Parameters DisabledComponents`, 17),
  ],
  ['remote-registry-off', 'disabled', 'allowed', inRegistry(`${SERVICES}\\RemoteRegistry Start`, 3)],
  ['remote-desktop', 'off', 'on, with NLA', inRegistry(`${CONTROL}\\Terminal Server fDenyTSConnections`, 0)],
  [
    'winrm-https-only',
    '*+HTTPS',
    '*+HTTP, Basic',
    but('winrm', { listeners: ['*+HTTP', '*+HTTPS'], basic: true }),
  ],
  ['autorun-off', 'off', 'on', inRegistry(`${CURRENT}\\Policies\\Explorer NoDriveTypeAutoRun`, 145)],
  [
    'autoplay-off',
    'off',
    'on',
    inRegistry('SOFTWARE\\Policies\\Microsoft\\Windows\\Explorer NoAutoplayfornonVolume', null),
  ],
  [
    'uac-on',
    'on, with a question',
    'on, without a question',
    inRegistry(`${CURRENT}\\Policies\\System ConsentPromptBehaviorAdmin`, 0),
  ],
  ['autologon-off', 'off', 'password in clear', inRegistry(`${NT}\\Winlogon DefaultPassword`, 'not told')],
  ['cached-logons', '10', '50', inRegistry(`${NT}\\Winlogon CachedLogonsCount`, '50')],
  ['lsa-protection', 'on', 'off', inRegistry(`${CONTROL}\\Lsa RunAsPPL`, null)],
  ['wdigest-off', 'off', 'on', inRegistry(`${CONTROL}\\SecurityProviders\\WDigest UseLogonCredential`, 1)],
  [
    'screen-lock',
    'after 900 s',
    'never',
    inRegistry(`${CURRENT}\\Policies\\System InactivityTimeoutSecs`, null),
  ],
  [
    'guest-disabled',
    'disabled',
    'enabled',
    but('accounts', {
      users: [{ name: 'Invité', sid: 'S-1-5-21-1-2-3-501', disabled: false, passwordRequired: false }],
    }),
  ],
  [
    'builtin-administrator-disabled',
    'disabled',
    'enabled',
    but('accounts', {
      users: [{ name: 'Administrateur', sid: 'S-1-5-21-1-2-3-500', disabled: false, passwordRequired: true }],
    }),
  ],
  [
    'users',
    'anna',
    'not asked for: support',
    usersAnd({ name: 'support', sid: 'S-1-5-21-1-2-3-1003', disabled: false, passwordRequired: true }),
  ],
  [
    'local-administrators',
    'anna',
    'not asked for: CORP\\paul',
    but('administrators', {
      members: [
        ...(healthy['administrators']!['members'] as object[]),
        { name: 'paul', owner: 'CORP', sid: 'S-1-5-21-9-9-9-1104' },
      ],
    }),
  ],
  [
    'no-empty-password',
    'none',
    'kiosk',
    usersAnd({ name: 'kiosk', sid: 'S-1-5-21-1-2-3-1004', disabled: false, passwordRequired: false }),
  ],
  [
    'password-policy',
    'at least 12 characters, complex',
    'at least 0 characters',
    but('account-policy', { values: { MinimumPasswordLength: 0, PasswordComplexity: 0 } }),
  ],
  ['account-lockout', 'after 10 tries', 'never', but('account-policy', { values: { LockoutBadCount: 0 } })],
  [
    'laps',
    'on',
    'off',
    joined(),
    { ...joined(), registry: { 'SOFTWARE\\Microsoft\\Policies\\LAPS BackupDirectory': 2 } },
  ],
  [
    'audit-policy',
    'all of it recorded',
    'not recorded: Logon',
    but('audit-policy', {
      events: (healthy['audit-policy']!['events'] as { guid: string }[]).map((one) =>
        one.guid.startsWith('0CCE9215') ? { ...one, outcome: 1 } : one,
      ),
    }),
  ],
  [
    'powershell-logging',
    'on',
    'off',
    inRegistry(
      'SOFTWARE\\Policies\\Microsoft\\Windows\\PowerShell\\ScriptBlockLogging EnableScriptBlockLogging',
      0,
    ),
  ],
  ['security-log-size', '128 MiB', '1 MiB', inRegistry(`${SERVICES}\\EventLog\\Security MaxSize`, 2 ** 20)],
  [
    'domain-member',
    'corp.example',
    'workgroup WORKGROUP',
    { windows: { domain: { offlineJoin: true } } },
    joined(),
  ],
  [
    'organizational-unit',
    'OU=Salle A,DC=corp,DC=example',
    'CN=Computers,DC=corp,DC=example',
    joined({ distinguishedName: 'CN=PC-1,CN=Computers,DC=corp,DC=example' }),
    joined(),
  ],
  ['secure-channel', 'established', 'broken', joined({ secureChannel: false }), joined()],
  [
    'group-policy-applied',
    'Default Domain Policy (2026-06-01T09:58:00Z)',
    'error 1722',
    joined({ policyStatus: 1722 }),
    joined(),
  ],
  ['network-addresses', '10.0.0.5', '169.254.7.8', adapterBut({ addresses: ['169.254.7.8'] })],
  [
    'network-reachable',
    '10.0.0.1',
    '10.0.0.1',
    but('gateways', { gateways: [{ address: '10.0.0.1', answers: false, known: false }] }),
  ],
  [
    'dns',
    'etabli.lan',
    'not found: etabli.lan',
    but('names', { names: [{ name: 'etabli.lan', addresses: [] }] }),
  ],
  [
    'internet',
    'Ethernet : Internet',
    'Ethernet : LocalNetwork',
    but('connections', {
      connections: [{ name: 'Ethernet', category: 'Private', ipv4: 'LocalNetwork', ipv6: 'NoTraffic' }],
    }),
  ],
  [
    'wifi-profiles',
    'none',
    'not asked for: Cafe ; not protected: Cafe',
    but('wifi', { profiles: [{ name: 'Cafe', authentication: 'open' }] }),
  ],
  [
    'no-leftover-password',
    'none',
    'C:\\Windows\\Panther\\unattend.xml',
    but('answer-files', { files: [{ path: 'C:\\Windows\\Panther\\unattend.xml', hasPassword: true }] }),
  ],
  ['scheduled-tasks', 'no others', '\\Adware', but('tasks', { tasks: ['\\Etabli first boot', '\\Adware'] })],
  ['startup-programs', 'no others', 'McAfee', but('startup', { names: ['SecurityHealth', 'McAfee'] })],
  [
    'no-unexpected-share',
    'none',
    'Partage (C:\\Partage)',
    but('shares', { shares: [{ name: 'Partage', path: 'C:\\Partage', isAdministrative: false }] }),
  ],
  ['printer-present', 'Accueil', 'missing: Accueil', but('printers', { printers: [] })],
  [
    'share-readable',
    '\\\\fichiers\\commun',
    'do not answer: \\\\fichiers\\commun',
    but('drives', { drives: [{ path: '\\\\fichiers\\commun', reachable: false, readable: false }] }),
  ],
  [
    'packages-present',
    '7-Zip 24.09',
    'missing: LibreOffice',
    { parameters: { programs: ['7-Zip', 'LibreOffice'] } },
  ],
  [
    'no-failed-service',
    'none',
    'Spooler (1067)',
    but('services', { failed: [{ name: 'Spooler', exitCode: 1067 }] }),
  ],
  [
    'no-error-event',
    'none since 2026-06-01T10:00:00.000Z',
    'disk 7 ×3',
    but('events', { groups: [{ log: 'System', source: 'disk', id: 7, level: 2, count: 3 }] }),
  ],
  ['no-crash', 'none', '060126-1.dmp', but('crashes', { dumps: ['060126-1.dmp'] })],
];

describe('the checks of Windows', () => {
  it('are these, each with a case', () => {
    expect(CASES.map(([kind]) => kind)).toEqual([...WINDOWS_CHECKS.keys()]);
    expect(WINDOWS_CHECKS.size).toBe(93);
  });

  it.each(CASES.map(([kind, good, , , given = {}]) => [kind, good, given] as const))(
    '%s passes where all is well',
    (kind, good, given) => {
      expect(said(kind, given)).toEqual([`passed: ${good}`]);
    },
  );

  it.each(CASES.map(([kind, , bad, change]) => [kind, bad, change] as const))(
    '%s fails where it is not',
    (kind, bad, change) => {
      expect(said(kind, change)).toEqual([`failed: ${bad}`]);
    },
  );
});

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
    'an account of a domain that is called like the one that was asked for',
    'local-administrators',
    'failed: missing: anna ; not asked for: CORP\\anna',
    administratorsBut('anna', { owner: 'CORP', sid: 'S-1-5-21-9-9-9-1105' }),
  ],
  [
    'an account of a domain that is called like that of Établi',
    'local-administrators',
    'failed: not asked for: CORP\\etabli-4f2a',
    administratorsBut('etabli-4f2a', { owner: 'CORP', sid: 'S-1-5-21-9-9-9-1106' }),
  ],
  [
    'the built-in administrator of a domain',
    'local-administrators',
    'failed: not asked for: CORP\\Administrateur',
    but('administrators', {
      members: [
        { name: 'Administrateur', owner: 'CORP', sid: 'S-1-5-21-9-9-9-500' },
        ...(healthy['administrators']!['members'] as object[]),
      ],
    }),
  ],
  [
    'a group that the profile calls as a French Windows does',
    'local-administrators',
    'passed: anna',
    { windows: { accounts: { users: [{ ...USERS[0], groups: ['Administrateurs'] }] } } },
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
    'WinRM that a policy of the domain opens',
    'winrm-https-only',
    'failed: HTTP (GPO), Basic, AllowUnencrypted',
    {
      registry: Object.fromEntries(
        ['AllowAutoConfig', 'AllowBasic', 'AllowUnencryptedTraffic'].map((name) => [
          `SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service ${name}`,
          1,
        ]),
      ),
    },
  ],
  [
    'WinRM whose basic authentication a policy of the domain refuses',
    'winrm-https-only',
    'passed: *+HTTPS',
    {
      ...but('winrm', { basic: true }),
      registry: { 'SOFTWARE\\Policies\\Microsoft\\Windows\\WinRM\\Service AllowBasic': 0 },
    },
  ],
  [
    'an evaluation, which ends',
    'activation',
    'failed: Windows: activated, evaluation until 2026-08-30',
    but('activation', { products: [{ name: 'Windows', status: 1, evaluationEnds: '2026-08-30T10:00:00Z' }] }),
  ],
  [
    'a licence that does not end, beside another key',
    'activation',
    'passed: Windows: activated',
    but('activation', {
      products: [
        { name: 'Other', status: 5, evaluationEnds: null },
        { name: 'Windows', status: 1, evaluationEnds: '1601-01-01T00:00:00Z' },
      ],
    }),
  ],
  [
    'no search for updates ever',
    'updates-searched',
    'failed: never searched for',
    but('update-agent', { searchedAt: null }),
  ],
  [
    'a search by Établi, which the update agent does not note',
    'updates-searched',
    'passed: 0 day(s) ago',
    { ...but('update-agent', { searchedAt: null }), asked: { updates: SEARCHED } },
  ],
  [
    'a list of updates that were never searched for',
    'no-pending-update',
    'unmeasured: not measured: never searched for',
    but('updates', { searchedAt: null }),
  ],
  [
    'the date by which the update agent says never',
    'no-pending-update',
    'unmeasured: not measured: never searched for',
    but('updates', { searchedAt: '1899-12-30T00:00:00Z' }),
  ],
  [
    'a list after a search by Établi',
    'no-pending-update',
    'passed: none',
    { ...but('updates', { searchedAt: null }), asked: { updates: SEARCHED } },
  ],
  [
    'an update that the profile leaves aside',
    'no-pending-update',
    'passed: left aside: Windows 11, version 25H2',
    {
      ...but('updates', { count: 1, pending: [{ title: 'Windows 11, version 25H2', severity: '' }] }),
      asked: { updates: SEARCHED },
    },
  ],
  [
    'one beside it',
    'no-pending-update',
    'failed: KB5034441',
    {
      ...but('updates', {
        count: 2,
        pending: ['Windows 11, version 25H2', 'KB5034441'].map((title) => ({ title, severity: '' })),
      }),
      asked: { updates: SEARCHED },
    },
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

const HOSTILE: unknown[] = [
  ...[null, true, 0, '', 'x', [], {}, [null], { seen: null }, { volumes: null, system: null }, 1e308],
  { users: [{}], members: [{}], adapters: [{}], values: null, products: 'many' },
];

describe('a check of Windows never passes', () => {
  it.each([
    ['without an answer', { milliseconds: 1, answers: [] }],
    ['with no result at all', {}],
    ['with answers of another form', { answers: [{ probe: 7 }, null, 'devices'] }],
    ['with a list that is none', { answers: 'no' }],
  ])('%s', (_, measured) => {
    const results = judge(undefined, {}, measured);
    expect(results.filter(({ verdict }) => verdict === 'passed' || verdict === 'failed')).toEqual([]);
  });

  it('where its probe could not measure, and says why', () => {
    const faults = Object.keys(healthy).map((probe) => ({
      probe,
      value: null,
      fault: 'not measured within 20 s',
    }));
    const results = judge(undefined, {}, { milliseconds: 1, answers: faults });
    expect(results.filter(({ verdict }) => verdict === 'passed' || verdict === 'failed')).toEqual([]);
    expect(results.find(({ kind }) => kind === 'tpm-present')?.measured.en).toBe(
      'not measured: the PC could not measure it (not measured within 20 s)',
    );
  });

  it.each(HOSTILE.map((value) => [JSON.stringify(value), value]))('where probes answer %s', (_, value) => {
    const probes = Object.fromEntries(Object.keys(healthy).map((probe) => [probe, value]));
    const results = judge(undefined, {}, measuredResult({ ...probes, registry: value }));
    expect(results.filter(({ verdict }) => verdict === 'passed').map(({ kind }) => kind)).toEqual([]);
  });

  it('where the JSON of its probe is cut', () => {
    const measured = measuredResult(healthy);
    const cut = measured.answers.map((one) => ({ ...one, value: one.value!.slice(0, -1) }));
    const results = judge(undefined, {}, { ...measured, answers: cut });
    expect(results.filter(({ verdict }) => verdict === 'passed').map(({ kind }) => kind)).toEqual([]);
  });

  it.each(Object.keys(healthy))('where parts of the probe %s are null', (probe) => {
    const nulls = Object.fromEntries(Object.keys(healthy[probe]!).map((name) => [name, null]));
    const kinds = [...WINDOWS_CHECKS.values()].filter((one) => one.probe === probe).map(({ kind }) => kind);
    const results = judge(undefined, { probes: { [probe]: nulls } });
    const passed = results.filter(({ kind, verdict }) => kinds.includes(kind) && verdict === 'passed');
    expect(passed.map(({ kind }) => kind)).toEqual([]);
  });

  it('where registry values could not be read', () => {
    const { reads } = measuringOrder(askedOf({}));
    const unreadable = {
      reads: reads.map(({ hive, key, name }) => ({ hive, key, name, state: 'unreadable' })),
    };
    const results = judge(undefined, { probes: { registry: unreadable } });
    const kinds = [...WINDOWS_CHECKS.values()].filter(({ registry }) => Object.keys(registry).length > 0);
    const wrong = results.filter(
      ({ kind, verdict }) => kinds.some((one) => one.kind === kind) && verdict !== 'unmeasured',
    );
    expect(wrong.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual(['laps not-applicable']);
  });

  it('by an answer that comes twice: the first one counts', () => {
    const measured = measuredResult({
      ...healthy,
      tpm: { present: false, enabled: false, activated: false, version: '' },
    });
    const twice = { ...measured, answers: [...measured.answers, ...measuredResult(healthy).answers] };
    expect(said('tpm-present', {}, twice)).toEqual(['failed: absent']);
  });

  it('by an answer without an end: it is not read, and what is kept of a long one is bounded', () => {
    const endless = 'x'.repeat(400_001);
    expect(said('no-crash', but('crashes', { dumps: [endless] }))).toEqual([
      'unmeasured: not measured: answer too long',
    ]);
    const long = 'x'.repeat(399_000);
    const [result] = judge('no-crash', but('crashes', { dumps: [long] }));
    expect([result?.verdict, result?.measured.en.length, result?.evidence]).toEqual([
      'failed',
      2_001,
      { characters: 399_027 },
    ]);
  });
});

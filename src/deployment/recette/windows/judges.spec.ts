import {
  type Given,
  said,
  healthy,
  but,
  inRegistry,
  firewallBut,
  usersAnd,
  adapterBut,
  joined,
  ENCRYPTED,
  CURRENT,
  NT,
  CONTROL,
  SERVICES,
} from '../../../../test/support/windows-judging.js';
import { WINDOWS_CHECKS } from './checks.js';

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
    '1 day ago',
    '40 days ago',
    but('update-agent', { searchedAt: '2026-04-22T09:00:00Z' }),
  ],
  ['update-service', 'start on demand', 'disabled', but('update-agent', { startMode: 'Disabled' })],
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
    '1.421.100.0, 1 day old',
    '1.421.100.0, 30 days old',
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
    'none since 2026-06-01 10:00 UTC',
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

/**
 * What `recette/measure.ps1` measures on a PC on which everything is as a plain profile asks, probe by probe; `now` is
 * its clock. A domain is not asked.
 */
export function healthyProbes(now: Date): Record<string, object> {
  const ago = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString();
  return {
    activation: {
      products: [
        { name: 'Windows(R), Professional edition', status: 1, graceMinutes: 0, evaluationEnds: null },
      ],
    },
    updates: { count: 0, pending: [], searchedAt: ago(1) },
    'driver-signatures': { seen: 142, unsigned: [] },
    features: {
      features: [
        { name: 'SMB1Protocol', state: 2 },
        { name: 'MicrosoftWindowsPowerShellV2Root', state: 2 },
      ],
    },
    parts: {
      packages: ['Microsoft.WindowsCalculator', 'Microsoft.WindowsStore'],
      features: [
        { name: 'TelnetClient', state: 2 },
        { name: 'NetFx3', state: 1 },
      ],
      capabilities: [{ name: 'OpenSSH.Client~~~~0.0.1.0', state: 'Installed' }],
    },
    events: {
      since: ago(0),
      count: 1,
      groups: [{ log: 'System', source: 'Microsoft-Windows-DistributedCOM', id: 10016, level: 2, count: 1 }],
    },
    power: {
      plan: '381b4222-f694-41f0-9685-ff5bb260df2e',
      settings: [
        { source: 'AC', setting: '3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e', value: 600 },
        { source: 'DC', setting: '3c0bc021-c8a8-4e07-a973-6b14cbcb2b7e', value: 300 },
      ],
    },
    computer: {
      name: 'PC-1',
      domain: null,
      workgroup: 'WORKGROUP',
      isVirtual: false,
      bootedAt: ago(0),
      languages: ['fr-FR'],
    },
    restart: { components: false, updates: false, renamed: false, joined: false, files: 0 },
    time: {
      now: now.toISOString(),
      type: 'NTP',
      servers: 'time.windows.com,0x9',
      running: true,
      leap: 0,
      stratum: 3,
    },
    'update-agent': { searchedAt: ago(1), installedAt: ago(1), startMode: 'Manual' },
    'page-file': { files: [{ path: 'C:\\pagefile.sys', megabytes: 2048 }] },
    regional: {
      installed: 'fr-FR',
      systemLocale: 'fr-FR',
      keyboards: ['0000040c'],
      timeZone: 'Romance Standard Time',
    },
    domain: { domain: null },
    devices: { seen: 120, ill: [{ name: 'PS/2 port', id: 'ACPI\\PNP0303', code: 45 }] },
    memory: { modules: [8 * 2 ** 30, 8 * 2 ** 30], usableBytes: 15.7 * 2 ** 30 },
    battery: { present: true, batteries: [{ full: 48_000, designed: 50_000 }] },
    tpm: { present: true, enabled: true, activated: true, version: '2.0' },
    volumes: {
      system: 'C:',
      volumes: [
        { letter: 'C:', fileSystem: 'NTFS', bytes: 200 * 2 ** 30, free: 150 * 2 ** 30, dirty: false },
        { letter: '', fileSystem: 'NTFS', bytes: 2 ** 30, free: 2 ** 29, dirty: false },
      ],
    },
    disks: {
      failing: 0,
      disks: [{ name: 'Samsung SSD 980', serial: 'S64D', health: 0, bytes: 256e9, wear: 1, errors: 0 }],
    },
    partitions: {
      style: 'GPT',
      disk: 256e9,
      unallocated: 2 ** 20,
      partitions: [
        { type: 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b', bytes: 300 * 2 ** 20, letter: '' },
        { type: 'e3c9e316-0b5c-4db8-817d-f92df00215ae', bytes: 16 * 2 ** 20, letter: '' },
        { type: 'ebd0a0a2-b9e5-4433-87c0-68b6b72699c7', bytes: 200 * 2 ** 30, letter: 'C' },
        { type: 'de94bba4-06d1-4d40-a16a-bfd50179d6ac', bytes: 2 ** 30, letter: '' },
      ],
    },
    recovery: { state: 1, location: '\\Recovery\\WindowsRE' },
    bitlocker: {
      system: 'C:',
      volumes: [
        {
          ...{ letter: 'C:', protection: 1, conversion: 1, percent: 100, method: 7 },
          protectors: [
            { id: '{4D52-TPM}', type: 1 },
            { id: '{9B1A-PASSWORD}', type: 3 },
          ],
        },
      ],
    },
    'device-guard': { status: 2, running: [1, 2], configured: [1, 2] },
    defender: {
      ...{ mode: 'Normal', service: true, antivirus: true, realTime: true, behaviour: true, downloads: true },
      ...{ tamper: true, signatures: '1.421.100.0', signaturesAt: ago(1) },
    },
    'defender-exclusions': { paths: [], processes: [], extensions: [] },
    antivirus: { products: [{ name: 'Windows Defender', state: 397_568 }] },
    firewall: {
      service: true,
      profiles: ['Domain', 'Private', 'Public'].map((name) => ({
        ...{ name, enabled: 'True', inbound: 'Block', outbound: 'Allow', inboundRules: 'NotConfigured' },
        localRules: 'NotConfigured',
      })),
    },
    smb: { smb1: false, serverSigning: true, clientSigning: true, insecureGuest: false },
    accounts: {
      users: [
        { name: 'Administrateur', sid: 'S-1-5-21-1-2-3-500', disabled: true, passwordRequired: true },
        { name: 'Invité', sid: 'S-1-5-21-1-2-3-501', disabled: true, passwordRequired: false },
        { name: 'DefaultAccount', sid: 'S-1-5-21-1-2-3-503', disabled: true, passwordRequired: false },
        { name: 'anna', sid: 'S-1-5-21-1-2-3-1001', disabled: false, passwordRequired: true },
        { name: 'etabli-4f2a', sid: 'S-1-5-21-1-2-3-1002', disabled: false, passwordRequired: true },
      ],
    },
    administrators: {
      group: 'Administrateurs',
      members: [
        { name: 'Administrateur', owner: 'PC-1', sid: 'S-1-5-21-1-2-3-500' },
        { name: 'anna', owner: 'PC-1', sid: 'S-1-5-21-1-2-3-1001' },
        { name: 'etabli-4f2a', owner: 'PC-1', sid: 'S-1-5-21-1-2-3-1002' },
      ],
    },
    'account-policy': {
      values: {
        MinimumPasswordLength: 12,
        PasswordComplexity: 1,
        PasswordHistorySize: 5,
        MaximumPasswordAge: -1,
        LockoutBadCount: 10,
        LockoutDuration: 10,
      },
    },
    'audit-policy': {
      events: ['0CCE9215', '0CCE9217', '0CCE9235', '0CCE9237', '0CCE922F'].map((first) => ({
        guid: `${first}-69AE-11D9-BED3-505054503030`,
        outcome: 3,
      })),
    },
    adapters: {
      adapters: [
        {
          ...{ name: 'Ethernet', mac: '52:54:00:12:34:56', addresses: ['10.0.0.5', 'fe80::5'] },
          ...{ gateways: ['10.0.0.1'], dns: ['10.0.0.53'], dhcp: true, netbios: 2 },
        },
      ],
    },
    connections: {
      connections: [{ name: 'Ethernet', category: 'Private', ipv4: 'Internet', ipv6: 'NoTraffic' }],
    },
    gateways: { gateways: [{ address: '10.0.0.1', answers: false, known: true }] },
    names: { names: [{ name: 'etabli.lan', addresses: ['10.0.0.2'] }] },
    wifi: { profiles: [] },
    shares: {
      shares: [
        { name: 'C$', path: 'C:\\', isAdministrative: true },
        { name: 'IPC$', path: '', isAdministrative: true },
      ],
    },
    printers: {
      printers: [{ name: 'Accueil', driver: 'Generic', offline: false, server: '10.0.0.9', reachable: true }],
    },
    drives: { drives: [{ path: '\\\\fichiers\\commun', reachable: true, readable: true }] },
    winrm: { state: 'Running', startMode: 'Auto', listeners: ['*+HTTPS'], basic: false, unencrypted: false },
    'answer-files': {
      unsearched: 0,
      files: [{ path: 'C:\\Windows\\Panther\\unattend.xml', hasPassword: false }],
    },
    tasks: { tasks: ['\\Etabli first boot', '\\MicrosoftEdgeUpdateTaskMachineCore'] },
    startup: { names: ['SecurityHealth'] },
    programs: { programs: [{ name: '7-Zip 24.09 (x64)', version: '24.09' }] },
    services: { seen: 250, failed: [] },
    crashes: { dumps: [], reports: [] },
  };
}

const CURRENT = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion';
const NT = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const POLICIES = 'SOFTWARE\\Policies\\Microsoft';
const CONTROL = 'SYSTEM\\CurrentControlSet\\Control';
const SERVICES = 'SYSTEM\\CurrentControlSet\\Services';

/** Registry values of that PC by key and name; it has no others. */
export const HEALTHY_REGISTRY: Record<string, number | string> = {
  [`${NT} EditionID`]: 'Professional',
  [`${NT} CurrentBuildNumber`]: '26200',
  [`${NT} UBR`]: 1742,
  [`${NT}\\Winlogon AutoAdminLogon`]: '0',
  [`${NT}\\Winlogon CachedLogonsCount`]: '10',
  [`${CONTROL}\\Power HibernateEnabled`]: 1,
  [`${CONTROL}\\Session Manager\\Power HiberbootEnabled`]: 0,
  [`${CONTROL}\\TimeZoneInformation TimeZoneKeyName`]: 'Romance Standard Time',
  [`${CONTROL} PEFirmwareType`]: 2,
  [`${CONTROL}\\SecureBoot\\State UEFISecureBootEnabled`]: 1,
  [`${CONTROL}\\Lsa RestrictAnonymousSAM`]: 1,
  [`${CONTROL}\\Lsa LmCompatibilityLevel`]: 5,
  [`${CONTROL}\\Lsa RunAsPPL`]: 2,
  [`${CONTROL}\\Terminal Server fDenyTSConnections`]: 1,
  [`${SERVICES}\\RemoteRegistry Start`]: 4,
  [`${SERVICES}\\EventLog\\Security MaxSize`]: 128 * 2 ** 20,
  [`${CURRENT}\\Explorer SmartScreenEnabled`]: 'Warn',
  [`${CURRENT}\\Policies\\System EnableLUA`]: 1,
  [`${CURRENT}\\Policies\\System ConsentPromptBehaviorAdmin`]: 5,
  [`${CURRENT}\\Policies\\System PromptOnSecureDesktop`]: 1,
  [`${CURRENT}\\Policies\\System InactivityTimeoutSecs`]: 900,
  [`${CURRENT}\\Policies\\Explorer NoDriveTypeAutoRun`]: 255,
  [`${CURRENT}\\Internet Settings\\WinHttp DisableWpad`]: 1,
  [`${POLICIES}\\Windows\\Explorer NoAutoplayfornonVolume`]: 1,
  [`${POLICIES}\\Windows NT\\DNSClient EnableMulticast`]: 0,
  [`${POLICIES}\\Windows\\PowerShell\\ScriptBlockLogging EnableScriptBlockLogging`]: 1,
};

interface Read {
  hive: string;
  key: string;
  name: string;
  secret: boolean;
}

/** What the probe `registry` answers for these reads on a PC with these values. */
export function registryAnswers(reads: readonly Read[], values: Readonly<Record<string, unknown>>): object {
  return {
    reads: reads.map(({ hive, key, name, secret }) => {
      const value = values[`${key} ${name}`];
      if (value === undefined || value === null) return { hive, key, name, state: 'absent' };
      const kind = typeof value === 'number' ? 'DWord' : 'String';
      return { hive, key, name, state: 'found', kind, ...(!secret && { value }) };
    }),
  };
}

/** The result of the script: each probe's value as JSON. */
export function measuredResult(probes: Readonly<Record<string, unknown>>): {
  milliseconds: number;
  answers: { probe: string; milliseconds: number; value: string | null; fault: string | null }[];
} {
  const answers = Object.entries(probes).map(([probe, value]) => ({
    probe,
    milliseconds: 40,
    value: JSON.stringify(value),
    fault: null,
  }));
  return { milliseconds: 21_000, answers };
}

import { powershellFaults } from '../../../../../test/support/powershell-syntax.js';
import { type AskedAnswer, windowsAnswer, windowsOrder } from '../../../../../test/support/windows-answer.js';
import { fieldIn, InputError } from '../../../../platform/core/index.js';
import { mergeSettings } from '../compose.js';
import { writeAnswer } from '../write-answer.js';
import { securityGroup } from './security.js';

const contribution = (security: object, asked?: AskedAnswer) =>
  securityGroup(windowsOrder({ security }, asked));
const script = (security: object, name: string) =>
  contribution(security).scripts?.find((one) => one.name === name);
const refusal = (security: object, windows: object = {}, asked?: AskedAnswer): string[] => {
  try {
    securityGroup(windowsOrder({ security, ...windows }, asked));
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.findings.map((finding) => fieldIn(finding, 'en'));
  }
};

const SECURE_STARTUP = 'Microsoft-Windows-SecureStartup-FilterDriver';
const TERMINAL = 'Microsoft-Windows-TerminalServices';
const ASSISTANCE = 'Microsoft-Windows-RemoteAssistance-Exe';
const ON = { mode: 'on', escrow: [{ to: 'active-directory' }] };
const POLICY =
  '<AppLockerPolicy Version="1"><RuleCollection Type="Exe" EnforcementMode="Enabled" /></AppLockerPolicy>';

describe('security in the settings of the answer file', () => {
  const desktop = { remoteDesktop: { enabled: true } };
  const group = 'FirewallGroups/FirewallGroup';

  it.each<[string, object, string, string, string, string]>([
    [
      'bitlocker.mode prevent',
      { bitlocker: { mode: 'prevent' } },
      'specialize',
      SECURE_STARTUP,
      'PreventDeviceEncryption',
      'true',
    ],
    [
      'bitlocker.mode prevent',
      { bitlocker: { mode: 'prevent' } },
      'oobeSystem',
      SECURE_STARTUP,
      'PreventDeviceEncryption',
      'true',
    ],
    [
      'bitlocker.mode on, which is not Windows’ own encryption',
      { bitlocker: ON },
      'specialize',
      SECURE_STARTUP,
      'PreventDeviceEncryption',
      'true',
    ],
    [
      'remoteDesktop.enabled',
      desktop,
      'specialize',
      `${TERMINAL}-LocalSessionManager`,
      'fDenyTSConnections',
      'false',
    ],
    [
      'remoteDesktop.enabled false',
      { remoteDesktop: { enabled: false } },
      'specialize',
      `${TERMINAL}-LocalSessionManager`,
      'fDenyTSConnections',
      'true',
    ],
    [
      'remoteDesktop.networkLevelAuthentication',
      desktop,
      'specialize',
      `${TERMINAL}-RDP-WinStationExtensions`,
      'UserAuthentication',
      '1',
    ],
    [
      'remoteDesktop.networkLevelAuthentication false',
      { remoteDesktop: { enabled: true, networkLevelAuthentication: false } },
      'specialize',
      `${TERMINAL}-RDP-WinStationExtensions`,
      'UserAuthentication',
      '0',
    ],
    [
      'remoteDesktop.networkLevelAuthentication, TLS',
      desktop,
      'specialize',
      `${TERMINAL}-RDP-WinStationExtensions`,
      'SecurityLayer',
      '2',
    ],
    ['remoteDesktop.firewall', desktop, 'specialize', 'Networking-MPSSVC-Svc', `${group}/Active`, 'true'],
    [
      'remoteDesktop.firewall, its group',
      desktop,
      'specialize',
      'Networking-MPSSVC-Svc',
      `${group}/Group`,
      '@FirewallAPI.dll,-28752',
    ],
    [
      'remoteAssistance.allowed',
      { remoteAssistance: { allowed: false } },
      'specialize',
      ASSISTANCE,
      'fAllowToGetHelp',
      'false',
    ],
    [
      'remoteAssistance.fullControl',
      { remoteAssistance: { fullControl: true } },
      'specialize',
      ASSISTANCE,
      'fAllowFullControl',
      'true',
    ],
    [
      'remoteAssistance.encryptedOnly',
      { remoteAssistance: { encryptedOnly: true } },
      'specialize',
      ASSISTANCE,
      'CreateEncryptedOnlyTickets',
      'true',
    ],
  ])('holds %s', (_option, security, pass, component, path, value) => {
    expect(windowsAnswer({ security }).value(pass, component, path)).toBe(value);
  });

  it.each([{ enabled: true, firewall: false }, { enabled: true, port: 3390 }, { enabled: false }])(
    'leaves the firewall group alone for %p',
    (remoteDesktop) => {
      const { values } = windowsAnswer({ security: { remoteDesktop } });
      expect(values('specialize', 'Networking-MPSSVC-Svc', group)).toEqual([]);
    },
  );

  it('writes nothing for a group that says nothing', () => {
    expect(securityGroup(windowsOrder({}))).toEqual({});
    const { settings, scripts, files } = contribution({});
    expect([settings!.filter(Boolean), scripts, files]).toEqual([[], [], []]);
  });

  it('is this file, whole', () => {
    const { settings } = contribution({
      bitlocker: { mode: 'prevent' },
      remoteDesktop: { enabled: true },
      remoteAssistance: { allowed: true, fullControl: false, encryptedOnly: true },
    });
    const placed = mergeSettings(settings!.filter((one) => one !== undefined));
    expect(writeAnswer({ settings: placed, files: [] }, 'amd64')).toBe(WHOLE);
  });
});

const WHOLE = `<?xml version="1.0" encoding="utf-8"?>
<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="http://schemas.microsoft.com/WMIConfig/2002/State" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <settings pass="specialize">
    <component name="Microsoft-Windows-RemoteAssistance-Exe" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <CreateEncryptedOnlyTickets>true</CreateEncryptedOnlyTickets>
      <fAllowFullControl>false</fAllowFullControl>
      <fAllowToGetHelp>true</fAllowToGetHelp>
    </component>
    <component name="Microsoft-Windows-SecureStartup-FilterDriver" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <PreventDeviceEncryption>true</PreventDeviceEncryption>
    </component>
    <component name="Microsoft-Windows-TerminalServices-LocalSessionManager" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <fDenyTSConnections>false</fDenyTSConnections>
    </component>
    <component name="Microsoft-Windows-TerminalServices-RDP-WinStationExtensions" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <SecurityLayer>2</SecurityLayer>
      <UserAuthentication>1</UserAuthentication>
    </component>
    <component name="Networking-MPSSVC-Svc" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <FirewallGroups>
        <FirewallGroup wcm:action="add" wcm:keyValue="RemoteDesktop">
          <Active>true</Active>
          <Group>@FirewallAPI.dll,-28752</Group>
          <Profile>all</Profile>
        </FirewallGroup>
      </FirewallGroups>
    </component>
  </settings>
  <settings pass="oobeSystem">
    <component name="Microsoft-Windows-SecureStartup-FilterDriver" processorArchitecture="amd64" publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">
      <PreventDeviceEncryption>true</PreventDeviceEncryption>
    </component>
  </settings>
</unattend>
`;

/** The registry values that a script sets, in short form: `SOFTWARE\…\Name = 1`. */
function written(text = ''): string[] {
  return text
    .split('\n')
    .map((line) => /^Set-Value 'HKEY_LOCAL_MACHINE\\(.+)' '(.*)' '\w+' '(.*)'$/.exec(line))
    .flatMap((match) => (match ? [`${match[1]}\\${match[2]} = ${match[3]}`] : []));
}

const POLICIES = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies';
const SYSTEM = `${POLICIES}\\System`;
const SERVICES = 'SYSTEM\\CurrentControlSet\\Services';
const CONTROL = 'SYSTEM\\CurrentControlSet\\Control';
const MICROSOFT = 'SOFTWARE\\Policies\\Microsoft';
const DEFENDER = `${MICROSOFT}\\Windows Defender`;
const GUARD = `${DEFENDER}\\Windows Defender Exploit Guard`;
const STICKS = `${MICROSOFT}\\Windows\\RemovableStorageDevices\\{53f5630d-b6bf-11d0-94f2-00a0c91efb8b}`;

describe('security in the registry of the PC', () => {
  it.each<[string, object, string[]]>([
    [
      'uac.level always',
      { uac: { level: 'always' } },
      [
        `${SYSTEM}\\ConsentPromptBehaviorAdmin = 2`,
        `${SYSTEM}\\PromptOnSecureDesktop = 1`,
        `${SYSTEM}\\EnableLUA = 1`,
      ],
    ],
    [
      'uac.level no-dimming',
      { uac: { level: 'no-dimming' } },
      [
        `${SYSTEM}\\ConsentPromptBehaviorAdmin = 5`,
        `${SYSTEM}\\PromptOnSecureDesktop = 0`,
        `${SYSTEM}\\EnableLUA = 1`,
      ],
    ],
    [
      'uac.level off',
      { uac: { level: 'off' } },
      [
        `${SYSTEM}\\ConsentPromptBehaviorAdmin = 0`,
        `${SYSTEM}\\PromptOnSecureDesktop = 0`,
        `${SYSTEM}\\EnableLUA = 0`,
      ],
    ],
    ['uac.standardUsers', { uac: { standardUsers: 'deny' } }, [`${SYSTEM}\\ConsentPromptBehaviorUser = 0`]],
    [
      'uac.filterAdministrator',
      { uac: { filterAdministrator: true } },
      [`${SYSTEM}\\FilterAdministratorToken = 1`],
    ],
    [
      'uac.filterRemoteAccounts',
      { uac: { filterRemoteAccounts: true } },
      [`${SYSTEM}\\LocalAccountTokenFilterPolicy = 0`],
    ],
    ['smb.smb1', { smb: { smb1: false } }, [`${SERVICES}\\LanmanServer\\Parameters\\SMB1 = 0`]],
    [
      'smb.signing',
      { smb: { signing: 'required' } },
      [
        `${SERVICES}\\LanmanServer\\Parameters\\RequireSecuritySignature = 1`,
        `${SERVICES}\\LanmanWorkstation\\Parameters\\RequireSecuritySignature = 1`,
      ],
    ],
    [
      'smb.encryption',
      { smb: { encryption: 'required' } },
      [
        `${SERVICES}\\LanmanServer\\Parameters\\EncryptData = 1`,
        `${SERVICES}\\LanmanServer\\Parameters\\RejectUnencryptedAccess = 1`,
        `${SERVICES}\\LanmanWorkstation\\Parameters\\RequireEncryption = 1`,
      ],
    ],
    [
      'smb.insecureGuest',
      { smb: { insecureGuest: false } },
      [`${MICROSOFT}\\Windows\\LanmanWorkstation\\AllowInsecureGuestAuth = 0`],
    ],
    [
      'smb.anonymous',
      { smb: { anonymous: false } },
      [
        `${CONTROL}\\Lsa\\RestrictAnonymous = 1`,
        `${CONTROL}\\Lsa\\RestrictAnonymousSAM = 1`,
        `${SERVICES}\\LanmanServer\\Parameters\\RestrictNullSessAccess = 1`,
      ],
    ],
    [
      'nameResolution.llmnr',
      { nameResolution: { llmnr: false } },
      [`${MICROSOFT}\\Windows NT\\DNSClient\\EnableMulticast = 0`],
    ],
    [
      'nameResolution.mdns',
      { nameResolution: { mdns: false } },
      [`${SERVICES}\\Dnscache\\Parameters\\EnableMDNS = 0`],
    ],
    [
      'nameResolution.netbios',
      { nameResolution: { netbios: false } },
      [`${SERVICES}\\NetBT\\Parameters\\NodeType = 2`],
    ],
    [
      'nameResolution.wpad',
      { nameResolution: { wpad: false } },
      ['SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\WinHttp\\DisableWpad = 1'],
    ],
    [
      'credentials.lsaProtection on',
      { credentials: { lsaProtection: 'on' } },
      [`${CONTROL}\\Lsa\\RunAsPPL = 2`],
    ],
    [
      'credentials.lsaProtection locked',
      { credentials: { lsaProtection: 'locked' } },
      [`${CONTROL}\\Lsa\\RunAsPPL = 1`],
    ],
    [
      'credentials.credentialGuard',
      { credentials: { credentialGuard: 'on' } },
      [`${CONTROL}\\Lsa\\LsaCfgFlags = 2`, `${CONTROL}\\DeviceGuard\\EnableVirtualizationBasedSecurity = 1`],
    ],
    [
      'credentials.ntlmLevel',
      { credentials: { ntlmLevel: 5 } },
      [`${CONTROL}\\Lsa\\LmCompatibilityLevel = 5`],
    ],
    [
      'credentials.wdigest',
      { credentials: { wdigest: false } },
      [`${CONTROL}\\SecurityProviders\\WDigest\\UseLogonCredential = 0`],
    ],
    [
      'credentials.cachedLogons',
      { credentials: { cachedLogons: 2 } },
      ['SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon\\CachedLogonsCount = 2'],
    ],
    [
      'virtualisation.enabled',
      { virtualisation: { enabled: true } },
      [`${CONTROL}\\DeviceGuard\\EnableVirtualizationBasedSecurity = 1`],
    ],
    [
      'virtualisation.platform',
      { virtualisation: { platform: 'secure-boot-and-dma' } },
      [`${CONTROL}\\DeviceGuard\\RequirePlatformSecurityFeatures = 3`],
    ],
    [
      'virtualisation.codeIntegrity',
      { virtualisation: { codeIntegrity: 'locked' } },
      [
        `${CONTROL}\\DeviceGuard\\Scenarios\\HypervisorEnforcedCodeIntegrity\\Enabled = 1`,
        `${CONTROL}\\DeviceGuard\\Scenarios\\HypervisorEnforcedCodeIntegrity\\Locked = 1`,
      ],
    ],
    [
      'smartScreen.explorer',
      { smartScreen: { explorer: 'block' } },
      [
        `${MICROSOFT}\\Windows\\System\\EnableSmartScreen = 1`,
        `${MICROSOFT}\\Windows\\System\\ShellSmartScreenLevel = Block`,
      ],
    ],
    ['smartScreen.edge', { smartScreen: { edge: true } }, [`${MICROSOFT}\\Edge\\SmartScreenEnabled = 1`]],
    ['logon.hideLastUser', { logon: { hideLastUser: true } }, [`${SYSTEM}\\dontdisplaylastusername = 1`]],
    ['logon.ctrlAltDel', { logon: { ctrlAltDel: true } }, [`${SYSTEM}\\DisableCAD = 0`]],
    [
      'logon.lockAfterSeconds',
      { logon: { lockAfterSeconds: 900 } },
      [`${SYSTEM}\\InactivityTimeoutSecs = 900`],
    ],
    [
      'defender.realTime',
      { defender: { realTime: true } },
      [`${DEFENDER}\\Real-Time Protection\\DisableRealtimeMonitoring = 0`],
    ],
    ['defender.cloud', { defender: { cloud: 'advanced' } }, [`${DEFENDER}\\Spynet\\SpynetReporting = 2`]],
    [
      'defender.cloudBlocking',
      { defender: { cloudBlocking: 'zero-tolerance' } },
      [`${DEFENDER}\\MpEngine\\MpCloudBlockLevel = 6`],
    ],
    [
      'defender.cloudWaitSeconds',
      { defender: { cloudWaitSeconds: 50 } },
      [`${DEFENDER}\\MpEngine\\MpBafsExtendedTimeout = 50`],
    ],
    [
      'defender.samples',
      { defender: { samples: 'never' } },
      [`${DEFENDER}\\Spynet\\SubmitSamplesConsent = 2`],
    ],
    ['defender.unwantedApps', { defender: { unwantedApps: 'block' } }, [`${DEFENDER}\\PUAProtection = 1`]],
    [
      'defender.networkProtection',
      { defender: { networkProtection: 'audit' } },
      [`${GUARD}\\Network Protection\\EnableNetworkProtection = 2`],
    ],
    [
      'defender.controlledFolders',
      { defender: { controlledFolders: 'block' } },
      [`${GUARD}\\Controlled Folder Access\\EnableControlledFolderAccess = 1`],
    ],
    [
      'defender.exclusions.paths',
      {
        defender: {
          exclusions: { paths: ["C:\\it's", 'D:\\50% & {{x}}'] },
        },
      },
      [
        `${DEFENDER}\\Exclusions\\Exclusions_Paths = 1`,
        `${DEFENDER}\\Exclusions\\Paths\\C:\\it''s = 0`,
        `${DEFENDER}\\Exclusions\\Paths\\D:\\50% & {{x}} = 0`,
      ],
    ],
    [
      'defender.exclusions.extensions',
      { defender: { exclusions: { extensions: ['vhdx'] } } },
      [`${DEFENDER}\\Exclusions\\Exclusions_Extensions = 1`, `${DEFENDER}\\Exclusions\\Extensions\\vhdx = 0`],
    ],
    [
      'defender.exclusions.processes',
      { defender: { exclusions: { processes: ['sqlservr.exe'] } } },
      [
        `${DEFENDER}\\Exclusions\\Exclusions_Processes = 1`,
        `${DEFENDER}\\Exclusions\\Processes\\sqlservr.exe = 0`,
      ],
    ],
    [
      'defender.attackSurface',
      { defender: { attackSurface: { ransomware: 'warn', 'credential-theft-from-lsass': 'block' } } },
      [
        `${GUARD}\\ASR\\ExploitGuard_ASR_Rules = 1`,
        `${GUARD}\\ASR\\Rules\\c1db55ab-c21a-4637-bb3f-a12568109d35 = 6`,
        `${GUARD}\\ASR\\Rules\\9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2 = 1`,
      ],
    ],
    [
      'defender.disabled',
      { defender: { disabled: true } },
      [
        `${DEFENDER}\\Real-Time Protection\\DisableRealtimeMonitoring = 1`,
        `${DEFENDER}\\Real-Time Protection\\DisableBehaviorMonitoring = 1`,
        `${DEFENDER}\\Real-Time Protection\\DisableOnAccessProtection = 1`,
        `${DEFENDER}\\Real-Time Protection\\DisableIOAVProtection = 1`,
        `${DEFENDER}\\Real-Time Protection\\DisableScanOnRealtimeEnable = 1`,
        `${DEFENDER}\\Spynet\\SpynetReporting = 0`,
      ],
    ],
    [
      'defender.behaviour',
      { defender: { behaviour: false } },
      [`${DEFENDER}\\Real-Time Protection\\DisableBehaviorMonitoring = 1`],
    ],
    [
      'defender.downloads',
      { defender: { downloads: false } },
      [`${DEFENDER}\\Real-Time Protection\\DisableIOAVProtection = 1`],
    ],
    [
      'defender.scripts',
      { defender: { scripts: true } },
      [`${DEFENDER}\\Real-Time Protection\\DisableScriptScanning = 0`],
    ],
    [
      'defender.archives',
      { defender: { archives: false } },
      [`${DEFENDER}\\Scan\\DisableArchiveScanning = 1`],
    ],
    ['defender.email', { defender: { email: true } }, [`${DEFENDER}\\Scan\\DisableEmailScanning = 0`]],
    [
      'defender.removableDrives',
      { defender: { removableDrives: true } },
      [`${DEFENDER}\\Scan\\DisableRemovableDriveScanning = 0`],
    ],
    [
      'defender.networkFiles',
      { defender: { networkFiles: false } },
      [`${DEFENDER}\\Scan\\DisableScanningNetworkFiles = 1`],
    ],
    [
      'defender.userInterface',
      { defender: { userInterface: false } },
      [`${DEFENDER}\\UX Configuration\\UILockdown = 1`],
    ],
    [
      'defender.processorPercent',
      { defender: { processorPercent: 30 } },
      [`${DEFENDER}\\Scan\\AvgCPULoadFactor = 30`],
    ],
    [
      'defender.signatureHours',
      { defender: { signatureHours: 4 } },
      [`${DEFENDER}\\Signature Updates\\SignatureUpdateInterval = 4`],
    ],
    [
      'defender.quarantineDays',
      { defender: { quarantineDays: 30 } },
      [`${DEFENDER}\\Quarantine\\PurgeItemsAfterDelay = 30`],
    ],
    ['defender.scan', { defender: { scan: 'full' } }, [`${DEFENDER}\\Scan\\ScanParameters = 2`]],
    ['defender.scanDay', { defender: { scanDay: 'never' } }, [`${DEFENDER}\\Scan\\ScheduleDay = 8`]],
    ['defender.scanTime', { defender: { scanTime: '12:30' } }, [`${DEFENDER}\\Scan\\ScheduleTime = 750`]],
    [
      'defender.quickScanTime',
      { defender: { quickScanTime: '00:05' } },
      [`${DEFENDER}\\Scan\\ScheduleQuickScanTime = 5`],
    ],
    [
      'defender.localAdminMerge',
      { defender: { localAdminMerge: false } },
      [`${DEFENDER}\\DisableLocalAdminMerge = 1`],
    ],
    [
      'defender.hideExclusionsFromAdmins',
      { defender: { hideExclusionsFromAdmins: true } },
      [`${DEFENDER}\\HideExclusionsFromLocalAdmins = 1`],
    ],
    [
      'defender.attackSurface by the identifier of a rule',
      { defender: { attackSurface: { 'C1DB55AB-C21A-4637-BB3F-A12568109D35': 'audit' } } },
      [
        `${GUARD}\\ASR\\ExploitGuard_ASR_Rules = 1`,
        `${GUARD}\\ASR\\Rules\\c1db55ab-c21a-4637-bb3f-a12568109d35 = 2`,
      ],
    ],
    [
      'defender.disabled, and nothing twice',
      { defender: { disabled: true, realTime: false, cloud: 'basic' } },
      [
        `${DEFENDER}\\Real-Time Protection\\DisableRealtimeMonitoring = 1`,
        `${DEFENDER}\\Real-Time Protection\\DisableBehaviorMonitoring = 1`,
        `${DEFENDER}\\Real-Time Protection\\DisableOnAccessProtection = 1`,
        `${DEFENDER}\\Real-Time Protection\\DisableIOAVProtection = 1`,
        `${DEFENDER}\\Real-Time Protection\\DisableScanOnRealtimeEnable = 1`,
        `${DEFENDER}\\Spynet\\SpynetReporting = 1`,
      ],
    ],
    [
      'autoRun',
      { autoRun: false },
      [
        `${POLICIES}\\Explorer\\NoDriveTypeAutoRun = 255`,
        `${POLICIES}\\Explorer\\NoAutorun = 1`,
        `${MICROSOFT}\\Windows\\Explorer\\NoAutoplayfornonVolume = 1`,
      ],
    ],
    [
      'audit.commandLine',
      { audit: { commandLine: true } },
      [`${SYSTEM}\\Audit\\ProcessCreationIncludeCmdLine_Enabled = 1`],
    ],
    [
      'powerShell.executionPolicy',
      { powerShell: { executionPolicy: 'RemoteSigned' } },
      ['SOFTWARE\\Microsoft\\PowerShell\\1\\ShellIds\\Microsoft.PowerShell\\ExecutionPolicy = RemoteSigned'],
    ],
  ])('sets %s as SYSTEM, and nothing else', (_option, security, lines) => {
    const found = script(security, 'hardening')!;
    expect(found.phase).toBe('system');
    expect(written(found.text)).toEqual(lines);
  });

  it.each([
    ['allow', 0, 0],
    ['read-only', 0, 1],
    ['deny', 1, 1],
  ])('sets usbStorage %s for sticks and portable devices', (usbStorage, read, write) => {
    const lines = written(script({ usbStorage }, 'hardening')!.text);
    expect(lines).toHaveLength(6);
    expect(lines.slice(0, 2)).toEqual([`${STICKS}\\Deny_Read = ${read}`, `${STICKS}\\Deny_Write = ${write}`]);
  });

  it.each<[string, object, string[]]>([
    ['scriptBlocks', { scriptBlocks: true }, ['ScriptBlockLogging\\EnableScriptBlockLogging = 1']],
    [
      'modules',
      { modules: true },
      ['ModuleLogging\\EnableModuleLogging = 1', 'ModuleLogging\\ModuleNames\\* = *'],
    ],
    [
      'transcripts',
      { transcripts: 'C:\\Journaux' },
      [
        'Transcription\\EnableTranscripting = 1',
        'Transcription\\EnableInvocationHeader = 1',
        'Transcription\\OutputDirectory = C:\\Journaux',
      ],
    ],
  ])('records powerShell.%s from the first logon on, not before', (_option, powerShell, lines) => {
    const found = script({ powerShell }, 'powershell-logging')!;
    expect(found.phase).toBe('firstLogon');
    expect(written(found.text)).toEqual(lines.map((line) => `${MICROSOFT}\\Windows\\PowerShell\\${line}`));
  });
});

describe('security by scripts', () => {
  it('sets credentials.complexPasswords by secedit, in any language', () => {
    const found = script({ credentials: { complexPasswords: true } }, 'password-complexity')!;
    expect(found.phase).toBe('system');
    expect(found.text).toContain("    'PasswordComplexity' = '1'\n");
  });

  it('takes the feature of SMB 1 away', () => {
    expect(script({ smb: { smb1: false } }, 'smb1-off')!.phase).toBe('system');
    expect(script({ smb: { signing: 'required' } }, 'smb1-off')).toBeUndefined();
  });

  it('turns NetBIOS off on each adapter', () => {
    const found = script({ nameResolution: { netbios: false } }, 'netbios-off')!;
    expect(found.text).toContain('-Name NetbiosOptions -Type DWord -Value 2');
    expect(script({ nameResolution: { llmnr: false } }, 'netbios-off')).toBeUndefined();
  });

  it('sets audit.events by GUID, and keeps old categories from overruling them', () => {
    const security = {
      audit: {
        events: { processCreation: 'success', logon: 'both', removableStorage: 'none', logoff: 'failure' },
      },
    };
    const found = script(security, 'audit-policy')!;
    expect(found.phase).toBe('system');
    expect(found.text.split('\n').slice(1, 7)).toEqual([
      '$wanted = [ordered] @{',
      "    '{0CCE922B-69AE-11D9-BED3-505054503030}' = [int] '1'",
      "    '{0CCE9215-69AE-11D9-BED3-505054503030}' = [int] '3'",
      "    '{0CCE9245-69AE-11D9-BED3-505054503030}' = [int] '0'",
      "    '{0CCE9216-69AE-11D9-BED3-505054503030}' = [int] '2'",
      '}',
    ]);
    expect(written(script(security, 'hardening')!.text)).toEqual([
      `${CONTROL}\\Lsa\\SCENoApplyLegacyAuditPolicy = 1`,
    ]);
  });

  it('moves remoteDesktop.port, and lets it in unless told otherwise', () => {
    const found = script({ remoteDesktop: { enabled: true, port: 3390 } }, 'remote-desktop-port')!;
    expect(found.phase).toBe('system');
    expect(found.text).toContain("$port = [int] '3390'\n");
    expect(found.text).toContain('New-NetFirewallRule');
    const closed = script(
      { remoteDesktop: { enabled: true, port: 3390, firewall: false } },
      'remote-desktop-port',
    )!;
    expect(closed.text).not.toContain('New-NetFirewallRule');
  });

  it('lets remoteDesktop.members in, by the SID of their group', () => {
    const members = ["D'Arc", 'CORP\\Techniciens'];
    const found = script({ remoteDesktop: { enabled: true, members } }, 'remote-desktop-users')!;
    expect(found.phase).toBe('firstLogon');
    expect(found.text.split('\n').filter((line) => line.startsWith('Add-Member'))).toEqual([
      "Add-Member 'D''Arc' 'S-1-5-32-555'",
      "Add-Member 'CORP\\Techniciens' 'S-1-5-32-555'",
    ]);
  });

  it('carries appLocker.policy as it is, without the declaration of another encoding, and starts its service', () => {
    const given = `\ufeff<?xml version="1.0" encoding="utf-16"?>\n${POLICY}`;
    const { files } = contribution({ appLocker: { policy: given } });
    expect(files).toEqual([{ name: 'applocker.xml', text: POLICY }]);
    const service = script({ appLocker: { policy: POLICY } }, 'app-locker-service')!;
    expect(written(service.text)).toEqual([`${SERVICES}\\AppIDSvc\\Start = 2`]);
    const applied = script({ appLocker: { policy: POLICY } }, 'app-locker')!;
    expect(applied.phase).toBe('firstLogon');
    expect(applied.text).toContain("$path = 'C:\\Windows\\Setup\\Etabli\\applocker.xml'\n");
  });

  it('are PowerShell', () => {
    const { scripts } = contribution(EVERYTHING, { secrets: { 'pc/pin': '12345678' } });
    expect(scripts!.map(({ phase, name }) => `${phase} ${name}`)).toEqual([
      'system hardening',
      'system password-complexity',
      'system smb1-off',
      'system netbios-off',
      'system remote-desktop-port',
      'firstLogon remote-desktop-users',
      'system bitlocker-policy',
      'firstLogon bitlocker',
      'system audit-policy',
      'firstLogon powershell-logging',
      'system app-locker-service',
      'firstLogon app-locker',
    ]);
    expect(scripts!.flatMap(({ text }) => powershellFaults(text))).toEqual([]);
  });
});

const HOSTILE = `it's $(x) \`n 50% & {{y}}`;
const EVERYTHING = {
  bitlocker: {
    mode: 'on',
    protector: 'tpm-pin',
    pin: { vault: 'pc/pin' },
    escrow: [
      { to: 'active-directory' },
      { to: 'entra' },
      {
        to: 'share',
        path: '\\\\srv\\cles',
        credentials: { username: 'CORP\\depot', password: { vault: 'ad/depot' } },
      },
      { to: 'share', path: '\\\\srv\\autres\\Salle A' },
    ],
  },
  smb: { smb1: false },
  nameResolution: { netbios: false },
  credentials: { complexPasswords: true },
  defender: { exclusions: { paths: [HOSTILE] } },
  remoteDesktop: { enabled: true, port: 3390, members: [HOSTILE] },
  audit: { events: { logon: 'both' } },
  powerShell: { transcripts: `C:\\${HOSTILE}` },
  appLocker: { policy: POLICY },
};

describe('BitLocker', () => {
  const policy = (bitlocker: object) =>
    written(script({ bitlocker }, 'bitlocker-policy')!.text).map((line) =>
      line.slice(line.lastIndexOf('\\') + 1),
    );
  const text = (bitlocker: object) => script({ bitlocker }, 'bitlocker')!.text;

  it('is turned on at the first logon', () => {
    expect(script({ bitlocker: ON }, 'bitlocker')!.phase).toBe('firstLogon');
    expect(script({ bitlocker: ON }, 'bitlocker-policy')!.phase).toBe('system');
  });

  it('prevents Windows’ own encryption where nothing is to be encrypted', () => {
    expect(written(script({ bitlocker: { mode: 'prevent' } }, 'no-device-encryption')!.text)).toEqual([
      `${CONTROL}\\BitLocker\\PreventDeviceEncryption = 1`,
    ]);
  });

  it.each([
    ['xts-aes-256', 'XtsAes256', 7],
    ['xts-aes-128', 'XtsAes128', 6],
    ['aes-cbc-256', 'Aes256', 4],
    ['aes-cbc-128', 'Aes128', 3],
  ])('takes the method %s', (method, name, number) => {
    expect(text({ ...ON, method })).toContain(`EncryptionMethod = '${name}'; `);
    expect(policy({ ...ON, method })).toContain(`EncryptionMethodWithXtsOs = ${number}`);
  });

  it('encrypts the used space, or all of it', () => {
    expect(text(ON)).toContain('$wanted.UsedSpaceOnly = $true');
    expect(text({ ...ON, usedSpaceOnly: false })).not.toContain('UsedSpaceOnly');
  });

  it('opens with the TPM alone', () => {
    expect(text(ON)).toContain('$wanted.TpmProtector = $true');
    expect(text(ON)).not.toContain("Read-Secret '");
    expect(policy(ON)).not.toContain('UseTPMPIN = 2');
  });

  it('asks for a PIN, which travels in a file of its own and never in a script', () => {
    const bitlocker = { ...ON, protector: 'tpm-pin', pin: { vault: 'pc/pin' } };
    const found = contribution({ bitlocker }, { secrets: { 'pc/pin': '24680135' } });
    expect(found.files).toEqual([{ name: 'bitlocker-pin.txt', text: '24680135', secret: true }]);
    expect(found.scripts!.map((one) => one.text).join()).not.toContain('24680135');
    expect(text(bitlocker)).toContain("$pin = Read-Secret 'C:\\Windows\\Setup\\Etabli\\bitlocker-pin.txt'\n");
    expect(text(bitlocker)).toContain('$wanted.TpmAndPinProtector = $true');
    expect(policy(bitlocker)).toEqual(expect.arrayContaining(['UseAdvancedStartup = 1', 'UseTPMPIN = 2']));
  });

  it('keeps the recovery password where it is told, before anything is encrypted', () => {
    const bitlocker = EVERYTHING.bitlocker;
    const found = text(bitlocker);
    const order = [
      'Add-BitLockerKeyProtector',
      'Backup-BitLockerKeyProtector',
      'BackupToAAD-BitLockerKeyProtector',
      `Save-ToShare $key '\\\\srv\\cles' 'CORP\\depot' 'C:\\Windows\\Setup\\Etabli\\bitlocker-share-3.txt'`,
      `Save-ToShare $key '\\\\srv\\autres\\Salle A' '' ''`,
      'Enable-BitLocker @wanted',
    ].map((call) => found.indexOf(call));
    expect(order.every((at) => at > 0)).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    const { files } = contribution({ bitlocker }, { secrets: { 'ad/depot': `p'"&%{{x}}` } });
    expect(files).toContainEqual({ name: 'bitlocker-share-3.txt', text: `p'"&%{{x}}`, secret: true });
    expect(policy(bitlocker)).toContain('OSActiveDirectoryBackup = 1');
    expect(policy({ ...ON, escrow: [{ to: 'entra' }] })).not.toContain('OSActiveDirectoryBackup = 1');
  });

  it('is left to the deployment where Établi’s own vault keeps the password', () => {
    const bitlocker = { ...ON, protector: 'tpm-pin', pin: { vault: 'pc/pin' }, escrow: [{ to: 'vault' }] };
    const { scripts = [], files = [] } = contribution({ bitlocker }, { secrets: { 'pc/pin': '246810' } });
    expect(scripts.map(({ phase, name }) => [phase, name])).toEqual([['system', 'bitlocker-policy']]);
    expect(files).toEqual([]);
    expect(policy(bitlocker)).toContain('UseTPMPIN = 2');
  });

  it('waits until protection is measured, for as long as it is told', () => {
    expect(text({ ...ON, waitMinutes: 90 })).toContain("(Get-Date).AddMinutes('90')");
  });
});

describe('security that cannot be', () => {
  const pin = (value: string) => ({
    security: { bitlocker: { ...ON, protector: 'tpm-pin', pin: { vault: 'pc/pin' } } },
    secrets: { 'pc/pin': value },
  });

  it.each<[string, object, string]>([
    [
      'BitLocker without a place for the recovery password',
      { bitlocker: { mode: 'on', escrow: [] } },
      'bitlocker.escrow',
    ],
    ['a PIN for a TPM alone', { bitlocker: { ...ON, pin: { vault: 'a' } } }, 'bitlocker.pin'],
    ['a TPM and PIN without a PIN', { bitlocker: { ...ON, protector: 'tpm-pin' } }, 'bitlocker.pin'],
    [
      'a share that is no share',
      { bitlocker: { mode: 'on', escrow: [{ to: 'share', path: 'C:\\a' }] } },
      'bitlocker.escrow[0].path',
    ],
    [
      'Defender off with real-time protection',
      { defender: { disabled: true, realTime: true } },
      'defender.realTime',
    ],
    [
      'a rule that does not exist',
      { defender: { attackSurface: { nothing: 'block' } } },
      'defender.attackSurface.nothing',
    ],
    [
      'an exclusion of two lines',
      { defender: { exclusions: { paths: ['a\nb'] } } },
      'defender.exclusions.paths[0]',
    ],
    ['SMB 1 turned on', { smb: { smb1: true } }, 'smb.smb1'],
    [
      'a member with a bidirectional control',
      { remoteDesktop: { enabled: true, members: ['a\u202eb'] } },
      'remoteDesktop.members[0]',
    ],
    ['a port beyond the last', { remoteDesktop: { enabled: true, port: 65_536 } }, 'remoteDesktop.port'],
    ['a policy that is not well-formed', { appLocker: { policy: '<AppLockerPolicy>' } }, 'appLocker.policy'],
    ['a policy of something else', { appLocker: { policy: '<Policy/>' } }, 'appLocker.policy'],
    ['a policy with a DOCTYPE', { appLocker: { policy: `<!DOCTYPE a>${POLICY}` } }, 'appLocker.policy'],
    ['a policy with a control', { appLocker: { policy: `${POLICY}\u0000` } }, 'appLocker.policy'],
  ])('refuses %s', (_title, security, field) => {
    expect(refusal(security)).toEqual([`windows.security.${field}`]);
  });

  it.each(['12345', '1'.repeat(21), 'café12', '123 456', '123456\n'])('refuses the PIN %j', (value) => {
    const { security, secrets } = pin(value);
    expect(refusal(security, {}, { secrets })).toEqual(['windows.security.bitlocker.pin']);
  });

  it('refuses the password of a share that holds a line end', () => {
    expect(refusal({ bitlocker: EVERYTHING.bitlocker }, {}, { secrets: { 'ad/depot': 'a\nb' } })).toEqual([
      'windows.security.bitlocker.escrow[2].credentials.password',
    ]);
  });

  it('refuses BitLocker on a server, where it is a feature to be installed first', () => {
    expect(refusal({ bitlocker: ON }, { target: 'server-2025' })).toEqual([
      'windows.security.bitlocker.mode',
    ]);
    expect(refusal({ bitlocker: { mode: 'prevent' } }, { target: 'server-2025' })).toEqual([]);
  });

  it('refuses LSA protection without the lock of UEFI where Windows does not know it', () => {
    const security = { credentials: { lsaProtection: 'on' } };
    const field = 'windows.security.credentials.lsaProtection';
    expect(refusal(security, { target: 'windows-10' })).toEqual([field]);
    expect(refusal(security, { target: 'server-2022' })).toEqual([field]);
    expect(refusal({ credentials: { lsaProtection: 'locked' } }, { target: 'windows-10' })).toEqual([]);
  });
});

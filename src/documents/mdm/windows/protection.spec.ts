import { mdmFiles } from '../../../../test/support/mdm-files.js';
import { syncmlOf } from '../../../../test/support/syncml.js';
import { InputError } from '../../../platform/core/index.js';
import { parseProfile } from '../../profile/index.js';

const windows = (section: object) => ({ mdm: { windows: section } });

function refusedFields(section: object): unknown[] {
  try {
    parseProfile({ name: 'parc', ...windows(section) });
  } catch (error) {
    if (error instanceof InputError) return error.findings.map(({ field }) => field);
    throw error;
  }
  return [];
}

describe('Defender', () => {
  const POLICY = './Device/Vendor/MSFT/Policy/Config/Defender';

  it.each<[object, string]>([
    [{ realTime: true }, 'int AllowRealtimeMonitoring = 1'],
    [{ behaviour: true }, 'int AllowBehaviorMonitoring = 1'],
    [{ downloads: true }, 'int AllowIOAVProtection = 1'],
    [{ scripts: true }, 'int AllowScriptScanning = 1'],
    [{ archives: false }, 'int AllowArchiveScanning = 0'],
    [{ email: true }, 'int AllowEmailScanning = 1'],
    [{ removableDrives: true }, 'int AllowFullScanRemovableDriveScanning = 1'],
    [{ networkFiles: false }, 'int AllowScanningNetworkFiles = 0'],
    [{ userInterface: false }, 'int AllowUserUIAccess = 0'],
    [{ cloud: 'off' }, 'int AllowCloudProtection = 0'],
    [{ cloud: 'basic' }, 'int AllowCloudProtection = 1'],
    [{ cloud: 'advanced' }, 'int AllowCloudProtection = 1'],
    [{ cloudBlocking: 'default' }, 'int CloudBlockLevel = 0'],
    [{ cloudBlocking: 'high' }, 'int CloudBlockLevel = 2'],
    [{ cloudBlocking: 'high-plus' }, 'int CloudBlockLevel = 4'],
    [{ cloudBlocking: 'zero-tolerance' }, 'int CloudBlockLevel = 6'],
    [{ cloudWaitSeconds: 50 }, 'int CloudExtendedTimeout = 50'],
    [{ samples: 'ask' }, 'int SubmitSamplesConsent = 0'],
    [{ samples: 'safe' }, 'int SubmitSamplesConsent = 1'],
    [{ samples: 'never' }, 'int SubmitSamplesConsent = 2'],
    [{ samples: 'all' }, 'int SubmitSamplesConsent = 3'],
    [{ unwantedApps: 'block' }, 'int PUAProtection = 1'],
    [{ networkProtection: 'audit' }, 'int EnableNetworkProtection = 2'],
    [{ controlledFolders: 'off' }, 'int EnableControlledFolderAccess = 0'],
    [{ controlledFolders: 'block-disk' }, 'int EnableControlledFolderAccess = 3'],
    [{ controlledFolders: 'audit-disk' }, 'int EnableControlledFolderAccess = 4'],
    [{ processorPercent: 30 }, 'int AvgCPULoadFactor = 30'],
    [{ scan: 'full' }, 'int ScanParameter = 2'],
    [{ scanDay: 'every-day' }, 'int ScheduleScanDay = 0'],
    [{ scanDay: 'sunday' }, 'int ScheduleScanDay = 1'],
    [{ scanDay: 'saturday' }, 'int ScheduleScanDay = 7'],
    [{ scanDay: 'never' }, 'int ScheduleScanDay = 8'],
    [{ scanTime: '12:30' }, 'int ScheduleScanTime = 750'],
    [{ quickScanTime: '00:00' }, 'int ScheduleQuickScanTime = 0'],
    [{ signatureHours: 4 }, 'int SignatureUpdateInterval = 4'],
    [{ quarantineDays: 30 }, 'int DaysToRetainCleanedMalware = 30'],
    [{ exclusions: { extensions: ['obj', 'lib'] } }, 'chr ExcludedExtensions = obj|lib'],
    [
      { exclusions: { paths: ['C:\\Données & Cie', 'D:\\x'] } },
      'chr ExcludedPaths = C:\\Données & Cie|D:\\x',
    ],
    [{ exclusions: { processes: ['C:\\a.exe'] } }, 'chr ExcludedProcesses = C:\\a.exe'],
    [
      {
        attackSurface: {
          'vulnerable-signed-drivers': 'block',
          'D4F940AB-401B-4EFC-AADC-AD5F3C50688A': 'warn',
        },
      },
      'chr AttackSurfaceReductionRules = 56a863a9-875e-4185-98a7-b882c64b5ce5=1|d4f940ab-401b-4efc-aadc-ad5f3c50688a=6',
    ],
  ])('%j', async (defender, expected) => {
    const [format, ...rest] = expected.split(' ');
    expect(await syncmlOf('defender', windows({ defender }))).toEqual([
      `Replace ${format} ${POLICY}/${rest.join(' ')}`,
    ]);
  });

  it.each<[object, string]>([
    [{ localAdminMerge: false }, 'DisableLocalAdminMerge = 1'],
    [{ hideExclusionsFromAdmins: true }, 'HideExclusionsFromLocalAdmins = 1'],
  ])('%j, which its own CSP has', async (defender, expected) => {
    expect(await syncmlOf('defender', windows({ defender }))).toEqual([
      `Replace int ./Device/Vendor/MSFT/Defender/Configuration/${expected}`,
    ]);
  });

  it.each<[object, string]>([
    [{ exclusions: { paths: ['C:\\a|C:\\b'] } }, 'exclusions.paths[0]'],
    [{ exclusions: { paths: ['C:\\a\nb'] } }, 'exclusions.paths[0]'],
    [{ cloudBlocking: 'moderate' }, 'cloudBlocking'],
    [{ disabled: true }, 'disabled'],
    [
      {
        attackSurface: {
          ransomware: 'block',
          'c1db55ab-c21a-4637-bb3f-a12568109d35': 'off',
        },
      },
      'attackSurface',
    ],
    [{ scanTime: '24:00' }, 'scanTime'],
    [{ processorPercent: 101 }, 'processorPercent'],
    [{ cloudWaitSeconds: 51 }, 'cloudWaitSeconds'],
  ])('refuses %j', (defender, field) => {
    expect(refusedFields({ defender })).toEqual([`mdm.windows.defender.${field}`]);
  });
});

describe('Defender, by the names that its options had before', () => {
  it('is the same as by those of today', async () => {
    const before = {
      realtime: true,
      cloud: true,
      cloudLevel: 'high',
      cloudTimeoutSeconds: 20,
      potentiallyUnwanted: 'audit',
      scanDay: 'monday',
      excludedExtensions: ['obj'],
      excludedPaths: ['C:\\a', 'D:\\b'],
      excludedProcesses: ['c.exe'],
      attackSurfaceRules: { 'c1db55ab-c21a-4637-bb3f-a12568109d35': 'block' },
    };
    const defender = {
      realTime: true,
      cloud: 'advanced',
      cloudBlocking: 'high',
      cloudWaitSeconds: 20,
      unwantedApps: 'audit',
      scanDay: 'monday',
      exclusions: { extensions: ['obj'], paths: ['C:\\a', 'D:\\b'], processes: ['c.exe'] },
      attackSurface: { 'c1db55ab-c21a-4637-bb3f-a12568109d35': 'block' },
    };
    const { mdm } = parseProfile({ name: 'parc', ...windows({ defender: before }) });
    expect(mdm!.windows.defender).toEqual(defender);
    expect(await syncmlOf('defender', windows({ defender: before }))).toEqual(
      await syncmlOf('defender', windows({ defender })),
    );
  });

  it.each<[object, string]>([
    [{ realtime: true, realTime: false }, 'realtime'],
    [{ excludedPaths: ['C:\\a'], exclusions: {} }, 'excludedPaths'],
  ])('is refused beside those of today: %j', (defender, field) => {
    expect(refusedFields({ defender })).toEqual([`mdm.windows.defender.${field}`]);
  });

  it('stands for no cloud where it was false', () => {
    const { mdm } = parseProfile({ name: 'parc', ...windows({ defender: { cloud: false } }) });
    expect(mdm!.windows.defender).toEqual({ cloud: 'off' });
  });
});

describe('the firewall', () => {
  const STORE = './Vendor/MSFT/Firewall/MdmStore';

  it.each<[object, string]>([
    [{ domain: { enabled: true } }, 'bool DomainProfile/EnableFirewall = true'],
    [{ private: { enabled: false } }, 'bool PrivateProfile/EnableFirewall = false'],
    [{ public: { inbound: 'block' } }, 'int PublicProfile/DefaultInboundAction = 1'],
    [{ public: { inbound: 'allow' } }, 'int PublicProfile/DefaultInboundAction = 0'],
    [{ public: { outbound: 'block' } }, 'int PublicProfile/DefaultOutboundAction = 1'],
    [{ public: { notifications: false } }, 'bool PublicProfile/DisableInboundNotifications = true'],
    [{ public: { stealth: true } }, 'bool PublicProfile/DisableStealthMode = false'],
    [{ public: { shielded: true } }, 'bool PublicProfile/Shielded = true'],
    [{ public: { localRules: false } }, 'bool PublicProfile/AllowLocalPolicyMerge = false'],
  ])('%j', async (firewall, expected) => {
    const [format, ...rest] = expected.split(' ');
    expect(await syncmlOf('firewall', windows({ firewall }))).toEqual([
      `Replace ${format} ${STORE}/${rest.join(' ')}`,
    ]);
  });

  it('has rules', async () => {
    const rule = {
      name: 'Bureau a distance',
      description: 'Pour la « DSI » & <les autres>',
      direction: 'in',
      action: 'allow',
      protocol: 'tcp',
      localPorts: '3389,5000-5010',
      remotePorts: '1024-65535',
      remoteAddresses: '10.0.0.0/8,LocalSubnet',
      program: '%SystemRoot%\\System32\\svchost.exe',
      networks: ['domain', 'private'],
    };
    const place = `${STORE}/FirewallRules/Bureau%20a%20distance`;
    expect(await syncmlOf('firewall', windows({ firewall: { rules: [rule] } }))).toEqual([
      `Replace chr ${place}/Name = Bureau a distance`,
      `Replace chr ${place}/Description = Pour la « DSI » & <les autres>`,
      `Replace chr ${place}/Direction = IN`,
      `Replace int ${place}/Action/Type = 1`,
      `Replace int ${place}/Protocol = 6`,
      `Replace chr ${place}/LocalPortRanges = 3389,5000-5010`,
      `Replace chr ${place}/RemotePortRanges = 1024-65535`,
      `Replace chr ${place}/RemoteAddressRanges = 10.0.0.0/8,LocalSubnet`,
      `Replace chr ${place}/App/FilePath = %SystemRoot%\\System32\\svchost.exe`,
      `Replace int ${place}/Profiles = 3`,
      `Replace bool ${place}/Enabled = true`,
    ]);
  });

  it.each<[object, string]>([
    [{ localPorts: '80' }, 'protocol'],
    [{ protocol: 'icmpv4', remotePorts: '80' }, 'protocol'],
    [{ protocol: 'tcp', localPorts: '80;81' }, 'localPorts'],
    [{ name: 'a/b' }, 'name'],
    [{ remoteAddresses: '10.0.0.1 or 2' }, 'remoteAddresses'],
  ])('refuses %j', (changes, field) => {
    const rule = { name: 'regle', direction: 'out', action: 'block', ...changes };
    expect(refusedFields({ firewall: { rules: [rule] } })).toEqual([
      `mdm.windows.firewall.rules[0].${field}`,
    ]);
  });
});

describe('further settings', () => {
  const URI = './Device/Vendor/MSFT/Policy/Config';

  it('are sent as they are given, by their format', async () => {
    const custom = [
      { uri: `${URI}/A/Int`, format: 'int', value: 5 },
      { uri: `${URI}/A/Bool`, format: 'bool', value: true },
      { uri: `${URI}/A/Text`, format: 'chr', value: 'a & <b> ]]> "c"\r\n\té😀\u200f' },
      { uri: `${URI}/A/Xml`, format: 'xml', value: '<enabled/><data id="x" value="1"/>' },
      { uri: './User/Vendor/MSFT/A/Blob', format: 'b64', value: 'AAEC' },
      { uri: './Vendor/MSFT/A/Secret%20Node', format: 'chr', value: { vault: 'word' } },
    ];
    expect(await syncmlOf('custom', windows({ custom }), { secrets: { word: 'hunter & 2' } })).toEqual([
      `Replace int ${URI}/A/Int = 5`,
      `Replace bool ${URI}/A/Bool = true`,
      `Replace chr ${URI}/A/Text = a & <b> ]]> "c"\r\n\té😀\u200f`,
      `Replace xml ${URI}/A/Xml = <enabled/><data id="x" value="1"/>`,
      'Replace b64 ./User/Vendor/MSFT/A/Blob = AAEC',
      'Replace chr ./Vendor/MSFT/A/Secret%20Node = hunter & 2',
    ]);
  });

  it('take 64 KB', async () => {
    const value = '&'.repeat(65_536);
    const [command] = await syncmlOf(
      'custom',
      windows({ custom: [{ uri: `${URI}/A/B`, format: 'chr', value }] }),
    );
    expect(command).toBe(`Replace chr ${URI}/A/B = ${value}`);
  });

  it.each<[object, string]>([
    [{ uri: 'https://x/' }, 'uri'],
    [{ uri: `${URI}/A"<b>` }, 'uri'],
    [{ uri: `${URI}//A` }, 'uri'],
    [{ format: 'int', value: 'five' }, 'value'],
    [{ format: 'int', value: 1.5 }, 'value'],
    [{ format: 'bool', value: 'yes' }, 'value'],
    [{ format: 'b64', value: 'é' }, 'value'],
    [{ value: 'a\u0000b' }, 'value'],
    [{ value: 'a\ud800' }, 'value'],
    [{ value: 'a'.repeat(65_537) }, 'value'],
  ])('refuses %j', (changes, field) => {
    const custom = [{ uri: `${URI}/A/B`, format: 'chr', value: 'x', ...changes }];
    expect(refusedFields({ custom })).toEqual([`mdm.windows.custom[0].${field}`]);
  });

  it('names the field of a secret that XML cannot hold', async () => {
    const custom = [{ uri: `${URI}/A/B`, format: 'chr', value: { vault: 'word' } }];
    await expect(
      mdmFiles('windows', windows({ custom }), { secrets: { word: 'a\u0001' } }),
    ).rejects.toMatchObject({ findings: [{ field: 'mdm.windows.custom[0].value', found: '[…]' }] });
  });
});

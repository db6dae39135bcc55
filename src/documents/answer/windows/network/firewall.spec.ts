import { windowsAnswer } from '../../../../../test/support/windows-answer.js';
import { linesFrom, networkOf } from '../../../../../test/support/windows-network.js';

const specialize = (network: object, path: string) =>
  windowsAnswer({ network }).values('specialize', 'Networking-MPSSVC-Svc', path);

describe('the firewall stands in MPSSVC', () => {
  it.each(
    ['Domain', 'Private', 'Public'].flatMap((profile) =>
      [
        [{ enabled: false }, 'EnableFirewall', 'false'],
        [{ notifications: false }, 'DisableNotifications', 'true'],
        [{ logFile: '%windir%\\fw.log' }, 'LogFile', '%windir%\\fw.log'],
        [{ logFileSize: 8192 }, 'LogFileSize', '8192'],
        [{ logDropped: true }, 'LogDroppedPackets', 'true'],
        [{ logAllowed: true }, 'LogSuccessfulConnections', 'true'],
      ].map(
        ([option, setting, value]) => [profile, option, setting, value] as [string, object, string, string],
      ),
    ),
  )('%s %j', (profile, option, setting, value) => {
    const network = { firewall: { [profile.toLowerCase()]: option } };
    expect(specialize(network, `${profile}Profile_${setting}`)).toEqual([value]);
  });

  it.each([
    ['Group', '@FirewallAPI.dll,-28752'],
    ['Profile', 'private'],
    ['Active', 'false'],
  ])('groups: %s', (setting, value) => {
    const groups = [{ group: '@FirewallAPI.dll,-28752', profile: 'private', active: false }];
    expect(specialize({ firewall: { groups } }, `FirewallGroups/FirewallGroup/${setting}`)).toEqual([value]);
  });

  it('says by commands what becomes of the rest', () => {
    const firewall = { domain: { inbound: 'allow' }, public: { inbound: 'block', outbound: 'block' } };
    expect(linesFrom(networkOf({ network: { firewall } }).script('firewall')?.text, 'Set-Defaults ')).toEqual(
      [
        "Set-Defaults 'Domain' 'Allow' ''",
        "Set-Defaults 'Public' 'Block' 'Block'",
        '',
        'exit $script:faults',
        '',
      ],
    );
  });

  it('adds every part of a rule, whatever its name', () => {
    const rules = [
      {
        name: `L'outil ‘x’ $(Get-Date) "y"`,
        direction: 'out',
        action: 'block',
        protocol: 'tcp',
        localPorts: [443, '5000-5010'],
        remotePorts: ['80'],
        profiles: ['domain', 'private'],
        remoteAddresses: ['LocalSubnet', '10.0.0.0/8', '10.0.0.1-10.0.0.9', 'fd00::/8'],
        program: '%ProgramFiles%\\Tool\\tool.exe',
        service: 'tool',
        enabled: false,
      },
      { name: 'ping', protocol: 'icmpv4' },
    ];
    expect(
      linesFrom(networkOf({ network: { firewall: { rules } } }).script('firewall')?.text, '$rule'),
    ).toEqual([
      '$rule = @{}',
      `$rule['DisplayName'] = 'L''outil ‘‘x’’ $(Get-Date) "y"'`,
      "$rule['Direction'] = 'Outbound'",
      "$rule['Action'] = 'Block'",
      "$rule['Profile'] = 'Domain, Private'",
      "$rule['Protocol'] = 'TCP'",
      "$rule['LocalPort'] = @('443'; '5000-5010'; )",
      "$rule['RemotePort'] = @('80'; )",
      "$rule['RemoteAddress'] = @('LocalSubnet'; '10.0.0.0/8'; '10.0.0.1-10.0.0.9'; 'fd00::/8'; )",
      "$rule['Program'] = '%ProgramFiles%\\Tool\\tool.exe'",
      "$rule['Service'] = 'tool'",
      "$rule['Enabled'] = 'False'",
      "Add-Rule 'Etabli-1' $rule",
      '$rule = @{}',
      "$rule['DisplayName'] = 'ping'",
      "$rule['Direction'] = 'Inbound'",
      "$rule['Action'] = 'Allow'",
      "$rule['Profile'] = 'Any'",
      "$rule['Protocol'] = 'ICMPv4'",
      "$rule['Enabled'] = 'True'",
      "Add-Rule 'Etabli-2' $rule",
      '',
      'exit $script:faults',
      '',
    ]);
  });
});

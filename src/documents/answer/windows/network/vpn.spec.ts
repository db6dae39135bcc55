import { CERTIFICATES } from '../../../../../test/support/connections.js';
import { networkOf, refusedFields } from '../../../../../test/support/windows-network.js';

describe('VPN', () => {
  const l2tp = {
    name: 'Siège',
    kind: 'l2tp',
    server: 'vpn.example.org',
    preSharedKey: { vault: 'vpn/key' },
    authentication: { method: 'password' },
  };
  const tunnel = {
    name: 'Tunnel',
    kind: 'ikev2',
    alwaysOn: true,
    server: 'vpn.example.org',
    authentication: { method: 'certificate', certificate: 'pc' },
  };
  const rest = { certificates: CERTIFICATES, network: { vpn: [l2tp, tunnel] } };

  it('that people connect is made by commands, which are a secret with its key', () => {
    const { script } = networkOf({}, { rest, secrets: { 'vpn/key': "it's" } });
    const vpn = script('vpn');
    expect(vpn).toMatchObject({ phase: 'firstLogon', secret: true });
    expect(vpn?.text).toContain("    $ipsec = @{ L2tpPsk = 'it''s' }\n    Add-VpnConnection -Name 'Siège' ");
  });

  it('that is always on goes through the MDM bridge, as SYSTEM', () => {
    expect(networkOf({}, { rest }).files.find(({ name }) => name === 'vpn-2.xml')?.text).toContain(
      '<DeviceTunnel>true</DeviceTunnel>',
    );
    const bridge = networkOf({}, { rest }).script('vpn-always-on')?.text;
    expect(bridge).toContain(
      "    try { Set-VpnProfile 'Tunnel' 'C:\\Windows\\Setup\\Etabli\\vpn-2.xml' } catch",
    );
    expect(bridge).toContain("    Remove-Item -LiteralPath 'C:\\Windows\\Setup\\Etabli\\vpn-2.xml' ");
  });

  it('by hand goes the same way, its key from the vault', () => {
    const vpnProfiles = [
      { name: 'Hand', xml: '<VPNProfile><L2tpPsk></L2tpPsk></VPNProfile>', l2tpPsk: { vault: 'k' } },
    ];
    const asked = { secrets: { k: 'a&b' } };
    expect(networkOf({ network: { vpnProfiles } }, asked).files).toEqual([
      {
        name: 'vpn-by-hand-1.xml',
        text: '<VPNProfile><L2tpPsk>a&amp;b</L2tpPsk></VPNProfile>',
        secret: true,
      },
    ]);
    expect(networkOf({ network: { vpnProfiles } }, asked).script('vpn-always-on')?.text).toContain(
      "Set-VpnProfile 'Hand' ",
    );
  });

  it.each([
    [{ name: 'ab', xml: '<VPNProfile><L2tpPsk>x</L2tpPsk></VPNProfile>' }, 'xml'],
    [{ name: 'ab', xml: '<VPNProfile xmlns="urn:a"/>' }, 'xml'],
    [{ name: "a'b", xml: '<VPNProfile/>' }, 'name'],
    [{ name: 'ab', xml: '<VPNProfile/>', l2tpPsk: { vault: 'k' } }, 'l2tpPsk'],
  ])('by hand is refused: %j, naming %s', (one, option) => {
    expect(refusedFields({ vpnProfiles: [one] })).toEqual([`windows.network.vpnProfiles[0].${option}`]);
  });

  it('that Windows does not speak is refused by its place in the profile', () => {
    const vpn = [{ name: 'ovpn', kind: 'openvpn', server: 'a', trustedCertificates: ['root'], user: 'u' }];
    expect(refusedFields({}, { rest: { certificates: CERTIFICATES, network: { vpn } } })).toEqual([
      'network.vpn[0].kind',
    ]);
  });
});

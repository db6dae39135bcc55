import { parsedVpn } from '../../../../test/support/connections.js';
import { powershellFaults } from '../../../../test/support/powershell-syntax.js';
import { addVpnCommands } from './vpn-commands.js';

const written = (asked: object, secrets: Record<string, string> = {}) => {
  const { vpn, context } = parsedVpn({ name: 'Siège', server: 'vpn.example.org', ...asked }, secrets);
  return addVpnCommands(vpn, context);
};
const cryptography = { encryption: 'aes-256-gcm', integrity: 'sha384', group: 20 };

describe('addVpnCommands', () => {
  it('makes an L2TP connection in the place of one of its name', () => {
    const commands = written(
      { kind: 'l2tp', preSharedKey: { vault: 'psk' }, authentication: { method: 'password' } },
      { psk: "it's; Remove-Item C:\\ #" },
    );
    expect(commands).toEqual([
      "Get-VpnConnection -Name 'Siège' -AllUserConnection -ErrorAction SilentlyContinue | Remove-VpnConnection -AllUserConnection -Force",
      "$ipsec = @{ L2tpPsk = 'it''s; Remove-Item C:\\ #' }",
      "Add-VpnConnection -Name 'Siège' -ServerAddress 'vpn.example.org' -TunnelType L2tp -AuthenticationMethod MSChapv2 @ipsec -EncryptionLevel Required -AllUserConnection -RememberCredential -Force",
    ]);
    expect(powershellFaults(commands.join('\n'))).toEqual([]);
  });

  it('makes an IKEv2 connection with its suite, routes and names', () => {
    const commands = written({
      kind: 'ikev2',
      splitTunnel: true,
      routes: ['10.0.0.0/8'],
      dnsSuffixes: ['corp.example'],
      dnsServers: ['10.0.0.53', 'fd00::53'],
      authentication: { method: 'certificate', certificate: 'pc' },
      cryptography,
    });
    expect(commands.slice(1)).toEqual([
      "Add-VpnConnection -Name 'Siège' -ServerAddress 'vpn.example.org' -TunnelType Ikev2 -AuthenticationMethod MachineCertificate -EncryptionLevel Required -AllUserConnection -RememberCredential -Force -SplitTunneling -DnsSuffix 'corp.example'",
      "Set-VpnConnectionIPsecConfiguration -ConnectionName 'Siège' -AllUserConnection -AuthenticationTransformConstants GCMAES256 -CipherTransformConstants GCMAES256 -PfsGroup ECP384 -DHGroup ECP384 -IntegrityCheckMethod SHA384 -EncryptionMethod GCMAES256 -Force",
      "Add-VpnConnectionRoute -ConnectionName 'Siège' -AllUserConnection -DestinationPrefix '10.0.0.0/8'",
      "Add-DnsClientNrptRule -Namespace '.corp.example' -NameServers '10.0.0.53', 'fd00::53'",
    ]);
    expect(powershellFaults(commands.join('\n'))).toEqual([]);
  });

  it('gives SSTP its EAP configuration as one XML value', () => {
    const commands = written({ kind: 'sstp', authentication: { method: 'eap-mschapv2' } });
    expect(commands[1]).toContain(
      "-TunnelType Sstp -AuthenticationMethod Eap -EapConfigXmlStream ([xml]'<EapHostConfig xmlns=",
    );
    expect(commands[1]).toContain("</EapHostConfig>') -EncryptionLevel Required");
    expect(powershellFaults(commands.join('\n'))).toEqual([]);
  });

  it('leaves what is always on to a ProfileXML', () => {
    expect(() =>
      written({ kind: 'ikev2', alwaysOn: true, authentication: { method: 'eap-mschapv2' } }),
    ).toThrow('network.vpn[0].alwaysOn: expected a ProfileXML');
  });
});

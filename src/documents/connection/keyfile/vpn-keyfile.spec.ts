import { parsedVpn } from '../../../../test/support/connections.js';
import { stableUuid } from './keyfile.js';
import { pluginFile, vpnKeyfile } from './vpn-keyfile.js';

const written = (asked: object) => {
  const { vpn, context } = parsedVpn({ name: 'Siège', server: 'vpn.example.org', ...asked });
  return vpnKeyfile(vpn, context);
};
const head = [
  '[connection]',
  'id=Siège',
  `uuid=${stableUuid('vpn:Siège')}`,
  'type=vpn',
  'autoconnect=false',
  '',
];
const user = { user: 'anna', password: { vault: 'password' } };
const authority = `/etc/NetworkManager/certificates/${stableUuid('vpn:Siège')}-ca.pem`;

describe('vpnKeyfile', () => {
  it('writes IKEv2 with EAP, one suite, routes and names behind the VPN', () => {
    const { keyfile } = written({
      kind: 'ikev2',
      authentication: { method: 'eap-mschapv2', ...user, trustedCertificates: ['root'] },
      cryptography: { encryption: 'aes-256-gcm', integrity: 'sha384', group: 20 },
      splitTunnel: true,
      routes: ['10.0.0.0/8', 'fd00::/8'],
      dnsSuffixes: ['corp.example'],
      dnsServers: ['10.0.0.53'],
    });
    expect(keyfile.split('\n')).toEqual([
      ...head,
      '[vpn]',
      'service-type=org.freedesktop.NetworkManager.strongswan',
      'address=vpn.example.org',
      `certificate=${authority}`,
      'method=eap',
      'user=anna',
      'virtual=yes',
      'encap=no',
      'ipcomp=no',
      'proposal=yes',
      'ike=aes256gcm16-prfsha384-ecp384',
      'esp=aes256gcm16-ecp384',
      'password-flags=0',
      '',
      '[vpn-secrets]',
      'password=p&ssw<rd',
      '',
      '[ipv4]',
      'method=auto',
      'never-default=true',
      'route1=10.0.0.0/8',
      'dns=10.0.0.53;',
      'dns-search=corp.example;',
      '',
      '[ipv6]',
      'method=auto',
      'never-default=true',
      'route1=fd00::/8',
      'dns-search=corp.example;',
      '',
    ]);
  });

  it('writes L2TP with the key of IPsec', () => {
    const { keyfile } = written({
      kind: 'l2tp',
      preSharedKey: { vault: 'psk' },
      authentication: { method: 'password', ...user },
    });
    expect(keyfile.split('\n').slice(6, 18)).toEqual([
      '[vpn]',
      'service-type=org.freedesktop.NetworkManager.l2tp',
      'gateway=vpn.example.org',
      'user=anna',
      'password-flags=0',
      'ipsec-enabled=yes',
      'machine-auth-type=psk',
      'ipsec-psk-flags=0',
      '',
      '[vpn-secrets]',
      'password=p&ssw<rd',
      'ipsec-psk=a key of twenty chars.',
    ]);
  });

  it('writes OpenVPN with a certificate and a user', () => {
    const { keyfile, files } = written({
      kind: 'openvpn',
      server: '2001:db8::1',
      port: 443,
      protocol: 'tcp',
      trustedCertificates: ['root'],
      clientCertificate: 'pc',
      user: 'anna',
      cipher: 'AES-256-GCM',
    });
    expect(keyfile.split('\n').slice(6, 22)).toEqual([
      '[vpn]',
      'service-type=org.freedesktop.NetworkManager.openvpn',
      'connection-type=password-tls',
      'remote=[2001:db8::1]:443:tcp',
      'proto-tcp=yes',
      `ca=${authority}`,
      'cert=/etc/NetworkManager/certificates/pc.p12',
      'key=/etc/NetworkManager/certificates/pc.p12',
      'cert-pass-flags=0',
      'username=anna',
      'password-flags=2',
      'data-ciphers=AES-256-GCM',
      'remote-cert-tls=server',
      '',
      '[vpn-secrets]',
      'cert-pass=p12 word',
    ]);
    expect(files.map(({ path }) => path)).toEqual([authority, '/etc/NetworkManager/certificates/pc.p12']);
  });

  it.each([
    [{ kind: 'sstp', authentication: { method: 'password' } }, 'network.vpn[0].kind'],
    [
      { kind: 'ikev2', alwaysOn: true, authentication: { method: 'eap-mschapv2' } },
      'network.vpn[0].alwaysOn',
    ],
    [
      { kind: 'ikev2', authentication: { method: 'certificate', certificate: 'pc' } },
      'network.vpn[0].authentication.method',
    ],
    [{ kind: 'l2tp', authentication: { method: 'password' } }, 'network.vpn[0].preSharedKey'],
    [
      { kind: 'openvpn', trustedCertificates: ['root'], user: 'a', tlsCrypt: { vault: 'ta' } },
      'network.vpn[0].tlsCrypt',
    ],
  ])('refuses %j, naming %s', (asked, field) => {
    expect(() => written(asked)).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ field })] }),
    );
  });
});

it('knows by which file a plugin says that it is there', () => {
  const { vpn } = parsedVpn({
    name: 'ab',
    kind: 'l2tp',
    server: 'a',
    authentication: { method: 'password' },
  });
  expect(pluginFile(vpn)).toBe('/usr/lib/NetworkManager/VPN/nm-l2tp-service.name');
});

import { CERTIFICATES, ROOT_PEM } from '../../../test/support/connections.js';
import { InputError } from '../../platform/core/index.js';
import { digestOf, parseProfile } from './index.js';

const least = { name: 'poste', master: { name: 'debian-13' } };
const parsed = (more: object) => parseProfile({ ...least, ...more });
const fieldsOf = (more: object): unknown[] => {
  try {
    parsed(more);
  } catch (error) {
    if (error instanceof InputError) return error.findings.map(({ field }) => field);
    throw error;
  }
  return [];
};
const wifi = (one: object) => ({ certificates: CERTIFICATES, network: { wifi: [{ ssid: 'a', ...one }] } });
const vpn = (one: object) => ({
  certificates: CERTIFICATES,
  network: { vpn: [{ name: 'Siège', server: 'vpn.example.org', ...one }] },
});
const psk = { security: 'wpa2-psk', passphrase: { vault: 'wifi/atelier' } };
const wireguard = {
  name: 'wg0',
  kind: 'wireguard',
  privateKey: { vault: 'vpn/key' },
  addresses: ['10.9.0.2/24'],
  peer: { publicKey: `${'A'.repeat(43)}=`, endpoint: 'vpn.example.org:51820', allowedIps: ['10.0.0.0/8'] },
};

describe('a profile of before', () => {
  it('keeps its digest', () => {
    const before = {
      wifi: [
        { ssid: 'atelier', ...psk },
        { ssid: 'libre', security: 'open' },
      ],
      vpn: [wireguard],
    };
    expect(digestOf(parsed({}))).toBe('ff7189838ff091ff0135d3ce4d0ddceb9d6d75cf72d4112d96f681cf5d49e670');
    expect(digestOf(parsed({ network: before }))).toBe(
      '00574dede4c73c108204e483cdcec847ae099f931b40c42286030395f4f3ca2c',
    );
  });
});

describe('Wi-Fi of a profile', () => {
  it.each([
    { security: 'open' },
    { security: 'owe' },
    psk,
    { ...psk, security: 'wpa3-sae' },
    { ...psk, security: 'wpa2-wpa3-psk', hidden: true, autoconnect: false, priority: -999 },
    { security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2', trustedCertificates: ['root'] } },
    {
      security: 'wpa3-enterprise',
      eap: { method: 'tls', clientCertificate: 'pc', serverNames: ['radius.a'] },
    },
    { security: 'wpa2-wpa3-enterprise', eap: { method: 'ttls', inner: 'chap' }, macAddress: 'daily' },
  ])('may be %j', (one) => {
    expect(parsed(wifi(one)).network.wifi).toEqual([{ ssid: 'a', ...one }]);
  });

  it.each([
    [{ security: 'wpa2-psk' }, 'passphrase'],
    [{ security: 'wpa3-sae', passphrase: 'in clear' }, 'passphrase'],
    [{ security: 'wep' }, 'security'],
    [{ security: 'wpa2-enterprise' }, 'eap'],
    [{ security: 'open', eap: { method: 'ttls', inner: 'pap' } }, 'eap'],
    [
      { security: 'wpa2-enterprise', eap: { method: 'tls', clientCertificate: 'nobody' } },
      'eap.clientCertificate',
    ],
    [
      { security: 'wpa2-enterprise', eap: { method: 'tls', clientCertificate: 'root' } },
      'eap.clientCertificate',
    ],
    [
      { security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2', trustedCertificates: ['pc'] } },
      'eap.trustedCertificates[0]',
    ],
    [
      { security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2', serverNames: ['a;b'] } },
      'eap.serverNames[0]',
    ],
    [{ security: 'open', priority: 1000 }, 'priority'],
  ])('is refused: %j, naming %s', (one, field) => {
    expect(fieldsOf(wifi(one))).toEqual([`network.wifi[0].${field}`]);
  });
});

describe('VPN of a profile', () => {
  it.each([
    { kind: 'ikev2', authentication: { method: 'certificate', certificate: 'pc' }, alwaysOn: true },
    { kind: 'ikev2', authentication: { method: 'psk', preSharedKey: { vault: 'k' } }, localId: 'me' },
    { kind: 'l2tp', authentication: { method: 'password' }, preSharedKey: { vault: 'k' } },
    { kind: 'sstp', authentication: { method: 'eap-tls', certificate: 'anna' }, trustedNetworks: ['corp.a'] },
    { kind: 'openvpn', trustedCertificates: ['root'], user: 'anna', tlsCrypt: { vault: 'k' }, port: 443 },
    {
      kind: 'ikev2',
      authentication: { method: 'eap-mschapv2' },
      splitTunnel: true,
      routes: ['10.0.0.0/8', 'fd00::/8'],
      dnsSuffixes: ['corp.a'],
      dnsServers: ['10.0.0.53'],
    },
  ])('may be %j', (one) => {
    expect(parsed(vpn(one)).network.vpn).toEqual([{ name: 'Siège', server: 'vpn.example.org', ...one }]);
  });

  it.each([
    [{ kind: 'pptp' }, 'kind'],
    [{ kind: 'l2tp', authentication: { method: 'certificate' } }, 'authentication.method'],
    [
      { kind: 'sstp', authentication: { method: 'eap-tls', certificate: 'root' } },
      'authentication.certificate',
    ],
    [{ kind: 'openvpn', trustedCertificates: ['root'] }, 'clientCertificate'],
    [{ kind: 'openvpn', trustedCertificates: ['none'], user: 'a' }, 'trustedCertificates[0]'],
    [{ kind: 'l2tp', authentication: { method: 'password' }, routes: ['10.0.0.0/40'] }, 'routes[0]'],
    [{ kind: 'l2tp', authentication: { method: 'password' }, dnsServers: ['10.0.0.53'] }, 'dnsSuffixes'],
    [{ kind: 'l2tp', authentication: { method: 'password' }, name: 'a/b' }, 'name'],
    [{ kind: 'l2tp', authentication: { method: 'password' }, server: 'a b' }, 'server'],
  ])('is refused: %j, naming %s', (one, field) => {
    expect(fieldsOf(vpn(one))).toContain(`network.vpn[0].${field}`);
  });
});

describe('certificates of a profile', () => {
  const scep = { name: 'scep', kind: 'scep', url: 'https://scep.a/x', subject: 'CN=pc,O=A' };
  const acme = {
    name: 'acme',
    kind: 'acme',
    directoryUrl: 'https://acme.a/x',
    clientIdentifier: 'pc',
    subject: 'CN=pc',
    keyType: 'ec',
    keySize: 384,
    hardwareBound: true,
    attest: true,
  };

  it('may be authorities, PKCS#12 files, and what a device asks for', () => {
    const all = [...CERTIFICATES, { name: 'between', kind: 'intermediate', pem: ROOT_PEM }, scep, acme];
    expect(parsed({ certificates: all }).certificates).toEqual(all);
  });

  it('are kept in the bytes that OpenSSL would write', () => {
    const pem = `\n${ROOT_PEM.replaceAll('\n', '\r\n')}\n`;
    expect(parsed({ certificates: [{ name: 'root', kind: 'root', pem }] }).certificates).toEqual([
      { name: 'root', kind: 'root', pem: ROOT_PEM },
    ]);
  });

  it.each([
    [{ name: 'a', kind: 'root', pem: 'abc' }, 'pem'],
    [{ name: 'a', kind: 'root', pem: `${ROOT_PEM}${ROOT_PEM}` }, 'pem'],
    [{ name: 'a', kind: 'root', pem: ROOT_PEM.replace('MIIB', 'AAAA') }, 'pem'],
    [{ name: 'A b', kind: 'root', pem: ROOT_PEM }, 'name'],
    [{ name: 'a', kind: 'client', pkcs12: 'MIIC' }, 'pkcs12'],
    [{ ...scep, url: 'https://user:word@scep.a' }, 'url'],
    [{ ...scep, subject: 'pc' }, 'subject'],
    [{ ...scep, keySize: 1024 }, 'keySize'],
    [{ ...acme, directoryUrl: 'ftp://acme.a' }, 'directoryUrl'],
  ])('are refused: %j, naming %s', (one, field) => {
    expect(fieldsOf({ certificates: [one] })).toEqual([`certificates[0].${field}`]);
  });

  it('have each a name of their own', () => {
    expect(fieldsOf({ certificates: [scep, { ...acme, name: 'scep' }] })).toEqual(['certificates[1]']);
  });

  it('never have a private key repeated that stands beside one', () => {
    const pem = `${ROOT_PEM}-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n`;
    expect(() => parsed({ certificates: [{ name: 'a', kind: 'root', pem }] })).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ found: '[secret]' })] }),
    );
  });
});

import { readFileSync } from 'node:fs';
import { parsedVpn } from '../../../../test/support/connections.js';
import { vpnProfileXml } from './vpn-profile.js';

const expected = (name: string) => readFileSync(new URL(`../fixtures/${name}.xml`, import.meta.url), 'utf8');
const written = (asked: object) => {
  const { vpn, context } = parsedVpn({ name: 'Siège', server: 'vpn.example.org', ...asked });
  return vpnProfileXml(vpn, context);
};
const cryptography = { encryption: 'aes-256-gcm', integrity: 'sha384', group: 20 };
const behind = { splitTunnel: true, dnsSuffixes: ['corp.example'], dnsServers: ['10.0.0.53'] };
const byPassword = { authentication: { method: 'password' } };

describe('vpnProfileXml', () => {
  it.each([
    [
      'vpn-device-tunnel',
      {
        kind: 'ikev2',
        alwaysOn: true,
        ...behind,
        routes: ['10.0.0.0/8', 'fd00::/8'],
        trustedNetworks: ['corp.example'],
        authentication: { method: 'certificate', certificate: 'pc' },
        cryptography,
      },
    ],
    [
      'vpn-eap-tls',
      {
        kind: 'ikev2',
        ...behind,
        routes: ['10.0.0.0/8'],
        authentication: {
          method: 'eap-tls',
          certificate: 'anna',
          trustedCertificates: ['root'],
          serverNames: ['nps.example.org'],
        },
        cryptography,
      },
    ],
    ['vpn-sstp', { kind: 'sstp', authentication: { method: 'eap-mschapv2' } }],
    ['vpn-l2tp', { kind: 'l2tp', preSharedKey: { vault: 'password' }, ...byPassword }],
  ])('writes %s.xml', (name, asked) => {
    expect(written(asked)).toBe(expected(name));
  });

  it('writes a user tunnel that is always on', () => {
    const profile = written({ kind: 'ikev2', alwaysOn: true, authentication: { method: 'eap-mschapv2' } });
    expect(profile).toContain('<AlwaysOn>true</AlwaysOn>');
    expect(profile).not.toContain('DeviceTunnel');
  });

  it.each([
    [
      { encryption: 'aes-128-cbc', integrity: 'sha256', group: 14 },
      ['SHA256128', 'AES128', 'PFS2048', 'Group14', 'SHA256', 'AES128'],
    ],
    [
      { encryption: 'aes-256-cbc', integrity: 'sha256', group: 19 },
      ['SHA256128', 'AES256', 'ECP256', 'ECP256', 'SHA256', 'AES256'],
    ],
    [
      { encryption: 'aes-128-gcm', integrity: 'sha256', group: 19 },
      ['GCMAES128', 'GCMAES128', 'ECP256', 'ECP256', 'SHA256', 'AES_GCM_128'],
    ],
  ])('writes the suite %j', (asked, words) => {
    const profile = written({
      kind: 'ikev2',
      authentication: { method: 'eap-mschapv2' },
      cryptography: asked,
    });
    const suite = profile.slice(
      profile.indexOf('<CryptographySuite>'),
      profile.indexOf('</CryptographySuite>'),
    );
    expect([...suite.matchAll(/>([^<\s]+)</g)].map(([, word]) => word)).toEqual(words);
  });

  it.each([
    [{ kind: 'openvpn', trustedCertificates: ['root'], user: 'a' }, 'network.vpn[0].kind'],
    [
      { kind: 'ikev2', authentication: { method: 'psk', preSharedKey: { vault: 'psk' } } },
      'network.vpn[0].authentication.method',
    ],
    [{ kind: 'ikev2', localId: 'me', authentication: { method: 'eap-mschapv2' } }, 'network.vpn[0].localId'],
    [
      { kind: 'ikev2', remoteId: 'other.example', authentication: { method: 'eap-mschapv2' } },
      'network.vpn[0].remoteId',
    ],
  ])('refuses %j, naming %s', (asked, field) => {
    expect(() => written(asked)).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ field })] }),
    );
  });
});

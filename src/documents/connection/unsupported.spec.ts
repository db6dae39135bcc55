import { CERTIFICATES } from '../../../test/support/connections.js';
import { parseProfile } from '../profile/index.js';
import { unsupportedByNetworkManager } from './index.js';

const profile = parseProfile({
  name: 'x',
  master: { name: 'm' },
  certificates: [
    ...CERTIFICATES,
    { name: 'asked', kind: 'scep', url: 'https://scep.example.org/x', subject: 'CN=pc' },
  ],
  network: {
    wifi: [
      { ssid: 'a', security: 'wpa2-psk', passphrase: { vault: 'not/read' } },
      { ssid: 'b', security: 'open', macAddress: 'daily' },
      { ssid: 'c', security: 'wpa2-enterprise', eap: { method: 'tls', clientCertificate: 'asked' } },
    ],
    vpn: [
      { name: 'sstp', kind: 'sstp', server: 'a', authentication: { method: 'password' } },
      { name: 'ovpn', kind: 'openvpn', server: 'a', trustedCertificates: ['root'], user: 'u' },
    ],
  },
});

it('knows what NetworkManager cannot do, without a secret', () => {
  expect(unsupportedByNetworkManager(profile).map(({ field }) => field)).toEqual([
    'certificates[3].kind',
    'network.wifi[1].macAddress',
    'network.wifi[2].eap.clientCertificate',
    'network.vpn[0].kind',
  ]);
});

it('finds nothing in a plan that was frozen before there were such sections', () => {
  expect(unsupportedByNetworkManager({} as Parameters<typeof unsupportedByNetworkManager>[0])).toEqual([]);
});

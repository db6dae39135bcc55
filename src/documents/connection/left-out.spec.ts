import { CERTIFICATES } from '../../../test/support/connections.js';
import { parseProfile } from '../profile/index.js';
import { leftOutByNetworkManager, leftOutByWindows } from './index.js';

const PC2 = { name: 'pc2', kind: 'client', pkcs12: { vault: 'pc2/p12' } };
const byCertificate = (clientCertificate: string) => ({
  ssid: 'Bureau',
  security: 'wpa2-enterprise',
  eap: { method: 'tls', clientCertificate },
});
const profileOf = (network: object, certificates: object[] = CERTIFICATES) =>
  parseProfile({ name: 'x', certificates, network });
const optionsOf = (leftOut: { option: string }[]) => leftOut.map(({ option }) => option);

describe('what a connection of Windows leaves out', () => {
  const tunnel = {
    name: 'Siege',
    kind: 'ikev2',
    server: 'vpn.fr',
    authentication: { method: 'certificate', certificate: 'pc' },
  };

  it('is which certificate it takes, where the PC or the user has several', () => {
    const network = { wifi: [byCertificate('pc')], vpn: [tunnel] };
    expect(optionsOf(leftOutByWindows(profileOf(network, [...CERTIFICATES, PC2])))).toEqual([
      'network.wifi[0].eap.clientCertificate',
      'network.vpn[0].authentication.certificate',
    ]);
    expect(leftOutByWindows(profileOf(network))).toEqual([]);
    const openvpn = { name: 'Usine', kind: 'openvpn', server: 'vpn.fr', trustedCertificates: ['root'] };
    const vpn = [{ ...openvpn, clientCertificate: 'pc' }];
    expect(leftOutByWindows(profileOf({ vpn }, [...CERTIFICATES, PC2]))).toEqual([]);
    expect(leftOutByWindows(profileOf({ wifi: [byCertificate('anna')] }, [...CERTIFICATES, PC2]))).toEqual(
      [],
    );
  });

  it('is an outer name with EAP-TLS', () => {
    const wifi = byCertificate('pc');
    const eap = { ...wifi.eap, anonymousIdentity: 'anonyme' };
    expect(optionsOf(leftOutByWindows(profileOf({ wifi: [{ ...wifi, eap }] })))).toEqual([
      'network.wifi[0].eap.anonymousIdentity',
    ]);
  });
});

describe('what a connection of NetworkManager leaves out', () => {
  it('is that a certificate is of a user', () => {
    expect(optionsOf(leftOutByNetworkManager(profileOf({ wifi: [byCertificate('anna')] })))).toEqual([
      'certificates[2].store',
    ]);
    const openvpn = { name: 'Usine', kind: 'openvpn', server: 'vpn.fr', trustedCertificates: ['root'] };
    const vpn = [{ ...openvpn, clientCertificate: 'anna' }];
    expect(optionsOf(leftOutByNetworkManager(profileOf({ vpn })))).toEqual(['certificates[2].store']);
    expect(leftOutByNetworkManager(profileOf({ wifi: [byCertificate('pc')] }))).toEqual([]);
  });

  it('is whom an L2TP server proves to be, but by its key', () => {
    const authentication = { method: 'password', serverNames: ['vpn.fr'], trustedCertificates: ['root'] };
    const l2tp = { name: 'Siege', kind: 'l2tp', server: 'vpn.fr', preSharedKey: { vault: 'psk' } };
    expect(optionsOf(leftOutByNetworkManager(profileOf({ vpn: [{ ...l2tp, authentication }] })))).toEqual([
      'network.vpn[0].authentication.serverNames',
      'network.vpn[0].authentication.trustedCertificates',
    ]);
  });
});

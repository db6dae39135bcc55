import { execFileSync } from 'node:child_process';
import { vpnKeyfile, wifiKeyfile } from '../../src/documents/connection/index.js';
import { parsedVpn, parsedWifi } from '../support/connections.js';

/** Every entry of a keyfile, `[section] key=value`, without those that NetworkManager leaves out as it means them anyway. */
function entries(keyfile: string): string[] {
  const implied = ['[connection] autoconnect=true', '[ipv6] method=auto', '[ipv4] method=auto'];
  let section = '';
  return keyfile
    .split('\n')
    .flatMap((line) => {
      if (!line.startsWith('[')) return line === '' ? [] : [`${section} ${line}`];
      section = line;
      return [];
    })
    .filter((entry) => !implied.includes(entry))
    .sort();
}

/** What NetworkManager's own reader makes of a keyfile, written again; it exits with an error for one that it cannot read. */
function readByNetworkManager(keyfile: string): string[] {
  const arguments_ = ['--offline', 'connection', 'modify', 'connection.zone', 'trusted'];
  const text = execFileSync('nmcli', arguments_, { input: keyfile, encoding: 'utf8' });
  return entries(text).filter((entry) => entry !== '[connection] zone=trusted');
}

const key = { vault: 'key' };
const who = { identity: 'anna', password: { vault: 'password' }, trustedCertificates: ['root'] };
const user = { user: 'anna', password: { vault: 'password' } };

describe('NetworkManager reads what we write', () => {
  it.each<[title: string, asked: object, secrets?: Record<string, string>]>([
    ['an open network that hides', { security: 'open', hidden: true, autoconnect: false }],
    ['OWE', { security: 'owe', priority: -3, macAddress: 'per-network' }],
    ['WPA2', { security: 'wpa2-psk', passphrase: key }, { key: ' a\\b=c;d "é" #' }],
    ['WPA3', { security: 'wpa3-sae', passphrase: key }],
    [
      'EAP-TLS',
      {
        security: 'wpa3-enterprise',
        eap: {
          method: 'tls',
          clientCertificate: 'pc',
          serverNames: ['radius.example.org', 'r2.example.org'],
          trustedCertificates: ['root'],
        },
      },
    ],
    ['PEAP', { security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2', ...who } }],
    ['TTLS', { security: 'wpa2-wpa3-enterprise', eap: { method: 'ttls', inner: 'pap', ...who } }],
  ])('Wi-Fi: %s', (_title, asked, secrets = {}) => {
    const { wifi, context } = parsedWifi({ ssid: 'Été; [x]', ...asked }, secrets);
    const { keyfile } = wifiKeyfile(wifi, context);
    expect(readByNetworkManager(keyfile)).toEqual(entries(keyfile));
  });

  it.each([
    [
      'WireGuard',
      {
        name: 'wg0',
        kind: 'wireguard',
        privateKey: { vault: 'wireguard' },
        addresses: ['10.9.0.2/24'],
        peer: {
          publicKey: `${'A'.repeat(43)}=`,
          endpoint: 'vpn.example.org:51820',
          allowedIps: ['10.0.0.0/8', 'fd00::/8'],
          persistentKeepalive: 25,
        },
      },
    ],
    [
      'IKEv2',
      {
        kind: 'ikev2',
        server: 'vpn.example.org',
        splitTunnel: true,
        routes: ['10.0.0.0/8', 'fd00::/8'],
        dnsSuffixes: ['corp.example'],
        dnsServers: ['10.0.0.53', 'fd00::53'],
        authentication: { method: 'eap-mschapv2', ...user, trustedCertificates: ['root'] },
      },
    ],
    [
      'L2TP',
      {
        kind: 'l2tp',
        server: 'vpn.example.org',
        preSharedKey: { vault: 'psk' },
        authentication: { method: 'password', ...user },
      },
    ],
    [
      'OpenVPN',
      {
        kind: 'openvpn',
        server: 'vpn.example.org',
        trustedCertificates: ['root'],
        clientCertificate: 'pc',
        ...user,
      },
    ],
  ])('VPN: %s', (_title, asked) => {
    const { vpn, context } = parsedVpn({ name: 'Siège', ...asked }, { wireguard: `${'B'.repeat(42)}A=` });
    const { keyfile } = vpnKeyfile(vpn, context);
    expect(readByNetworkManager(keyfile)).toEqual(entries(keyfile));
  });
});

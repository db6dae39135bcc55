import { parsedWifi, ROOT_PEM } from '../../../../test/support/connections.js';
import { stableUuid } from './keyfile.js';
import { wifiKeyfile } from './wifi-keyfile.js';

const written = (asked: object, secrets: Record<string, string> = {}) => {
  const { wifi, context } = parsedWifi(asked, secrets);
  return wifiKeyfile(wifi, context);
};
const key = { vault: 'key' };
const uuid = stableUuid('wifi:Bureau');
const section = (name: string, asked: object) =>
  written({ ssid: 'Bureau', ...asked })
    .keyfile.split('\n\n')
    .find((text) => text.startsWith(`[${name}]`))
    ?.split('\n')
    .slice(1);

describe('wifiKeyfile', () => {
  it('writes a WPA2 network, its passphrase escaped for the key file', () => {
    const { keyfile, files } = written(
      { ssid: 'Été', security: 'wpa2-psk', passphrase: key },
      { key: ' a\\b=c;def' },
    );
    expect(files).toEqual([]);
    expect(keyfile).toBe(
      [
        '[connection]',
        'id=Été',
        `uuid=${stableUuid('wifi:Été')}`,
        'type=wifi',
        'autoconnect=true',
        '',
        '[wifi]',
        'mode=infrastructure',
        'ssid=195;137;116;195;169;',
        '',
        '[wifi-security]',
        'key-mgmt=wpa-psk',
        'psk=\\sa\\\\b=c;def',
        '',
        '[ipv4]',
        'method=auto',
        '',
        '[ipv6]',
        'method=auto',
        '',
      ].join('\n'),
    );
  });

  it('takes whatever passphrase NetworkManager takes', () => {
    const key = { vault: 'other' };
    const one = (security: string, value: string) =>
      written({ ssid: 'Bureau', security, passphrase: key }, { other: value }).keyfile;
    expect(one('wpa2-psk', 'clé de l’été')).toContain('\npsk=clé de l’été\n');
    expect(one('wpa2-psk', 'ab'.repeat(32))).toContain(`\npsk=${'ab'.repeat(32)}\n`);
    expect(one('wpa3-sae', 'court')).toContain('\npsk=court\n');
  });

  it('writes no security section for an open network', () => {
    expect(section('wifi-security', { security: 'open' })).toBeUndefined();
  });

  it.each([
    ['owe', {}, ['key-mgmt=owe']],
    ['wpa3-sae', { passphrase: key }, ['key-mgmt=sae', 'psk=correct horse']],
    ['wpa2-wpa3-psk', { passphrase: key }, ['key-mgmt=wpa-psk', 'psk=correct horse']],
    ['wpa2-enterprise', { eap: { method: 'tls', clientCertificate: 'pc' } }, ['key-mgmt=wpa-eap']],
    ['wpa3-enterprise', { eap: { method: 'tls', clientCertificate: 'pc' } }, ['key-mgmt=wpa-eap', 'pmf=3']],
    [
      'wpa2-wpa3-enterprise',
      { eap: { method: 'tls', clientCertificate: 'pc' } },
      ['key-mgmt=wpa-eap', 'pmf=2'],
    ],
  ])('protects %s', (security, rest, lines) => {
    expect(section('wifi-security', { security, ...rest })).toEqual(lines);
  });

  it('says what is hidden, what waits, what goes first, and which address it has', () => {
    const asked = {
      security: 'open',
      hidden: true,
      autoconnect: false,
      priority: 5,
      macAddress: 'per-network',
    };
    expect(section('wifi', asked)).toEqual([
      'mode=infrastructure',
      'ssid=66;117;114;101;97;117;',
      'hidden=true',
      'cloned-mac-address=stable',
    ]);
    expect(section('connection', asked)?.slice(3)).toEqual(['autoconnect=false', 'autoconnect-priority=5']);
  });

  it('refers to the authority and to the certificate of EAP-TLS by files', () => {
    const asked = {
      ssid: 'Bureau',
      security: 'wpa3-enterprise',
      eap: {
        method: 'tls',
        clientCertificate: 'pc',
        identity: 'host/pc-1',
        serverNames: ['radius.example.org'],
        trustedCertificates: ['root'],
      },
    };
    expect(section('802-1x', asked)).toEqual([
      'eap=tls;',
      'identity=host/pc-1',
      `ca-cert=/etc/NetworkManager/certificates/${uuid}-ca.pem`,
      'domain-match=radius.example.org;',
      'client-cert=/etc/NetworkManager/certificates/pc.p12',
      'private-key=/etc/NetworkManager/certificates/pc.p12',
      'private-key-password=p12 word',
    ]);
    expect(written(asked).files).toEqual([
      {
        path: `/etc/NetworkManager/certificates/${uuid}-ca.pem`,
        base64: Buffer.from(ROOT_PEM).toString('base64'),
      },
      { path: '/etc/NetworkManager/certificates/pc.p12', base64: 'MIIC' },
    ]);
  });

  it('gives PEAP and TTLS their inner method and their password', () => {
    const who = { identity: 'anna', anonymousIdentity: 'anonymous', password: { vault: 'password' } };
    const peap = { security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2', ...who } };
    const ttls = { security: 'wpa2-enterprise', eap: { method: 'ttls', inner: 'pap', ...who } };
    const rest = ['identity=anna', 'anonymous-identity=anonymous'];
    expect(section('802-1x', peap)).toEqual([
      'eap=peap;',
      ...rest,
      'phase2-auth=mschapv2',
      'password=p&ssw<rd',
    ]);
    expect(section('802-1x', ttls)).toEqual(['eap=ttls;', ...rest, 'phase2-auth=pap', 'password=p&ssw<rd']);
  });

  it.each([
    [{ security: 'open', macAddress: 'daily' }, 'network.wifi[0].macAddress'],
    [{ security: 'wpa2-psk', passphrase: { vault: 'short' } }, 'network.wifi[0].passphrase'],
    [{ security: 'wpa2-psk', passphrase: { vault: 'lines' } }, 'network.wifi[0].passphrase'],
  ])('refuses %j, naming %s', (asked, field) => {
    expect(() =>
      written({ ssid: 'x', ...asked }, { short: '1234567', lines: '12345678\nssid=other' }),
    ).toThrow(expect.objectContaining({ findings: [expect.objectContaining({ field, found: '[…]' })] }));
  });
});

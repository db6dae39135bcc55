import { keyfile, stableUuid, wifiKeyfile } from './keyfile.js';

describe('wifiKeyfile', () => {
  it('writes a WPA2 network, its passphrase escaped for the key file', () => {
    expect(wifiKeyfile({ ssid: 'Été', security: 'wpa2-psk' }, ' a\\b=c;d')).toBe(
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
        'psk=\\sa\\\\b=c;d',
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

  it('writes no security section for an open network', () => {
    expect(wifiKeyfile({ ssid: 'libre', security: 'open' }, undefined)).not.toContain('wifi-security');
  });

  it('refuses a protected network without its passphrase', () => {
    expect(() => wifiKeyfile({ ssid: 'x', security: 'wpa3-sae' }, undefined)).toThrow(
      'the Wi-Fi "x" needs a passphrase',
    );
  });
});

it('keeps a value with a line break inside its own line', () => {
  expect(keyfile([['a', [['k', 'x\n[b]\ny=z']]]])).toBe('[a]\nk=x\\n[b]\\ny=z\n');
});

it('gives the same valid UUID for the same name', () => {
  expect(stableUuid('atelier')).toBe(stableUuid('atelier'));
  expect(stableUuid('atelier')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
});

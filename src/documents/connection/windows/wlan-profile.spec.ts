import { readFileSync } from 'node:fs';
import { parsedWifi } from '../../../../test/support/connections.js';
import { profileName, wlanProfileXml } from './wlan-profile.js';

const expected = (name: string) => readFileSync(new URL(`../fixtures/${name}.xml`, import.meta.url), 'utf8');
const written = (asked: object, secrets: Record<string, string> = {}) => {
  const { wifi, context } = parsedWifi({ ssid: 'Café & "Co"', ...asked }, secrets);
  return wlanProfileXml(wifi, context);
};
const key = { vault: 'key' };
const trust = { trustedCertificates: ['root'] };
const anonymousIdentity = 'anonymous@example.org';

describe('wlanProfileXml', () => {
  it.each([
    ['wlan-open-hidden', { security: 'open', hidden: true, autoconnect: false }],
    ['wlan-psk-transition', { security: 'wpa2-wpa3-psk', passphrase: key, macAddress: 'daily' }],
    [
      'wlan-eap-tls',
      {
        security: 'wpa3-enterprise',
        eap: {
          method: 'tls',
          clientCertificate: 'pc',
          serverNames: ['radius.example.org', 'r2.example.org'],
          ...trust,
        },
      },
    ],
    [
      'wlan-peap',
      { security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2', anonymousIdentity, ...trust } },
    ],
    [
      'wlan-ttls',
      { security: 'wpa2-enterprise', eap: { method: 'ttls', inner: 'pap', anonymousIdentity, ...trust } },
    ],
  ])('writes %s.xml', (name, asked) => {
    expect(written(asked)).toBe(expected(name));
  });

  it.each([
    [{ security: 'open' }, 'open', 'none', false],
    [{ security: 'owe' }, 'OWE', 'AES', false],
    [{ security: 'wpa2-psk', passphrase: key }, 'WPA2PSK', 'AES', false],
    [{ security: 'wpa3-sae', passphrase: key }, 'WPA3SAE', 'AES', false],
    [{ security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2' } }, 'WPA2', 'AES', true],
    [{ security: 'wpa2-wpa3-enterprise', eap: { method: 'peap-mschapv2' } }, 'WPA3ENT', 'AES', true],
  ])('says %j in the words of Windows', (asked, authentication, encryption, useOneX) => {
    expect(written(asked)).toContain(
      [
        `        <authentication>${authentication}</authentication>`,
        `        <encryption>${encryption}</encryption>`,
        `        <useOneX>${useOneX}</useOneX>`,
      ].join('\n'),
    );
  });

  it('takes a key that is already derived for WPA2 and not for WPA3', () => {
    const derived = { key: 'ab'.repeat(32) };
    expect(written({ security: 'wpa2-psk', passphrase: key }, derived)).toContain(
      '<keyType>networkKey</keyType>',
    );
    expect(() => written({ security: 'wpa3-sae', passphrase: key }, derived)).toThrow(
      'network.wifi[0].passphrase: expected a passphrase: WPA3 takes no hexadecimal key',
    );
  });

  it('refuses a passphrase that no network takes, without repeating it', () => {
    expect(() => written({ security: 'wpa2-psk', passphrase: key }, { key: 'short\n' })).toThrow(
      'network.wifi[0].passphrase: expected a passphrase of 8 to 63 ASCII characters, or 64 hexadecimal digits',
    );
  });

  it('shows a reference where the secret is not revealed', () => {
    expect(written({ security: 'wpa2-psk', passphrase: { vault: 'wifi/office' } })).toContain(
      '<keyMaterial>{vault:wifi/office}</keyMaterial>',
    );
  });

  it('connects as the user whose certificate it is', () => {
    const eap = { method: 'tls', clientCertificate: 'anna', identity: 'anna@example.org' };
    const profile = written({ security: 'wpa2-enterprise', eap });
    expect(profile).toContain('<authMode>user</authMode>');
    expect(profile).toContain('<DifferentUsername>true</DifferentUsername>');
  });

  it('asks about an unknown server only where the profile trusts none', () => {
    expect(written({ security: 'wpa2-enterprise', eap: { method: 'peap-mschapv2' } })).toContain(
      '<DisableUserPromptForServerValidation>false</DisableUserPromptForServerValidation>',
    );
  });

  it.each([
    ['permanent', 'false'],
    ['per-network', 'true'],
  ])('writes the address %s', (macAddress, random) => {
    expect(written({ security: 'open', macAddress })).toContain(
      [
        '  <MacRandomization xmlns="http://www.microsoft.com/networking/WLAN/profile/v3">',
        `    <enableRandomization>${random}</enableRandomization>`,
        '  </MacRandomization>',
      ].join('\n'),
    );
  });
});

it('knows the profile by the SSID', () => {
  expect(profileName(parsedWifi({ ssid: 'Bureau', security: 'open' }).wifi)).toBe('Bureau');
});

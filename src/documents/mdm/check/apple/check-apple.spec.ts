import { readFileSync, readdirSync } from 'node:fs';
import { common, only, plist, profile, said } from '../../../../../test/support/apple-profiles.js';

const FIXTURES = new URL('../fixtures/', import.meta.url);
const WIFI = 'com.apple.wifi.managed';
const VPN = 'com.apple.vpn.managed';
const DOCK = 'com.apple.dock';

describe('a good profile', () => {
  it.each(readdirSync(FIXTURES))('has nothing to say about it: %s', (name) => {
    expect(said(readFileSync(new URL(name, FIXTURES)))).toEqual([]);
  });

  it.each([
    ['an integer for a real number', profile([], '<key>DurationUntilRemoval</key><integer>3600</integer>')],
    ['settings of a payload without any', only(WIFI)],
    [
      'another form of what may have several',
      only(
        'com.apple.TCC.configuration-profile-policy',
        '<key>Services</key><dict><key>Photos</key><array><dict><key>Identifier</key><string>a</string>',
        '<key>IdentifierType</key><string>bundleID</string><key>CodeRequirement</key><string>b</string>',
        '<key>Authorization</key><string>Allow</string></dict></array></dict>',
      ),
    ],
    [
      'values that who installs it puts in',
      only(WIFI, '<key>AutoJoin</key><string>$AUTO</string><key>Password</key><string>{{wifi}}</string>'),
    ],
    [
      'encrypted content instead of payloads',
      plist(
        `<dict>${common('Configuration', 0)}`,
        '<key>IsEncrypted</key><true/><key>EncryptedPayloadContent</key><data>AA==</data></dict>',
      ),
    ],
  ])('may have %s', (_, text) => {
    expect(said(text)).toEqual([]);
  });
});

describe('a profile that asks a device what it is', () => {
  const asking = (inside: string): string =>
    plist(
      `<dict>${common('Profile Service', 0)}<key>PayloadContent</key><dict>`,
      inside,
      '<key>DeviceAttributes</key><array><string>UDID</string></array></dict></dict>',
    );

  it('says where the answer goes', () => {
    expect(said(asking('<key>URL</key><string>https://a.fr</string>'))).toEqual([]);
    expect(said(asking(''))).toEqual(['4 error apple/missing-key PayloadContent:  | the key URL']);
  });
});

describe('a key that has both a list of values and a range', () => {
  const slept = (minutes: number) =>
    said(
      only(
        'com.apple.MCX',
        '<key>com.apple.EnergySaver.desktop.ACPower</key><dict>',
        `<key>Display Sleep Timer</key><integer>${minutes}</integer></dict>`,
      ),
    );

  it('takes what either of them takes', () => {
    expect([slept(0), slept(10)]).toEqual([[], []]);
    expect(slept(181)).toEqual([expect.stringContaining(' apple/out-of-range ')]);
  });
});

describe('a key', () => {
  it.each([
    [
      'of the wrong type',
      only(WIFI, '<key>AutoJoin</key><string>yes</string>'),
      '6 error apple/wrong-type PayloadContent[0].AutoJoin: <string> | a boolean (<true/> or <false/>)',
    ],
    [
      'that Apple takes for another type',
      only(WIFI, '<key>AutoJoin</key><integer>1</integer>'),
      '6 note apple/wrong-type PayloadContent[0].AutoJoin: <integer> | a boolean (<true/> or <false/>)',
    ],
    [
      'that preferences take for another type',
      only(DOCK, '<key>tilesize</key><string>48</string>'),
      '6 warning apple/wrong-type PayloadContent[0].tilesize: <string> | an integer (<integer>)',
    ],
    [
      'outside its range',
      only(WIFI, '<key>ProxyServerPort</key><integer>65536</integer>'),
      '6 error apple/out-of-range PayloadContent[0].ProxyServerPort: 65536 | from 0 to 65535',
    ],
    [
      'that is none of the values listed',
      only(WIFI, '<key>EncryptionType</key><string>WPA4</string>'),
      '6 error apple/not-in-list PayloadContent[0].EncryptionType: WPA4 | one of these values: WEP, WPA, WPA2, WPA3, Any, None',
    ],
    [
      'deep inside',
      only(
        WIFI,
        '<key>EAPClientConfiguration</key><dict><key>AcceptEAPTypes</key><array>',
        '<integer>13</integer>',
        '<integer>14</integer>',
        '</array></dict>',
      ),
      '8 error apple/not-in-list PayloadContent[0].EAPClientConfiguration.AcceptEAPTypes[1]: 14 | one of these values: 13, 17, 18, 21, 23, 25, 43',
    ],
    [
      'that is not known',
      only(WIFI, '<key>Colour</key><string>red</string>'),
      '6 note apple/unknown-key PayloadContent[0].Colour: Colour | a key that Apple publishes',
    ],
    [
      'that is misspelt',
      only(WIFI, '<key>AutoJoim</key><true/>'),
      '6 warning apple/misspelt-key PayloadContent[0].AutoJoim: AutoJoim | AutoJoin',
    ],
    [
      'in another case',
      only(WIFI, '<key>autojoin</key><true/>'),
      '6 warning apple/misspelt-key PayloadContent[0].autojoin: autojoin | AutoJoin',
    ],
  ])('is named: %s', (_, text, expected) => {
    expect(said(text)).toEqual([expected]);
  });

  it('is named where it lacks, at the top, in a payload and inside it', () => {
    expect(said(plist('<dict/>'))).toEqual([
      '4 error apple/missing-key :  | the key PayloadIdentifier',
      '4 error apple/missing-key :  | the key PayloadUUID',
      '4 error apple/missing-key :  | the key PayloadType',
      '4 warning apple/missing-key :  | the key PayloadVersion',
      '4 error apple/missing-key :  | the key PayloadContent',
    ]);
    expect(said(only(VPN, '<key>VPNType</key><string>IKEv2</string>'))).toEqual([
      '5 error apple/missing-key PayloadContent[0]:  | the key UserDefinedName',
    ]);
    expect(said(only(WIFI, '<key>EAPClientConfiguration</key><dict/>'))).toEqual([
      '6 error apple/missing-key PayloadContent[0].EAPClientConfiguration:  | the key AcceptEAPTypes',
    ]);
  });
});

describe('a payload', () => {
  it('of an application is worth a note, a misspelt one a warning', () => {
    expect(said(only('com.example.app', '<key>Anything</key><true/>'))).toEqual([
      '5 note apple/unknown-payload PayloadContent[0].PayloadType: com.example.app | a type that Apple publishes',
    ]);
    expect(said(only('com.apple.wifi.manged'))).toEqual([
      '5 warning apple/misspelt-payload PayloadContent[0].PayloadType: com.apple.wifi.manged | com.apple.wifi.managed',
    ]);
  });

  it('that counts only once does not stand twice', () => {
    expect(said(profile([`<dict>${common(DOCK, 1)}</dict>`, `<dict>${common(DOCK, 2)}</dict>`]))).toEqual([
      '6 warning apple/only-one PayloadContent[1].PayloadType: com.apple.dock | only one payload of this type',
    ]);
  });

  it('is a dictionary', () => {
    expect(said(profile(['<string>a</string>']))).toEqual([
      '5 error apple/wrong-type PayloadContent[0]: <string> | a dictionary (<dict>)',
    ]);
  });
});

describe('for a system', () => {
  const RELAY = only(
    'com.apple.relay.managed',
    '<key>Relays</key><array><dict><key>HTTP3RelayURL</key><string>https://a.fr</string></dict></array>',
  );
  const WRITING = only('com.apple.applicationaccess', '<key>allowMailSummary</key><false/>');

  it('payloads that it does not have are errors', () => {
    expect(said(only(DOCK), { platform: 'ios' })).toEqual([
      '5 error apple/not-for-this-system PayloadContent[0].PayloadType: com.apple.dock | a device with macOS',
    ]);
    expect(said(RELAY, { platform: 'macos', system: '13.6' })).toEqual([
      '5 error apple/not-for-this-system PayloadContent[0].PayloadType: com.apple.relay.managed | macOS 14.0 or later',
    ]);
    expect(said(RELAY, { platform: 'macos', system: '14' })).toEqual([]);
    expect(said(RELAY, { platform: 'macos' })).toEqual([]);
  });

  it('keys that it does not have are warnings', () => {
    expect(said(WRITING, { platform: 'ios', system: '18.0' })).toEqual([
      '6 warning apple/not-for-this-system PayloadContent[0].allowMailSummary: allowMailSummary | iOS 18.1 or later',
    ]);
    expect(said(WRITING, { platform: 'ios', system: '18.10' })).toEqual([]);
    const delay = only('com.apple.applicationaccess', '<key>forceDelayedSoftwareUpdates</key><true/>');
    expect(said(delay, { platform: 'ios', system: '26.4' })).toEqual([]);
    expect(said(delay, { platform: 'ios', system: '27' })).toEqual([
      '6 warning apple/not-for-this-system PayloadContent[0].forceDelayedSoftwareUpdates: forceDelayedSoftwareUpdates | iOS before 27.0',
    ]);
    const browser = only('com.apple.applicationaccess', '<key>allowDefaultBrowserModification</key><false/>');
    expect(said(browser, { platform: 'macos', system: '15.2' })).toEqual([
      '6 warning apple/not-for-this-system PayloadContent[0].allowDefaultBrowserModification: allowDefaultBrowserModification | a setting of macOS',
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { common, only, profile, said } from '../../../../../test/support/apple-profiles.js';

const UUID = '3F2504E0-4F89-41D3-9A0C-000000000001';
const payload = (type: string, number: number, inside = ''): string =>
  `<dict>${common(type, number)}${inside}</dict>`;
const WIFI = 'com.apple.wifi.managed';
const CLIP = 'com.apple.webClip.managed';
const PAGE = '<key>URL</key><string>https://a.fr</string><key>Label</key><string>A</string>';
const NETWORK = readFileSync(new URL('../fixtures/network.mobileconfig', import.meta.url), 'utf8');

describe('identity', () => {
  it('a PayloadUUID is unique in the profile, whatever its case', () => {
    const twice = payload(CLIP, 2, PAGE).replace(/3F25[\dA-F-]+/, UUID.toLowerCase());
    expect(said(profile([payload(CLIP, 1, PAGE), twice]))).toEqual([
      `6 error apple/duplicate-uuid PayloadContent[1].PayloadUUID: ${UUID.toLowerCase()} | a PayloadUUID of its own for each part of the profile`,
    ]);
    expect(said(profile([payload(CLIP, 0, PAGE)]))).toEqual([
      '5 error apple/duplicate-uuid PayloadContent[0].PayloadUUID: 3F2504E0-4F89-41D3-9A0C-000000000000 | a PayloadUUID of its own for each part of the profile',
    ]);
  });

  it('is a UUID, and an identifier in ASCII that stands once', () => {
    const odd = payload(CLIP, 2, PAGE)
      .replace(/3F25[\dA-F-]+/, 'deux')
      .replace('fr.atelier.2', 'fr.atelier.1');
    expect(said(profile([payload(CLIP, 1, PAGE), odd]))).toEqual([
      '6 warning apple/duplicate-identifier PayloadContent[1].PayloadIdentifier: fr.atelier.1 | a PayloadIdentifier of its own for each part of the profile',
      '6 warning apple/bad-uuid PayloadContent[1].PayloadUUID: deux | a UUID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301',
    ]);
    expect(said(profile([payload(CLIP, 1, PAGE).replace('fr.atelier.1', 'fr.été')]))).toEqual([
      '5 warning apple/bad-identifier PayloadContent[0].PayloadIdentifier: fr.été | a name in ASCII: com.example.wifi',
    ]);
  });

  it('says what it is', () => {
    expect(said(profile([]).replace('>Configuration<', '>Profile<'))).toEqual([
      '4 error apple/not-in-list PayloadType: Profile | one of these values: Configuration',
    ]);
    expect(said(profile([]).replace('<integer>1<', '<integer>2<'))).toEqual([
      '4 error apple/not-in-list PayloadVersion: 2 | one of these values: 1',
    ]);
  });
});

describe('certificates', () => {
  it('that are referred to stand in the profile', () => {
    const referring = `<key>PayloadCertificateUUID</key><string>${UUID.replace(/1$/, '9')}</string>`;
    expect(said(profile([payload(WIFI, 1, referring)]))).toEqual([
      '5 error apple/missing-certificate PayloadContent[0].PayloadCertificateUUID: 3F2504E0-4F89-41D3-9A0C-000000000009 | the PayloadUUID of a certificate in the same profile',
    ]);
  });

  it('that are referred to in a list stand in the profile, each', () => {
    const without = NETWORK.replace(
      /(PayloadCertificateAnchorUUID<\/key>\s*<array>\s*<string>)[^<]+/,
      '$13F2504E0-4F89-41D3-9A0C-0000000000FF',
    );
    expect(said(without)).toEqual([
      expect.stringMatching(
        /error apple\/missing-certificate PayloadContent\[2\].EAPClientConfiguration.PayloadCertificateAnchorUUID\[0\]: 3F2504E0-4F89-41D3-9A0C-0000000000FF /,
      ),
    ]);
  });

  it('are certificates', () => {
    const referring = `<key>PayloadCertificateUUID</key><string>${UUID}</string>`;
    expect(said(profile([payload(CLIP, 1, PAGE), payload(WIFI, 2, referring)]))).toEqual([
      `6 error apple/not-a-certificate PayloadContent[1].PayloadCertificateUUID: ${UUID} (com.apple.webClip.managed) | the PayloadUUID of a certificate in the same profile`,
    ]);
    expect(said(only('com.apple.security.root', '<key>PayloadContent</key><data>AAAA</data>'))).toEqual([
      '6 error apple/bad-certificate PayloadContent[0].PayloadContent: <data> … | an X.509 certificate, DER or PEM',
    ]);
  });

  it('have their time', () => {
    expect(said(NETWORK, { now: new Date('2130-01-01T00:00:00Z') })).toEqual([
      expect.stringMatching(
        /^31 warning apple\/expired-certificate PayloadContent\[0\].PayloadContent: 2126-\d\d-\d\d \| a certificate that is still valid$/,
      ),
    ]);
  });
});

describe('dates', () => {
  it('that are past are named', () => {
    const past = (key: string): string => `<key>${key}</key><date>2020-01-31T12:00:00Z</date>`;
    expect(said(profile([], past('RemovalDate'), past('PayloadExpirationDate')))).toEqual([
      '6 error apple/removal-date-past RemovalDate: 2020-01-31 | a date in the future',
      '7 warning apple/expired PayloadExpirationDate: 2020-01-31 | a date in the future',
    ]);
  });
});

describe('secrets', () => {
  it.each([
    [WIFI, '<key>Password</key><string>phrase-secrete</string>', 'Password'],
    [
      WIFI,
      '<key>EAPClientConfiguration</key><dict><key>AcceptEAPTypes</key><array/><key>UserPassword</key><string>phrase-secrete</string></dict>',
      'UserPassword',
    ],
    ['com.example.app', '<key>proxyPassword</key><string>phrase-secrete</string>', 'proxyPassword'],
    ['com.example.app', '<key>SharedSecret</key><data>cGhyYXNlLXNlY3JldGU=</data>', 'SharedSecret'],
  ])('in plain text are called so and not repeated: %s %s', (type, line, key) => {
    const told = said(only(type, line)).filter((one) => one.includes('secret'));
    expect(told).toEqual([
      expect.stringMatching(
        new RegExp(
          `^6 warning apple/plain-text-secret PayloadContent\\[0\\]\\S*${key}: ${key} … \\| no readable secret in a file$`,
        ),
      ),
    ]);
    expect(told.join()).not.toMatch(/phrase|cGhy/);
  });

  it('that are empty, or a place for one, are none', () => {
    expect(said(only(WIFI, '<key>Password</key><string/>'))).toEqual([]);
    expect(said(only(WIFI, '<key>Password</key><string>%Password%</string>'))).toEqual([]);
  });
});

import { only, plist, profile, said } from '../../../../../test/support/apple-profiles.js';

const WIFI = 'com.apple.wifi.managed';
const at = (line: string): string[] => said(only(WIFI, line));

describe('a property list', () => {
  it.each([
    ['an integer with a sign', '<key>ProxyServerPort</key><integer>+80</integer>'],
    ['a hexadecimal integer', '<key>ProxyServerPort</key><integer>0x50</integer>'],
    ['an integer amid white space', '<key>ProxyServerPort</key><integer> 80\n</integer>'],
    ['no padding in base64', '<key>Colour</key><data>YQ</data>'],
  ])('may have %s', (_, line) => {
    expect(at(line).filter((one) => !one.includes(' note '))).toEqual([]);
  });

  it('is read where white space stands before the declaration, as Apple does', () => {
    expect(said(`\n ${only(WIFI, '<key>AutoJoin</key><string>x</string>')}`)).toEqual([
      '7 error apple/wrong-type PayloadContent[0].AutoJoin: <string> | a boolean (<true/> or <false/>)',
    ]);
  });

  it.each([
    [
      '<key>AutoJoin</key><maybe/>',
      '6 error apple/unknown-element PayloadContent[0].AutoJoin: <maybe> | an element of property lists: dict, array, string, integer, real, date, data, true or false',
    ],
    [
      '<key>AutoJoin</key>',
      '6 error apple/key-without-value PayloadContent[0].AutoJoin: <key>AutoJoin</key> | a value after each key',
    ],
    [
      '<true/>',
      '6 error apple/value-without-key PayloadContent[0].: <true> | a key (<key>) before each value',
    ],
    [
      '<key>AutoJoin</key><true/><key>AutoJoin</key><false/>',
      '6 warning apple/duplicate-key PayloadContent[0].AutoJoin: <key>AutoJoin</key> | each key only once',
    ],
    ['AutoJoin', '5 error apple/stray-text PayloadContent[0]: AutoJoin | no text here'],
    [
      '<key>AutoJoin</key><true>yes</true>',
      '6 error apple/stray-text PayloadContent[0].AutoJoin: yes | no text here',
    ],
    [
      '<key>SSID_STR</key><string>a<b/></string>',
      '6 error apple/extra-element PayloadContent[0].SSID_STR.: <b> | nothing else here',
    ],
    [
      '<key>ProxyServerPort</key><integer>80.5</integer>',
      '6 error apple/bad-integer PayloadContent[0].ProxyServerPort: 80.5 | a whole number: 3600',
    ],
  ])('has its faults named where they stand: %s', (line, expected) => {
    expect(at(line)).toEqual([expected]);
  });

  it.each([
    ['data', 'a secret!', '<data> …', 'bytes in base64'],
    ['data', 'abcde', '<data> …', 'bytes in base64'],
    ['date', '2030-02-30T00:00:00Z', '2030-02-30T00:00:00Z', 'a date in UTC: 2030-01-31T12:00:00Z'],
    ['date', '2030-01-31', '2030-01-31', 'a date in UTC: 2030-01-31T12:00:00Z'],
    ['real', '1,5', '1,5', 'a number: 0.5'],
  ])('names a bad <%s>: %s', (type, text, found, expected) => {
    const keys: Record<string, string> = {
      data: 'EncryptedPayloadContent',
      date: 'RemovalDate',
      real: 'DurationUntilRemoval',
    };
    const line = `<key>${keys[type]}</key><${type}>${text}</${type}>`;
    expect(said(profile([], line))).toEqual([
      `6 error apple/bad-${type} ${keys[type]}: ${found} | ${expected}`,
    ]);
  });

  it('holds one dictionary, and is a profile', () => {
    expect(said(plist())).toEqual(['3 error apple/empty-plist : <plist> | a dictionary (<dict>)']);
    expect(said(plist('<array/>'))).toEqual([
      '4 error apple/not-a-profile : <array> | a dictionary whose PayloadType is Configuration',
    ]);
    expect(said(plist(...profile([]).split('\n').slice(3, -2), '<dict/>'))).toEqual([
      '7 error apple/extra-element : <dict> | nothing else here',
    ]);
  });

  it('has no DOCTYPE but Apple’s, and is well-formed', () => {
    const entity =
      '<!DOCTYPE plist [<!ENTITY a SYSTEM "file:///etc/passwd">]><plist><string>&a;</string></plist>';
    expect(said(entity)).toEqual([expect.stringMatching(/^1 error apple\/doctype/)]);
    expect(said('<plist><dict></plist>')).toEqual([expect.stringMatching(/^1 error apple\/not-well-formed/)]);
  });
});

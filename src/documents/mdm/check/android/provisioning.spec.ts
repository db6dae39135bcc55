import { checkAndroidProvisioning } from './provisioning.js';

const KEY = 'android.app.extra.PROVISIONING_';
const GOOD: Record<string, unknown> = {
  DEVICE_ADMIN_COMPONENT_NAME: 'com.example.dpc/.AdminReceiver',
  DEVICE_ADMIN_PACKAGE_DOWNLOAD_LOCATION: 'https://example.com/dpc.apk',
  DEVICE_ADMIN_SIGNATURE_CHECKSUM: 'gJD2YwtOiWJHkSMkkIfLRlj-quNqG1fb6v100QmzM9w=',
  LOCALE: 'fr_FR',
  SKIP_ENCRYPTION: false,
  WIFI_SSID: 'Atelier',
  WIFI_SECURITY_TYPE: 'WPA',
  ADMIN_EXTRAS_BUNDLE: { anything: 'at all' },
};

/** One key per line, from line 2. */
function said(change: Record<string, unknown>): string[] {
  const keys = Object.entries({ ...GOOD, ...change }).filter(([, value]) => value !== undefined);
  const named = keys.map(([name, value]) => [name.includes('.') ? name : KEY + name, value]);
  return told(JSON.stringify(Object.fromEntries(named), null, 1));
}

function told(text: string): string[] {
  return checkAndroidProvisioning(text).map(
    ({ line, severity, rule, found, expected }) => `${line} ${severity} ${rule}: ${found} | ${expected.en}`,
  );
}

describe('Android provisioning', () => {
  it('has nothing to say about what is good', () => {
    expect(said({})).toEqual([]);
    expect(said({ WIFI_PASSWORD: '{{wifi}}', DEVICE_ADMIN_SIGNATURE_CHECKSUM: '$CHECKSUM' })).toEqual([]);
  });

  it.each([
    [{ SKIP_ENCRYPTION: 'false' }, '6 error android/wrong-type: string | true or false, without quotes'],
    [{ LOCALE: 1 }, '5 error android/wrong-type: number | a text: "…"'],
    [
      { WIFI_SECURITY_TYPE: 'WPA2' },
      '8 error android/not-in-list: WPA2 | one of these values: NONE, WPA, WEP, EAP',
    ],
    [
      { DEVICE_ADMIN_COMPONENT_NAME: 'com.example.dpc' },
      '2 error android/bad-component: com.example.dpc | a package and its class: com.example.dpc/.AdminReceiver',
    ],
    [
      { DEVICE_ADMIN_SIGNATURE_CHECKSUM: 'gJD2YwtOiWJHkSMkkIfLRlj+quNqG1fb6v100QmzM9w=' },
      '4 error android/bad-checksum: gJD2YwtOiWJHkSMkkIfLRlj+quNqG1fb6v100QmzM9w= | a SHA-256 in URL-safe base64: 43 letters, digits, - or _',
    ],
    [
      { DEVICE_ADMIN_SIGNATURE_CHECKSUM: undefined },
      '3 error android/missing-key:  | the key android.app.extra.PROVISIONING_DEVICE_ADMIN_SIGNATURE_CHECKSUM',
    ],
    [
      { DEVICE_ADMIN_COMPONENT_NAME: undefined },
      '1 error android/missing-key:  | the key android.app.extra.PROVISIONING_DEVICE_ADMIN_COMPONENT_NAME',
    ],
    [
      { DEVICE_ADMIN_PACKAGE_DOWNLOAD_LOCATION: 'http://example.com/dpc.apk' },
      '3 warning android/not-https: http://example.com/dpc.apk | an https://… address',
    ],
    [
      { DEVICE_ADMIN_PACKAGE_DOWNLOAD_LOCATION: 'dpc.apk' },
      '3 error android/bad-location: dpc.apk | an https://… address',
    ],
    [
      { WIFI_SSID: undefined },
      '7 error android/missing-key: android.app.extra.PROVISIONING_WIFI_SECURITY_TYPE | the key android.app.extra.PROVISIONING_WIFI_SSID',
    ],
    [
      { WIFI_PASSWORD: 'phrase-secrete' },
      '12 warning android/plain-text-secret: WIFI_PASSWORD … | no readable secret in a file',
    ],
    [
      { LOCAL: 'fr' },
      '12 warning android/misspelt-key: android.app.extra.PROVISIONING_LOCAL | android.app.extra.PROVISIONING_LOCALE',
    ],
    [
      { 'com.example.KEY': 1 },
      '12 note android/unknown-key: com.example.KEY | a published key (DevicePolicyManager.EXTRA_PROVISIONING_…)',
    ],
  ])('names what is wrong: %j', (change, expected) => {
    expect(said(change)).toEqual([expected]);
  });

  it.each([
    ['{"a": 1,}', '1 error android/not-well-formed: } | well-formed JSON'],
    ['{\n "a": tru\n}', '2 error android/not-well-formed: tru | well-formed JSON'],
    ['{"a": "b\n"}', '1 error android/not-well-formed: "b | well-formed JSON'],
    ['[1]', '1 error android/not-an-object: array | a JSON object ({…})'],
    ['', '1 error android/not-well-formed:  | well-formed JSON'],
  ])('is one JSON object: %j', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it('has each name once, wherever it stands', () => {
    const twice = JSON.stringify({ [`${KEY}ADMIN_EXTRAS_BUNDLE`]: { a: 1, b: 2 } }).replace('"b"', '\n"a"');
    expect(told(twice)).toContain('2 error android/duplicate-key: a | each name only once');
  });
});

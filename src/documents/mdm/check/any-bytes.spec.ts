import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { only, plist } from '../../../../test/support/apple-profiles.js';
import { InputError } from '../../../platform/core/index.js';
import { type CheckedMdm, checkMdm } from './check-mdm.js';

const FIXTURES = new URL('fixtures/', import.meta.url);
const profiles = readdirSync(FIXTURES).map((name) => readFileSync(new URL(name, FIXTURES)));
const SIGNED = Buffer.concat([
  Buffer.from('30800609', 'hex'),
  Buffer.from('2a864886f70d010702a080308002010131003080', 'hex'),
  Buffer.from('06092a864886f70d010701a0802480', 'hex'),
  Buffer.from([0x04, 0x82, 0x00, 0x50]),
  Buffer.from(only('com.apple.dock')).subarray(0, 80),
  Buffer.alloc(12),
]);
const others = [
  '{"android.app.extra.PROVISIONING_DEVICE_ADMIN_COMPONENT_NAME": "a.b/.C", "android.app.extra.PROVISIONING_LOCALE": "fr_FR"}',
  '{"cameraDisabled": true, "applications": [{"packageName": "a.b"}], "maximumTimeToLock": "1e5", "x": null}',
  '{"CloudAssignedTenantId": "00000000-0000-0000-0000-000000000000", "Version": 2049}',
  '<SyncML xmlns="SYNCML:SYNCML1.2"><SyncBody><Add><CmdID>1</CmdID></Add></SyncBody></SyncML>',
].map((text) => Buffer.from(text));
const wide = Buffer.from(`\ufeff${String(profiles[0]).replace('UTF-8', 'UTF-16')}`, 'utf16le');
const starts = [...profiles, wide, SIGNED, ...others];

const TOKENS = ['<', '>', '</', '&', '<!--', ']]>', '<?', '<!DOCTYPE a [', '\0', ' ', 'é', '\ud800', '{', '}']
  .concat(['<key>', '</key>', '<dict>', '</dict>', '<array>', '</array>', '<string/>', '<true/>', '<data>'])
  .concat(['<integer>9e9</integer>', '<date>x</date>', '"', '\\', '\\u00', ',', ':', '[', ']', '1e999', '$A'])
  .concat(['__proto__', 'constructor', 'PayloadContent', 'Password', 'PayloadType', 'com.apple.mdm'])
  .map((token) => Buffer.from(token));

/** The offset, the number of bytes removed, and the replacement: tokens or random bytes. */
const edit = fc.record({
  at: fc.nat(),
  gone: fc.oneof(fc.nat(3), fc.nat(400)),
  come: fc.oneof(fc.constantFrom(...TOKENS), fc.uint8Array({ maxLength: 8 })),
});
const spoilt = fc
  .record({ start: fc.constantFrom(...starts), edits: fc.array(edit, { minLength: 1, maxLength: 6 }) })
  .map(({ start, edits }) =>
    edits.reduce<Uint8Array>((bytes, { at, gone, come }) => {
      const from = at % (bytes.length + 1);
      return Buffer.concat([bytes.subarray(0, from), come, bytes.subarray(from + gone)]);
    }, start),
  );

const TARGETS = [{}, { platform: 'ios', system: '15.2' }, { platform: 'macos', system: '13' }] as const;

/** The findings, or why the bytes cannot be read; any other error fails the test. */
function outcome(bytes: Uint8Array, options: object): CheckedMdm | InputError {
  try {
    return checkMdm(bytes, options);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
}

function isGood(bytes: Uint8Array, options: object): boolean {
  const checked = outcome(bytes, options);
  if (checked instanceof InputError) return checked.text.en.length > 0;
  return checked.findings.every(
    ({ line, column, found }) =>
      line >= 1 && column >= 1 && line <= bytes.length + 1 && found.length <= 120 && !/[\r\n]/.test(found),
  );
}

describe('any bytes', () => {
  it('give findings that stand somewhere in the file, or a typed error', () => {
    fc.assert(
      fc.property(spoilt, fc.constantFrom(...TARGETS), (bytes, target) => isGood(bytes, target)),
      { numRuns: 24_000, seed: 20261125 },
    );
  }, 240_000);

  it('of no shape at all give a typed error or findings, whatever the name', () => {
    const names = fc.constantFrom(
      'a.mobileconfig',
      'a.syncml',
      'policy.json',
      'provisioning.json',
      'autopilot.json',
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), names, (bytes, fileName) => isGood(bytes, { fileName })),
      { numRuns: 5_000, seed: 20261125 },
    );
  }, 60_000);

  it.each([
    [
      'keys without number',
      only(
        'com.apple.dock',
        range(100_000)
          .map((n) => `<key>k${n}</key><true/>`)
          .join(''),
      ),
    ],
    ['one key without number', only('com.apple.dock', '<key>tilesize</key><true/>'.repeat(100_000))],
    [
      'payloads without number',
      plist('<dict><key>PayloadContent</key><array>', '<dict/>'.repeat(150_000), '</array></dict>'),
    ],
    [
      'a list without number',
      only('com.apple.dock', '<key>static-apps</key><array>', '<true/>'.repeat(400_000), '</array>'),
    ],
    [
      'one long text',
      only('com.apple.wifi.managed', `<key>EncryptionType</key><string>${'x'.repeat(9_000_000)}</string>`),
    ],
    ['one long key', only('com.apple.wifi.managed', `<key>${'A'.repeat(9_000_000)}</key><true/>`)],
    [
      'one long placeholder',
      only('com.apple.wifi.managed', `<key>Password</key><string>${'${'.repeat(4_000_000)}</string>`),
    ],
    [
      'bytes without end',
      only('com.apple.security.root', `<key>PayloadContent</key><data>${'A\n'.repeat(4_000_000)}</data>`),
    ],
    [
      'an identifier of spaces',
      plist(`<dict><key>PayloadUUID</key><string>${' '.repeat(9_000_000)}x</string></dict>`),
    ],
    [
      'a signature without end',
      Buffer.concat([
        Buffer.from('308006092a864886f70d010702a080', 'hex'),
        Buffer.alloc(2_000_000, Buffer.from('3080', 'hex')),
      ]),
    ],
    [
      'a signature of many parts',
      Buffer.concat([
        Buffer.from('308006092a864886f70d010702a080', 'hex'),
        Buffer.alloc(9_000_000, Buffer.from('0500', 'hex')),
      ]),
    ],
    [
      'JSON names without number',
      `{"cameraDisabled": 1${range(300_000)
        .map((n) => `,"k${n}":1`)
        .join('')}}`,
    ],
    ['JSON values without number', `{"applications": [${'1,'.repeat(3_000_000)}1]}`],
    ['JSON nested without end', `{"applications": ${'['.repeat(3_000_000)}`],
    ['one long JSON text', `{"name1": "${'\\n'.repeat(4_000_000)}", "cameraDisabled": "x"}`],
  ])(
    'are told of in bounds: %s',
    (_, text) => {
      const { findings } = checkMdm(Buffer.from(text), { fileName: 'policy.json' });
      expect(findings.length).toBeLessThanOrEqual(10_001);
      expect(findings.every(({ found }) => found.length <= 120)).toBe(true);
    },
    60_000,
  );
});

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}

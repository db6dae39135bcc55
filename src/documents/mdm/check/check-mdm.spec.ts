import { only } from '../../../../test/support/apple-profiles.js';
import { InputError } from '../../../platform/core/index.js';
import { checkMdm } from './check-mdm.js';

const kindOf = (text: string | Uint8Array, fileName?: string): string =>
  checkMdm(Buffer.from(text), { fileName }).kind;
const WIDE = Buffer.from(`\ufeff${only('com.apple.dock').replace('UTF-8', 'UTF-16')}`, 'utf16le');

describe('the kind of a file', () => {
  it.each([
    ['mobileconfig', only('com.apple.dock')],
    ['mobileconfig', '<dict/>'],
    ['mobileconfig', WIDE],
    ['mobileconfig', Buffer.from(WIDE).swap16()],
    ['android-provisioning', '{"android.app.extra.PROVISIONING_LOCALE": "fr_FR"}'],
    ['android-policy', '\ufeff {"cameraDisabled": true}'],
    ['autopilot', '{"CloudAssignedTenantId": "x"}'],
    ['syncml', '<?xml version="1.0"?><!-- a --><SyncML xmlns="SYNCML:SYNCML1.2"/>'],
    ['syncml', '<SyncBody/>'],
    ['customizations', '<WindowsCustomizations/>'],
    ['vpn-profile', '<VPNProfile/>'],
    ['wlan-profile', '<WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1"/>'],
  ])('is told from its content: %s', (kind, text) => {
    expect(kindOf(text)).toBe(kind);
  });

  it.each([
    ['mobileconfig', 'a.mobileconfig'],
    ['autopilot', 'AutopilotConfigurationFile.json'],
    ['android-provisioning', 'provisioning.json'],
    ['android-policy', 'policy.json'],
    ['customizations', 'customizations.xml'],
    ['syncml', 'atelier.syncml'],
  ])('is told from its name where it says nothing: %s', (kind, fileName) => {
    expect(kindOf('', fileName)).toBe(kind);
  });
});

describe('a file', () => {
  it('is counted by severity, in the order of its lines', () => {
    const { findings, counts } = checkMdm(
      Buffer.from(
        only(
          'com.apple.wifi.managed',
          '<key>Password</key><string>a</string>',
          '<key>Colour</key><true/>',
          '<key>AutoJoin</key><string>a</string>',
        ),
      ),
    );
    expect(counts).toEqual({ error: 1, warning: 1, note: 1 });
    expect(findings.map(({ line, severity }) => [line, severity])).toEqual([
      [6, 'warning'],
      [7, 'note'],
      [8, 'error'],
    ]);
  });

  it('of XML that is not a profile is well-formed', () => {
    expect(checkMdm(Buffer.from('<SyncML><a></SyncML>')).findings).toMatchObject([
      { rule: 'xml/not-well-formed', severity: 'error', line: 1 },
    ]);
    expect(checkMdm(Buffer.from('<!DOCTYPE a><SyncML/>'), { fileName: 'a.syncml' }).findings).toMatchObject([
      { rule: 'xml/doctype', severity: 'error', line: 1 },
    ]);
  });

  it.each([
    ['of no kind', 'hello', 'neither the content nor the name of this file tells of what kind it is'],
    ['empty', '', 'neither the content nor the name of this file tells of what kind it is'],
    [
      'of a root that nobody knows',
      '<constructor/>',
      'neither the content nor the name of this file tells of what kind it is',
    ],
    ['binary', 'bplist00\0', 'this is a binary property list, without lines to point at'],
    ['too large', ' '.repeat(10_000_001), 'the file has 10000001 bytes, more than the 10000000 accepted'],
  ])('that cannot be read is refused in words: %s', (_, text, expected) => {
    expect(() => checkMdm(Buffer.from(text))).toThrow(InputError);
    expect(() => checkMdm(Buffer.from(text))).toThrow(expected);
  });

  it('in an encoding that its bytes belie is refused with where', () => {
    const bytes = Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<plist>é</plist>', 'latin1');
    expect(() => checkMdm(bytes)).toThrow(InputError);
    expect(() => checkMdm(bytes)).toThrow('line 2, column 8: byte');
  });
});

import { ROOT_PEM } from '../../../test/support/connections.js';
import { mdmFiles } from '../../../test/support/mdm-files.js';

const SYSTEMS = ['macos', 'ios'] as const;

describe('a configuration profile', () => {
  it.each(SYSTEMS)('is not there when the profile says nothing: %s', async (system) => {
    expect((await mdmFiles(system, {})).names).toEqual([]);
  });

  it('has for the least iPhone one payload, in these bytes', async () => {
    const { names, text, files, options } = await mdmFiles('ios', { restrictions: { camera: false } });
    expect([names, options, files[0]?.mediaType]).toEqual([
      ['parc.mobileconfig'],
      [],
      'application/x-apple-aspen-config',
    ]);
    expect(text('parc.mobileconfig')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
  <dict>
    <key>PayloadContent</key>
    <array>
      <dict>
        <key>allowCamera</key>
        <false/>
        <key>PayloadDisplayName</key>
        <string>Restrictions</string>
        <key>PayloadIdentifier</key>
        <string>fr.etabli.parc.restrictions</string>
        <key>PayloadType</key>
        <string>com.apple.applicationaccess</string>
        <key>PayloadUUID</key>
        <string>F695451A-88F7-83A0-986A-EFDD2C715B68</string>
        <key>PayloadVersion</key>
        <integer>1</integer>
      </dict>
    </array>
    <key>PayloadDisplayName</key>
    <string>parc</string>
    <key>PayloadIdentifier</key>
    <string>fr.etabli.parc</string>
    <key>PayloadType</key>
    <string>Configuration</string>
    <key>PayloadUUID</key>
    <string>E126985F-4632-8E24-AC9C-B608AA3D21A3</string>
    <key>PayloadVersion</key>
    <integer>1</integer>
  </dict>
</plist>
`);
  });

  it.each(SYSTEMS)('is the same for the same profile: %s', async (system) => {
    const given = {
      certificates: [{ name: 'ac', kind: 'root', pem: ROOT_PEM }],
      passcode: { minimumLength: 6 },
    };
    const [one, two] = [await mdmFiles(system, given), await mdmFiles(system, given)];
    expect(one.bytes('parc.mobileconfig')).toEqual(two.bytes('parc.mobileconfig'));
  });
});

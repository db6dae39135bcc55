import { plainNameLike, PROTOTYPE_KEYS } from '../../../../test/support/prototype-keys.js';
import { checkMdm } from './check-mdm.js';

const json = (key: string) => (name: string) => `{"${key}":1,"${name}":{"${name}":1},"a":[{"${name}":"x"}]}`;
const xml = (root: string) => (name: string) => `<${root}><${name} ${name}="1"/></${root}>`;

const DOCUMENTS: [string, (name: string) => string][] = [
  [
    'mobileconfig',
    (name) =>
      `<plist><dict><key>PayloadType</key><string>${name}</string><key>${name}</key><${name}/><key>${name}${name}</key><string/></dict></plist>`,
  ],
  [
    'payload',
    (name) =>
      `<plist><dict><key>PayloadContent</key><array><dict><key>PayloadType</key><string>${name}</string><key>${name}</key><true/></dict><dict><key>PayloadType</key><string>com.apple.wifi.managed</string><key>${name}</key><true/></dict></array></dict></plist>`,
  ],
  ['android provisioning', json('android.app.extra.PROVISIONING_LOCALE')],
  ['android provisioning, in its own names', (name) => `{"android.app.extra.PROVISIONING_${name}":1}`],
  ['android policy', json('cameraDisabled')],
  ['autopilot', json('CloudAssignedTenantId')],
  ['syncml', xml('SyncML')],
  ['customizations', xml('WindowsCustomizations')],
];

describe.each(DOCUMENTS)('%s', (_kind, document) => {
  it.each(PROTOTYPE_KEYS)('takes %s for a name as any other', (name) => {
    const shape = (text: string, own: string) =>
      checkMdm(Buffer.from(text), { platform: 'macos', system: '15.2' }).findings.map(
        ({ rule, severity, line, path = '', found }) =>
          [rule, severity, line, path.replaceAll(own, 'NAME'), found.replaceAll(own, 'NAME')].join(' '),
      );
    const plain = plainNameLike(name);
    expect(shape(document(name), name)).toEqual(shape(document(plain), plain));
  });
});

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../../platform/core/index.js';
import { type MdmExtras, mdmFiles, mdmOrder } from '../../../../test/support/mdm-files.js';
import { provisioning } from './provisioning.js';

const LEAST = { mdm: { android: { manager: { kind: 'test-dpc' } } } };
const OTHER = { kind: 'other', component: 'fr.exemple.mdm/.AdminReceiver' };
const SIGNATURE = 'A'.repeat(43);
const byUrl = { url: 'https://exemple.fr/mdm.apk', signatureChecksum: SIGNATURE };
const managed = (manager: object, more: object = {}) => ({ mdm: { android: { manager, ...more } } });

/** The content of the QR code. */
const owner = (profile: object, asked?: MdmExtras) => provisioning(mdmOrder('android', profile, asked));

async function refusal(work: () => unknown): Promise<{ field: unknown; found?: unknown }[]> {
  const error: unknown = await Promise.resolve()
    .then(work)
    .catch((reason: unknown) => reason);
  if (!(error instanceof InputError)) throw new Error('not refused', { cause: error });
  return error.findings.map(({ field, found }) => ({ field, found }));
}

describe('the QR code that makes a device owner', () => {
  it('is written with its JSON for a manager that everyone knows', async () => {
    const { names, text } = await mdmFiles('android', LEAST);
    expect(names).toEqual(['provisioning.json', 'provisioning.svg', 'provisioning.png']);
    expect(text('provisioning.json')).toBe(
      '{"android.app.extra.PROVISIONING_DEVICE_ADMIN_COMPONENT_NAME":"com.afwsamples.testdpc/com.afwsamples.testdpc.DeviceAdminReceiver",' +
        '"android.app.extra.PROVISIONING_DEVICE_ADMIN_PACKAGE_DOWNLOAD_LOCATION":"https://testdpc-latest-apk.appspot.com",' +
        '"android.app.extra.PROVISIONING_DEVICE_ADMIN_SIGNATURE_CHECKSUM":"gJD2YwtOiWJHkSMkkIfLRlj-quNqG1fb6v100QmzM9w=",' +
        '"android.app.extra.PROVISIONING_LOCALE":"fr_FR",' +
        '"android.app.extra.PROVISIONING_TIME_ZONE":"Europe/Paris"}',
    );
  });

  it('is not there without a manager', async () => {
    expect((await mdmFiles('android', {})).names).toEqual([]);
  });

  it('takes an enrolment token of the vault for the Android Management API', () => {
    const profile = managed({ kind: 'android-management', token: { vault: 'fleet/jeton' } });
    const key = 'com.google.android.apps.work.clouddpc.EXTRA_ENROLLMENT_TOKEN';
    const bundle = 'android.app.extra.PROVISIONING_ADMIN_EXTRAS_BUNDLE';
    expect(owner(profile)).toMatchObject({ [bundle]: { [key]: '{vault:fleet/jeton}' } });
    const secrets = { 'fleet/jeton': 'ABC-123' };
    expect(owner(profile, { secrets })).toMatchObject({ [bundle]: { [key]: 'ABC-123' } });
  });

  it('tells Headwind MDM its server, its groups and what the device is called', async () => {
    const headwind = {
      kind: 'headwind',
      apk: byUrl,
      server: 'https://mdm.exemple.fr',
      configuration: 'c1',
      groups: ['Salle 12', 'Élèves'],
      deviceId: 'assetTag',
    };
    expect(owner(managed(headwind), { machine: { assetTag: 'INV-7' } })).toMatchObject({
      'android.app.extra.PROVISIONING_DEVICE_ADMIN_COMPONENT_NAME':
        'com.hmdm.launcher/com.hmdm.launcher.AdminReceiver',
      'android.app.extra.PROVISIONING_ADMIN_EXTRAS_BUNDLE': {
        'com.hmdm.BASE_URL': 'https://mdm.exemple.fr',
        'com.hmdm.SERVER_PROJECT': '',
        'com.hmdm.DEVICE_ID': 'INV-7',
        'com.hmdm.CONFIG': 'c1',
        'com.hmdm.GROUP': 'Salle 12,Élèves',
      },
    });
    expect(await refusal(() => owner(managed(headwind)))).toEqual([
      { field: 'mdm.android.manager.deviceId', found: 'assetTag' },
    ]);
  });

  it('has the options of the set-up under their published names', () => {
    const options = { useMobileData: true, leaveSystemApps: true, skipEncryption: true, skipEducation: true };
    const profile = {
      ...managed({ ...OTHER, apk: byUrl, extras: { url: 'https://x', kiosk: true, n: { m: 1 } } }, options),
      locale: { language: 'en_GB.UTF-8', timeZone: 'Europe/London' },
    };
    expect(owner(profile)).toEqual({
      'android.app.extra.PROVISIONING_DEVICE_ADMIN_COMPONENT_NAME': 'fr.exemple.mdm/.AdminReceiver',
      'android.app.extra.PROVISIONING_DEVICE_ADMIN_PACKAGE_DOWNLOAD_LOCATION': 'https://exemple.fr/mdm.apk',
      'android.app.extra.PROVISIONING_DEVICE_ADMIN_SIGNATURE_CHECKSUM': SIGNATURE,
      'android.app.extra.PROVISIONING_LOCALE': 'en_GB',
      'android.app.extra.PROVISIONING_TIME_ZONE': 'Europe/London',
      'android.app.extra.PROVISIONING_USE_MOBILE_DATA': true,
      'android.app.extra.PROVISIONING_LEAVE_ALL_SYSTEM_APPS_ENABLED': true,
      'android.app.extra.PROVISIONING_SKIP_ENCRYPTION': true,
      'android.app.extra.PROVISIONING_SKIP_EDUCATION_SCREENS': true,
      'android.app.extra.PROVISIONING_ADMIN_EXTRAS_BUNDLE': { url: 'https://x', kiosk: true, n: { m: 1 } },
    });
  });

  it('joins the first Wi-Fi network that the set-up knows, or the one that is named', async () => {
    const wifi = [
      { ssid: 'Futur', security: 'wpa3-sae', passphrase: { vault: 'wifi/futur' } },
      { ssid: 'Atelier', security: 'wpa2-psk', passphrase: { vault: 'wifi/atelier' }, hidden: true },
      {
        ssid: 'Entreprise',
        security: 'wpa2-enterprise',
        eap: {
          method: 'ttls',
          inner: 'pap',
          identity: 'poste',
          password: { vault: 'wifi/poste' },
          serverNames: ['r.fr'],
        },
      },
    ];
    const wifiOf = (more: object) => {
      const all = owner({ ...managed({ kind: 'test-dpc' }, more), network: { wifi } }) ?? {};
      return Object.entries(all)
        .filter(([key]) => key.includes('_WIFI_'))
        .map(([key, value]) => [key.replace('android.app.extra.PROVISIONING_', ''), value]);
    };
    expect(wifiOf({})).toEqual([
      ['WIFI_SSID', 'Atelier'],
      ['WIFI_HIDDEN', true],
      ['WIFI_SECURITY_TYPE', 'WPA'],
      ['WIFI_PASSWORD', '{vault:wifi/atelier}'],
    ]);
    expect(wifiOf({ wifi: 'Entreprise' })).toEqual([
      ['WIFI_SSID', 'Entreprise'],
      ['WIFI_SECURITY_TYPE', 'EAP'],
      ['WIFI_PASSWORD', '{vault:wifi/poste}'],
      ['WIFI_EAP_METHOD', 'TTLS'],
      ['WIFI_PHASE2_AUTH', 'PAP'],
      ['WIFI_IDENTITY', 'poste'],
      ['WIFI_DOMAIN', 'r.fr'],
    ]);
    expect(await refusal(() => wifiOf({ wifi: 'Futur' }))).toEqual([
      { field: 'mdm.android.wifi', found: 'Futur' },
    ]);
  });
});

describe('its checksum', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'apk-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** A minimal APK: a signing block of scheme v2 before an empty central directory. */
  function apk(certificate: Buffer): Buffer {
    const prefixed = (...parts: Buffer[]) => {
      const inside = Buffer.concat(parts);
      const length = Buffer.alloc(4);
      length.writeUInt32LE(inside.length);
      return Buffer.concat([length, inside]);
    };
    const signedData = prefixed(prefixed(), prefixed(prefixed(certificate)));
    const value = prefixed(prefixed(signedData));
    const pair = Buffer.alloc(12);
    pair.writeBigUInt64LE(BigInt(value.length + 4));
    pair.writeUInt32LE(0x7109871a, 8);
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(pair.length + value.length + 24));
    const block = Buffer.concat([size, pair, value, size, Buffer.from('APK Sig Block 42')]);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50);
    end.writeUInt32LE(100 + block.length, 16);
    return Buffer.concat([Buffer.alloc(100), block, end]);
  }

  const withApk = (bytes: Buffer, more: object = {}) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const profile = managed({ ...OTHER, apk: { url: byUrl.url, sha256, ...more } });
    return owner(profile, { payloads: { [sha256]: bytes } });
  };
  const DEVICE_ADMIN = 'android.app.extra.PROVISIONING_DEVICE_ADMIN_';

  it('is that of the certificate which signed the APK', () => {
    const key = ['-newkey', 'rsa:2048', '-keyout', join(folder, 'key'), '-nodes', '-subj', '/CN=apk'];
    execFileSync('openssl', ['req', '-x509', ...key, '-outform', 'DER', '-out', join(folder, 'der')], {
      stdio: 'pipe',
    });
    const certificate = readFileSync(join(folder, 'der'));
    expect(withApk(apk(certificate))).toMatchObject({
      [`${DEVICE_ADMIN}SIGNATURE_CHECKSUM`]: createHash('sha256').update(certificate).digest('base64url'),
    });
  });

  it('is that of the signature when it is given, and a check of the file is then listed', async () => {
    const given = managed({ ...OTHER, apk: { ...byUrl, checked: 'package' } });
    expect(owner(given)).toMatchObject({ [`${DEVICE_ADMIN}SIGNATURE_CHECKSUM`]: SIGNATURE });
    expect((await mdmFiles('android', given)).options).toEqual(['mdm.android.manager.apk.checked']);
  });

  it('is that of the APK itself when it is asked for', () => {
    // SHA-256 of "abc", FIPS 180-4.
    expect(withApk(Buffer.from('abc'), { checked: 'package' })).toMatchObject({
      [`${DEVICE_ADMIN}PACKAGE_CHECKSUM`]: 'ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0',
    });
  });

  it.each([
    ['no ZIP', Buffer.from('hello')],
    ['a ZIP without a signature', Buffer.concat([Buffer.alloc(100), apk(Buffer.alloc(0)).subarray(-22)])],
    ['a block whose lengths point outside', apk(Buffer.from('x')).fill(0xff, 120, 130)],
  ])('is refused for %s', async (_, bytes) => {
    expect(await refusal(() => withApk(bytes))).toEqual([
      { field: 'mdm.android.manager.apk.sha256', found: expect.any(String) },
    ]);
  });
});

describe('the QR code', () => {
  const read = (name: string, bytes: Uint8Array): string => {
    const folder = mkdtempSync(join(tmpdir(), 'qr-'));
    try {
      writeFileSync(join(folder, name), bytes);
      const options = ['--quiet', '--raw', '--nodbus', '-Sbinary', join(folder, name)];
      return execFileSync('zbarimg', options, { stdio: 'pipe' }).toString('utf8');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  it('is read back by another reader to the very bytes of the JSON, accents, emoji and right-to-left marks too', async () => {
    const extras = { nom: 'Élève n°1 😀', droite: '\u202eabc\u200f', guillemets: '"\\\'{{%&]]>' };
    const { bytes, text } = await mdmFiles('android', managed({ ...OTHER, apk: byUrl, extras }));
    expect(read('code.png', bytes('provisioning.png'))).toBe(text('provisioning.json'));
    expect(text('provisioning.svg')).toContain('<svg');
  });

  it('is refused in words when it would hold too much', async () => {
    const long = managed({ ...OTHER, apk: byUrl, extras: { a: 'x'.repeat(3_000) } });
    expect(await refusal(() => mdmFiles('android', long))).toEqual([
      { field: 'mdm.android', found: expect.any(Number) },
    ]);
  });
});

describe('names of a manager', () => {
  it.each([
    ['component', { ...OTHER, component: 'fr.exemple/../x', apk: byUrl }, 'mdm.android.manager.component'],
    [
      'address',
      { ...OTHER, apk: { ...byUrl, url: 'http://exemple.fr/a.apk' } },
      'mdm.android.manager.apk.url',
    ],
    [
      'checksum',
      { ...OTHER, apk: { ...byUrl, signatureChecksum: 'x' } },
      'mdm.android.manager.apk.signatureChecksum',
    ],
    ['APK', { ...OTHER, apk: { url: byUrl.url } }, 'mdm.android.manager.apk.sha256'],
    ['extra', { ...OTHER, apk: byUrl, extras: { a: 1.5 } }, 'mdm.android.manager.extras.a'],
  ])('with a bad %s are refused by their field', async (_, manager, field) => {
    expect((await refusal(() => owner(managed(manager)))).map((found) => found.field)).toEqual([field]);
  });
});

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'plist';
import { EXAMPLE, EXAMPLE_PAYLOADS } from '../../../../test/support/apple-example.js';
import { ROOT_PEM } from '../../../../test/support/connections.js';
import { mdmFiles } from '../../../../test/support/mdm-files.js';
import { checkMdm } from '../check/check-mdm.js';

const FILE = 'parc.mobileconfig';
type Payload = Record<string, unknown>;
const payloadsIn = ({ text, names }: { text: (name: string) => string; names: string[] }): Payload[] =>
  names.length === 0 ? [] : (parse(text(FILE)) as unknown as { PayloadContent: Payload[] }).PayloadContent;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

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

const TYPES = {
  macos: [
    'com.apple.DirectoryService.managed',
    'com.apple.MCX',
    'com.apple.MCX.FileVault2',
    'com.apple.SoftwareUpdate',
    'com.apple.TCC.configuration-profile-policy',
    'com.apple.airprint',
    'com.apple.applicationaccess',
    'com.apple.appstore',
    'com.apple.desktop',
    'com.apple.dnsSettings.managed',
    'com.apple.dock',
    'com.apple.extensiblesso',
    'com.apple.font',
    'com.apple.loginwindow',
    'com.apple.mdm',
    'com.apple.mobiledevice.passwordpolicy',
    'com.apple.notificationsettings',
    'com.apple.profileRemovalPassword',
    'com.apple.screensaver',
    'com.apple.screensaver.user',
    'com.apple.security.FDERecoveryKeyEscrow',
    'com.apple.security.acme',
    'com.apple.security.firewall',
    'com.apple.security.pkcs1',
    'com.apple.security.pkcs12',
    'com.apple.security.root',
    'com.apple.security.scep',
    'com.apple.system-extension-policy',
    'com.apple.systempolicy.control',
    'com.apple.systempolicy.managed',
    'com.apple.vpn.managed',
    'com.apple.webClip.managed',
    'com.apple.webcontent-filter',
    'com.apple.wifi.managed',
  ],
  ios: [
    'com.apple.airprint',
    'com.apple.app.lock',
    'com.apple.applicationaccess',
    'com.apple.dnsSettings.managed',
    'com.apple.extensiblesso',
    'com.apple.font',
    'com.apple.homescreenlayout',
    'com.apple.mdm',
    'com.apple.mobiledevice.passwordpolicy',
    'com.apple.notificationsettings',
    'com.apple.profileRemovalPassword',
    'com.apple.security.acme',
    'com.apple.security.pkcs1',
    'com.apple.security.pkcs12',
    'com.apple.security.root',
    'com.apple.security.scep',
    'com.apple.vpn.managed',
    'com.apple.webClip.managed',
    'com.apple.webcontent-filter',
    'com.apple.wifi.managed',
  ],
};
const LEFT = {
  macos: ['mdm.apple.appLock', 'mdm.apple.homeScreen', 'restrictions.appInstallation'],
  ios: [
    'encryption.escrow',
    'encryption.required',
    'mdm.apple.directory',
    'mdm.apple.dock',
    'mdm.apple.energy',
    'mdm.apple.fileVault',
    'mdm.apple.firewall',
    'mdm.apple.gatekeeper',
    'mdm.apple.loginWindow',
    'mdm.apple.privacy',
    'mdm.apple.screenSaver',
    'mdm.apple.softwareUpdate',
    'mdm.apple.systemExtensions',
    'mdm.apple.wallpaper.path',
    'updates.apps',
    'updates.automatic',
    'updates.deferFeatureDays',
    'updates.previews',
  ],
};

describe('the whole example', () => {
  it.each(SYSTEMS)(
    'has each payload type of %s, no error for the checker, and lists the rest',
    async (system) => {
      const rendered = await mdmFiles(system, EXAMPLE, { payloads: EXAMPLE_PAYLOADS });
      const { findings } = checkMdm(rendered.bytes(FILE), { platform: system });
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect([...new Set(payloadsIn(rendered).map(({ PayloadType }) => PayloadType))].sort()).toEqual(
        TYPES[system],
      );
      expect(rendered.options.sort()).toEqual(LEFT[system]);
      expect(rendered.notCarried.every(({ reason }) => reason.fr.length > 10 && reason.en.length > 10)).toBe(
        true,
      );
      expect(new Set(payloadsIn(rendered).map(({ PayloadUUID }) => PayloadUUID)).size).toBe(
        payloadsIn(rendered).length,
      );
      writeFileSync(join(folder, 'a'), rendered.bytes(FILE));
      execFileSync('xmllint', ['--noout', '--nonet', join(folder, 'a')], { stdio: 'pipe' });
    },
  );

  it.each(SYSTEMS)('is the file that stands beside this test: %s', async (system) => {
    const { text } = await mdmFiles(system, EXAMPLE, { payloads: EXAMPLE_PAYLOADS });
    const expected = new URL(`./fixtures/example-${system}.mobileconfig`, import.meta.url);
    expect(text(FILE)).toBe(readFileSync(expected, 'utf8'));
  });
});

const contentOf = async (
  system: 'macos' | 'ios',
  given: object,
  type: string,
): Promise<Payload | undefined> =>
  payloadsIn(await mdmFiles(system, given, { payloads: EXAMPLE_PAYLOADS })).find(
    (one) => one.PayloadType === type,
  );

describe('an option', () => {
  const access = 'com.apple.applicationaccess';
  it.each([
    ['ios', { usbFileTransfer: false }, access, { allowHostPairing: false }],
    ['ios', { removableStorage: 'deny' }, access, { allowFilesUSBDriveAccess: false }],
    [
      'ios',
      { unknownSources: false },
      access,
      { allowEnterpriseAppTrust: false, allowMarketplaceAppInstallation: false },
    ],
    ['ios', { guestAccount: false }, access, { allowSharedDeviceTemporarySession: false }],
    ['ios', { browserPopUps: false }, access, { safariAllowPopups: false }],
    [
      'macos',
      { cloudDocuments: false },
      access,
      { allowCloudDocumentSync: false, allowCloudDesktopAndDocuments: false },
    ],
    [
      'macos',
      { guestAccount: false },
      'com.apple.MCX',
      { EnableGuestAccount: false, DisableGuestAccount: true },
    ],
    [
      'macos',
      { unknownSources: false },
      'com.apple.systempolicy.control',
      { EnableAssessment: true, AllowIdentifiedDevelopers: false },
    ],
    [
      'macos',
      { appInstallation: false },
      'com.apple.appstore',
      { 'restrict-store-softwareupdate-only': true },
    ],
  ] as const)('of the restrictions on %s, %j, is in %s', async (system, restrictions, type, expected) => {
    expect(await contentOf(system, { restrictions }, type)).toMatchObject(expected);
  });

  it.each([
    [{ quality: 'numeric' }, { forcePIN: true, allowSimple: false }],
    [{ quality: 'alphanumeric' }, { requireAlphanumeric: true }],
    [{ quality: 'complex' }, { requireAlphanumeric: true, minComplexChars: 1 }],
    [
      { maximumAgeDays: 90, history: 5 },
      { maxPINAgeInDays: 90, pinHistory: 5 },
    ],
    [
      { lockAfterMinutes: 60, gracePeriodMinutes: 5 },
      { maxInactivity: 15, maxGracePeriod: 5 },
    ],
    [{ maximumFailedAttempts: 16 }, { maxFailedAttempts: 11 }],
    [{ required: false }, { forcePIN: false }],
  ])('of the passcode, %j', async (passcode, expected) => {
    expect(await contentOf('ios', { passcode }, 'com.apple.mobiledevice.passwordpolicy')).toMatchObject(
      expected,
    );
  });

  it('delays each sort of update of a Mac, and all of an iPhone by one delay', async () => {
    const updates = { deferFeatureDays: 120, deferQualityDays: 7 };
    expect(await contentOf('macos', { updates }, access)).toMatchObject({
      forceDelayedMajorSoftwareUpdates: true,
      enforcedSoftwareUpdateMajorOSDeferredInstallDelay: 90,
      forceDelayedSoftwareUpdates: true,
      enforcedSoftwareUpdateMinorOSDeferredInstallDelay: 7,
    });
    const phone = await mdmFiles('ios', { updates });
    expect(payloadsIn(phone)[0]).toMatchObject({
      forceDelayedSoftwareUpdates: true,
      enforcedSoftwareUpdateDelay: 7,
    });
    expect(phone.options).toEqual(['updates.deferFeatureDays']);
  });

  it('that needs supervision is listed when there is none', async () => {
    const given = {
      restrictions: { nearbySharing: false, camera: false },
      mdm: { apple: { supervised: false, appLock: { app: 'a.b' }, removable: false } },
    };
    const rendered = await mdmFiles('ios', given);
    expect(rendered.options).toEqual([
      'restrictions.nearbySharing',
      'mdm.apple.appLock',
      'mdm.apple.removable',
    ]);
    expect(payloadsIn(rendered)).toHaveLength(1);
  });

  it('keeps a VPN always on: on demand, or with no way round it on a supervised iPhone', async () => {
    const authentication = { method: 'psk', preSharedKey: { vault: 'psk' } };
    const vpn = [
      {
        kind: 'ikev2',
        name: 'Siège',
        server: 'v.fr',
        authentication,
        alwaysOn: true,
        trustedNetworks: ['e.fr'],
      },
    ];
    expect(await contentOf('macos', { network: { vpn } }, 'com.apple.vpn.managed')).toMatchObject({
      VPNType: 'IKEv2',
      IKEv2: {
        OnDemandEnabled: 1,
        OnDemandRules: [{ Action: 'Disconnect', DNSDomainMatch: ['e.fr', '*.e.fr'] }, { Action: 'Connect' }],
      },
    });
    const mdm = { apple: { vpn: [{ name: 'Siège', lockdown: true }] } };
    expect(await contentOf('ios', { network: { vpn }, mdm }, 'com.apple.vpn.managed')).toMatchObject({
      VPNType: 'AlwaysOn',
      AlwaysOn: {
        UIToggleEnabled: 0,
        TunnelConfigurations: [{ ProtocolType: 'IKEv2', RemoteAddress: 'v.fr' }],
      },
    });
  });

  it.each(SYSTEMS)('that adds to what is not asked is listed: %s', async (system) => {
    const network = {
      wifi: [{ ssid: 'Atelier', security: 'open' }],
      vpn: [{ kind: 'ikev2', name: 'Siège', server: 'v.fr', authentication: { method: 'eap-mschapv2' } }],
    };
    const apple = {
      wifi: [{ ssid: 'Atelier', tlsMinimum: '1.2', tlsMaximum: '1.3' }],
      vpn: [{ name: 'Siège', userToggle: true }],
    };
    expect((await mdmFiles(system, { network, mdm: { apple } })).options).toEqual([
      'mdm.apple.wifi[0].tlsMinimum',
      'mdm.apple.wifi[0].tlsMaximum',
      'mdm.apple.vpn[0].userToggle',
    ]);
  });

  it.each(SYSTEMS)('of whose a certificate is, is listed where there is one store: %s', async (system) => {
    const one = { name: 'anna', kind: 'client', pkcs12: { vault: 'p12' } };
    const options = async (store: string) =>
      (await mdmFiles(system, { certificates: [{ ...one, store }] })).options;
    expect(await options('user')).toEqual(['certificates[0].store']);
    expect(await options('machine')).toEqual([]);
  });

  it('by Apple’s own names, or a payload by hand, is listed where the system does not have it', async () => {
    const custom = [
      { type: 'com.apple.finder', content: { ProhibitBurn: true } },
      { type: 'com.exemple.inconnu', content: { a: 1 } },
    ];
    const restrictions = { allowHostPairing: false, safariAcceptCookies: 1, allowAutoUnlock: false };
    const given = { mdm: { apple: { restrictions, custom } } };
    const [mac, phone] = [await mdmFiles('macos', given), await mdmFiles('ios', given)];
    expect(mac.options.sort()).toEqual([
      'mdm.apple.restrictions.allowHostPairing',
      'mdm.apple.restrictions.safariAcceptCookies',
    ]);
    expect(phone.options).toEqual(['mdm.apple.custom[0]']);
    expect(phone.text(FILE)).toContain('<real>1</real>');
    expect(payloadsIn(phone).map(({ PayloadType }) => PayloadType)).toEqual([access, 'com.exemple.inconnu']);
  });

  it('that names what the profile does not have is refused', async () => {
    const mdm = { apple: { wifi: [{ ssid: 'Absent' }] } };
    await expect(mdmFiles('ios', { mdm })).rejects.toThrow('mdm.apple.wifi[0].ssid');
  });
});

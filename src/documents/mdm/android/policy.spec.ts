import { mdmFiles } from '../../../../test/support/mdm-files.js';
import { ROOT_PEM } from '../../../../test/support/connections.js';

const policyOf = async (profile: object): Promise<unknown> =>
  (await mdmFiles('android', profile)).json('policy.json');

describe('the policy of the Android Management API', () => {
  it('is not there when the profile says nothing of it', async () => {
    expect((await mdmFiles('android', {})).names).toEqual([]);
  });

  it.each([
    [{ camera: false }, { cameraAccess: 'CAMERA_ACCESS_DISABLED' }],
    [{ camera: true }, { cameraAccess: 'CAMERA_ACCESS_USER_CHOICE' }],
    [{ screenCapture: false }, { screenCaptureDisabled: true }],
    [{ microphone: false }, { microphoneAccess: 'MICROPHONE_ACCESS_DISABLED' }],
    [{ location: false }, { locationMode: 'LOCATION_DISABLED' }],
    [{ bluetooth: false }, { bluetoothDisabled: true }],
    [{ removableStorage: 'deny' }, { mountPhysicalMediaDisabled: true }],
    [{ removableStorage: 'allow' }, { mountPhysicalMediaDisabled: false }],
    [
      { usbFileTransfer: false },
      { deviceConnectivityManagement: { usbDataAccess: 'DISALLOW_USB_FILE_TRANSFER' } },
    ],
    [{ printing: false }, { printingPolicy: 'PRINTING_DISALLOWED' }],
    [{ appInstallation: false }, { installAppsDisabled: true }],
    [{ unknownSources: false }, { advancedSecurityOverrides: { untrustedAppsPolicy: 'DISALLOW_INSTALL' } }],
    [
      { developerMode: false },
      { advancedSecurityOverrides: { developerSettings: 'DEVELOPER_SETTINGS_DISABLED' } },
    ],
    [{ biometricUnlock: false }, { keyguardDisabledFeatures: ['BIOMETRICS'] }],
    [{ accountChanges: false }, { modifyAccountsDisabled: true }],
    [{ guestAccount: false }, { addUserDisabled: true }],
    [{ factoryReset: false }, { factoryResetDisabled: true }],
  ])('says of the restrictions %j', async (restrictions, expected) => {
    expect(await policyOf({ restrictions })).toEqual(expected);
  });

  it('gives Chrome what the profile says of the browser, beside what is said of Chrome itself', async () => {
    const restrictions = {
      browserPrivateMode: false,
      browserPasswordManager: false,
      browserAutofill: false,
      browserPopUps: false,
      browserHomepage: 'https://intranet.exemple.fr/',
    };
    const chrome = {
      package: 'com.android.chrome',
      install: 'required',
      configuration: { BookmarkBarEnabled: true },
    };
    expect(await policyOf({ restrictions, mdm: { android: { apps: [chrome] } } })).toEqual({
      applications: [
        {
          packageName: 'com.android.chrome',
          installType: 'FORCE_INSTALLED',
          managedConfiguration: {
            IncognitoModeAvailability: 1,
            PasswordManagerEnabled: false,
            AutofillAddressEnabled: false,
            AutofillCreditCardEnabled: false,
            DefaultPopupsSetting: 2,
            HomepageLocation: 'https://intranet.exemple.fr/',
            HomepageIsNewTabPage: false,
            BookmarkBarEnabled: true,
          },
        },
      ],
    });
  });

  it('has every rule of the passcode', async () => {
    const passcode = {
      minimumLength: 8,
      quality: 'complex',
      maximumAgeDays: 90,
      history: 5,
      lockAfterMinutes: 5,
      maximumFailedAttempts: 10,
    };
    expect(await policyOf({ passcode })).toEqual({
      passwordPolicies: [
        {
          passwordScope: 'SCOPE_DEVICE',
          passwordQuality: 'COMPLEX',
          passwordMinimumLength: 8,
          passwordMinimumLetters: 1,
          passwordMinimumNumeric: 1,
          passwordMinimumSymbols: 1,
          passwordHistoryLength: 5,
          passwordExpirationTimeout: '7776000s',
          maximumFailedPasswordsForWipe: 10,
        },
      ],
      maximumTimeToLock: '300000',
    });
  });

  it.each([
    [{}, 'SOMETHING'],
    [{ minimumLength: 6 }, 'NUMERIC'],
    [{ minimumLength: 6, quality: 'any' }, 'NUMERIC'],
    [{ quality: 'numeric' }, 'NUMERIC_COMPLEX'],
    [{ quality: 'alphanumeric' }, 'ALPHANUMERIC'],
    [{ required: false }, 'PASSWORD_QUALITY_UNSPECIFIED'],
  ])('asks of the passcode %j a quality at which its length counts', async (passcode, passwordQuality) => {
    expect(await policyOf({ passcode })).toMatchObject({ passwordPolicies: [{ passwordQuality }] });
  });

  it.each([
    [{ automatic: 'install' }, { systemUpdate: { type: 'AUTOMATIC' } }, []],
    [
      { automatic: 'install', activeHours: { start: 7, end: 19 } },
      { systemUpdate: { type: 'WINDOWED', startMinutes: 1140, endMinutes: 420 } },
      [],
    ],
    [{ automatic: 'off' }, { systemUpdate: { type: 'POSTPONE' } }, ['updates.automatic']],
    [{ apps: false }, { appAutoUpdatePolicy: 'NEVER' }, []],
    [{ apps: true, deferQualityDays: 3 }, { appAutoUpdatePolicy: 'ALWAYS' }, ['updates.deferQualityDays']],
    [
      { automatic: 'off', activeHours: { start: 7, end: 19 } },
      { systemUpdate: { type: 'POSTPONE' } },
      ['updates.automatic', 'updates.activeHours'],
    ],
  ])('says of the updates %j', async (updates, expected, left) => {
    const { json, options } = await mdmFiles('android', { updates });
    expect([json('policy.json'), options]).toEqual([expected, left]);
  });

  it.each([
    [{ required: true }, 'ENABLED_WITHOUT_PASSWORD'],
    [{ required: true, startupPin: true }, 'ENABLED_WITH_PASSWORD'],
  ])('encrypts as %j', async (encryption, encryptionPolicy) => {
    expect(await policyOf({ encryption })).toEqual({ encryptionPolicy });
  });

  it('keeps a VPN app always on', async () => {
    const alwaysOnVpn = { package: 'com.wireguard.android', lockdown: true };
    expect(await policyOf({ mdm: { android: { alwaysOnVpn } } })).toEqual({
      alwaysOnVpnPackage: { packageName: 'com.wireguard.android', lockdownEnabled: true },
    });
  });

  it('lists what it cannot, each with a reason in both languages', async () => {
    const { notCarried, options } = await mdmFiles('android', {
      restrictions: { gaming: false, removableStorage: 'read-only', cloudBackup: false },
      passcode: { gracePeriodMinutes: 1 },
      updates: { automatic: 'download', deadlineDays: 3 },
      encryption: { required: true, method: 'aes-256', escrow: { location: 'DSI' } },
      users: [{ name: 'anna' }],
      network: {
        vpn: [{ kind: 'sstp', name: 'Siège', server: 'vpn.fr', authentication: { method: 'password' } }],
      },
    });
    expect(options.sort()).toEqual([
      'encryption.escrow',
      'encryption.method',
      'network.vpn[0]',
      'passcode.gracePeriodMinutes',
      'restrictions.cloudBackup',
      'restrictions.gaming',
      'restrictions.removableStorage',
      'updates.automatic',
      'updates.deadlineDays',
      'users',
    ]);
    expect(notCarried.every(({ reason }) => reason.fr.length > 10 && reason.en.length > 10)).toBe(true);
  });
});

describe('its networks', () => {
  const certificates = [
    { name: 'ac', kind: 'root', pem: ROOT_PEM },
    { name: 'poste', kind: 'client', pkcs12: { vault: 'poste/p12' } },
    { name: 'ferme', kind: 'client', pkcs12: { vault: 'ferme/p12' }, password: { vault: 'ferme/mdp' } },
    { name: 'scep', kind: 'scep', url: 'https://scep.fr/', subject: 'CN=poste' },
  ];
  const radius = { trustedCertificates: ['ac'], serverNames: ['radius.exemple.fr'] };
  const wifi = [
    { ssid: 'Invités', security: 'open', autoconnect: false },
    { ssid: 'Atelier', security: 'wpa2-wpa3-psk', passphrase: { vault: 'wifi/atelier' }, hidden: true },
    {
      ssid: 'TLS',
      security: 'wpa2-enterprise',
      eap: { method: 'tls', clientCertificate: 'poste', ...radius },
    },
    {
      ssid: 'PEAP',
      security: 'wpa3-enterprise',
      eap: {
        method: 'peap-mschapv2',
        identity: 'i',
        anonymousIdentity: 'a',
        password: { vault: 'wifi/peap' },
      },
      priority: 3,
    },
    { ssid: 'SAE', security: 'wpa3-sae', passphrase: { vault: 'wifi/sae' } },
    { ssid: 'Fermé', security: 'wpa2-enterprise', eap: { method: 'tls', clientCertificate: 'ferme' } },
  ];

  it('are written in Open Network Configuration, with references in place of keys', async () => {
    const { json, options } = await mdmFiles('android', { certificates, network: { wifi } });
    const { openNetworkConfiguration: onc } = json('policy.json') as {
      openNetworkConfiguration: {
        Certificates: { GUID: string }[];
        NetworkConfigurations: { WiFi: object }[];
      };
    };
    const [ac, poste] = onc.Certificates.map(({ GUID }) => GUID);
    expect(onc.NetworkConfigurations.map(({ WiFi }) => WiFi)).toEqual([
      { SSID: 'Invités', Security: 'None', AutoConnect: false },
      {
        SSID: 'Atelier',
        Security: 'WPA-PSK',
        Passphrase: '{vault:wifi/atelier}',
        HiddenSSID: true,
        AutoConnect: true,
      },
      {
        SSID: 'TLS',
        Security: 'WPA-EAP',
        AutoConnect: true,
        EAP: {
          Outer: 'EAP-TLS',
          ClientCertType: 'Ref',
          ClientCertRef: poste,
          DomainSuffixMatch: ['radius.exemple.fr'],
          ServerCARefs: [ac],
        },
      },
      {
        SSID: 'PEAP',
        Security: 'WPA-EAP',
        AutoConnect: true,
        EAP: {
          Outer: 'PEAP',
          Inner: 'MSCHAPv2',
          Password: '{vault:wifi/peap}',
          Identity: 'i',
          AnonymousIdentity: 'a',
        },
      },
    ]);
    expect(onc.Certificates).toEqual([
      {
        GUID: ac,
        Type: 'Authority',
        TrustBits: ['Web'],
        X509: expect.stringMatching(/^MII[A-Za-z0-9+/]+={0,2}$/),
      },
      { GUID: poste, Type: 'Client', PKCS12: '{vault:poste/p12}' },
    ]);
    expect(options).toEqual([
      'network.wifi[3].priority',
      'network.wifi[4].security',
      'network.wifi[5].eap.clientCertificate',
      'certificates[2]',
      'certificates[3]',
    ]);
  });
});

it('keeps a certificate for the whole device, whosever it is, and lists that', async () => {
  const anna = { name: 'anna', kind: 'client', store: 'user', pkcs12: { vault: 'p12' } };
  const wifi = {
    ssid: 'Bureau',
    security: 'wpa2-enterprise',
    eap: { method: 'tls', clientCertificate: 'anna' },
  };
  const { options, json } = await mdmFiles('android', { certificates: [anna], network: { wifi: [wifi] } });
  expect(options).toEqual(['certificates[0].store']);
  expect(json('policy.json')).toMatchObject({
    openNetworkConfiguration: { NetworkConfigurations: [{ Name: 'Bureau' }] },
  });
});

describe('managed configurations', () => {
  it('are written for each app in the form that Google Play and Intune take, one property a value', async () => {
    const configuration = {
      serveur: 'https://x/?a=1&b="2"',
      actif: true,
      port: 443,
      domaines: ['a.fr', 'b.fr'],
      cle: { vault: 'app/cle' },
      groupe: { dedans: 'é😀' },
      liste: [{ a: 1 }, { a: 2 }],
    };
    const apps = [{ package: 'fr.exemple.app', configuration }, { package: 'fr.exemple.autre' }];
    const { names, json } = await mdmFiles('android', { mdm: { android: { apps } } });
    expect(names).toEqual(['policy.json', 'managed-configurations/fr.exemple.app.json']);
    expect(json('managed-configurations/fr.exemple.app.json')).toEqual({
      kind: 'androidenterprise#managedConfiguration',
      productId: 'app:fr.exemple.app',
      managedProperty: [
        { key: 'serveur', valueString: 'https://x/?a=1&b="2"' },
        { key: 'actif', valueBool: true },
        { key: 'port', valueInteger: 443 },
        { key: 'domaines', valueStringArray: ['a.fr', 'b.fr'] },
        { key: 'cle', valueString: '{vault:app/cle}' },
        { key: 'groupe', valueBundle: { managedProperty: [{ key: 'dedans', valueString: 'é😀' }] } },
        {
          key: 'liste',
          valueBundleArray: [
            { managedProperty: [{ key: 'a', valueInteger: 1 }] },
            { managedProperty: [{ key: 'a', valueInteger: 2 }] },
          ],
        },
      ],
    });
    expect(json('policy.json')).toMatchObject({
      applications: [
        {
          packageName: 'fr.exemple.app',
          managedConfiguration: { cle: '{vault:app/cle}', liste: [{ a: 1 }, { a: 2 }] },
        },
        { packageName: 'fr.exemple.autre', installType: 'AVAILABLE' },
      ],
    });
  });
});

import { ROOT_PEM } from './connections.js';

/** The digest of a font in tests. */
export const FONT_SHA256 = 'f'.repeat(64);
export const EXAMPLE_PAYLOADS = { [FONT_SHA256]: Buffer.from('OTTO') };

const trust = { trustedCertificates: ['ac'], serverNames: ['radius.exemple.fr'] };
const vpn = { kind: 'ikev2', server: 'vpn.exemple.fr' };
const requirement = 'identifier "com.exemple.app" and anchor apple generic';

/** Every payload type at least once, on a Mac or on an iPhone. */
export const EXAMPLE = {
  certificates: [
    { name: 'ac', kind: 'root', pem: ROOT_PEM },
    { name: 'inter', kind: 'intermediate', pem: ROOT_PEM },
    { name: 'poste', kind: 'client', pkcs12: { vault: 'poste/p12' }, password: { vault: 'poste/mdp' } },
    {
      name: 'scep',
      kind: 'scep',
      url: 'https://scep.exemple.fr/scep',
      subject: 'CN=poste,OU=Atelier,O=Exemple,C=FR',
      subjectAlternativeNames: {
        dns: ['poste.exemple.fr'],
        email: ['poste@exemple.fr'],
        userPrincipalName: 'p@e.fr',
      },
      challenge: { vault: 'scep/defi' },
      caIdentifier: 'AC',
      caFingerprint: 'ab'.repeat(32),
      keySize: 4096,
    },
    {
      name: 'acme',
      kind: 'acme',
      directoryUrl: 'https://acme.exemple.fr/directory',
      clientIdentifier: 'poste-1',
      subject: 'CN=poste',
      keySize: 384,
      hardwareBound: true,
      attest: true,
    },
  ],
  network: {
    wifi: [
      {
        ssid: 'Atelier & co',
        security: 'wpa2-wpa3-psk',
        passphrase: { vault: 'wifi/atelier' },
        hidden: true,
      },
      {
        ssid: 'TLS',
        security: 'wpa3-enterprise',
        eap: { method: 'tls', clientCertificate: 'scep', ...trust },
      },
      {
        ssid: 'PEAP',
        security: 'wpa2-enterprise',
        macAddress: 'permanent',
        eap: {
          method: 'peap-mschapv2',
          identity: 'anna',
          anonymousIdentity: 'x',
          password: { vault: 'peap' },
          ...trust,
        },
      },
      {
        ssid: 'TTLS',
        security: 'wpa2-enterprise',
        autoconnect: false,
        eap: { method: 'ttls', inner: 'pap', ...trust },
      },
    ],
    vpn: [
      {
        ...vpn,
        name: 'Certificat',
        authentication: { method: 'certificate', certificate: 'acme', ...trust },
        alwaysOn: true,
      },
      { ...vpn, name: 'EAP TLS', authentication: { method: 'eap-tls', certificate: 'scep' } },
      {
        ...vpn,
        name: 'EAP',
        authentication: { method: 'eap-mschapv2', user: 'anna', password: { vault: 'vpn/anna' } },
      },
      {
        ...vpn,
        name: 'PSK',
        authentication: { method: 'psk', preSharedKey: { vault: 'vpn/psk' } },
        cryptography: { encryption: 'aes-256-gcm', integrity: 'sha384', group: 20 },
        dnsServers: ['10.0.0.53'],
        dnsSuffixes: ['exemple.fr'],
      },
      {
        kind: 'l2tp',
        name: 'L2TP',
        server: 'vpn.exemple.fr',
        preSharedKey: { vault: 'vpn/psk' },
        authentication: { method: 'password', user: 'anna' },
      },
    ],
  },
  restrictions: { camera: false, guestAccount: false, appInstallation: false, unknownSources: false },
  passcode: { minimumLength: 8, quality: 'complex', lockAfterMinutes: 5 },
  updates: { automatic: 'install', deferFeatureDays: 30, deferQualityDays: 7, previews: false, apps: true },
  encryption: { required: true, escrow: { location: 'la DSI', certificate: ROOT_PEM } },
  mdm: {
    organisation: 'Exemple',
    identifier: 'fr.exemple.parc',
    displayName: 'Parc',
    description: 'Tout le parc',
    apple: {
      removable: false,
      removalPassword: { vault: 'retrait' },
      removalDate: '2030-01-02T03:04:05Z',
      removeAfterDays: 365,
      consentText: { default: 'Accepter ?', en: 'Agree?' },
      restrictions: { allowAutoUnlock: false },
      wifi: [{ ssid: 'TLS', tlsMinimum: '1.2', proxy: { kind: 'automatic', url: 'http://wpad/p.pac' } }],
      fileVault: { bypassAttempts: 3, destroyKeyOnStandby: true },
      firewall: { enabled: true, stealth: true, apps: [{ bundleId: 'com.exemple.app', allowed: true }] },
      gatekeeper: { enabled: true, userOverride: false },
      softwareUpdate: { deferOtherDays: 3, administratorsOnly: true },
      loginWindow: { message: 'Propriété de l’atelier', shutDown: false },
      energy: { desktop: { displaySleepMinutes: 10, wakeOnLan: true } },
      printers: [{ address: '10.0.0.9', path: 'ipp/print' }],
      dns: { protocol: 'https', serverUrl: 'https://dns.exemple.fr/dns-query', locked: true },
      contentFilter: { kind: 'plugin', name: 'Filtre', bundleId: 'com.exemple.filtre', sockets: true },
      kerberos: { realm: 'EXEMPLE.FR', hosts: ['.exemple.fr'], domains: ['exemple.fr'], isDefault: true },
      directory: { domain: 'exemple.fr', user: 'join', password: { vault: 'ad' }, mobileAccount: true },
      enrolment: {
        serverUrl: 'https://mdm.exemple.fr/mdm',
        topic: 'com.apple.mgmt.External.1',
        identity: 'scep',
        pinnedCertificates: ['ac'],
      },
      notifications: [{ bundleId: 'com.exemple.app', alert: 'modal' }],
      homeScreen: {
        dock: [{ app: 'com.apple.mobilesafari' }],
        pages: [[{ folder: 'F', pages: [[{ app: 'com.exemple.app' }]] }]],
      },
      dock: {
        apps: ['/Applications/Safari.app'],
        folders: ['/Users/Shared'],
        links: [{ title: 'Site', url: 'https://e.fr/' }],
      },
      privacy: [{ service: 'Accessibility', app: 'com.exemple.app', requirement, access: 'allow' }],
      systemExtensions: { allowed: { ABCDE12345: ['com.exemple.extension'] } },
      appLock: { app: 'com.exemple.app', autoLock: false },
      fonts: [{ name: 'Maison', sha256: FONT_SHA256 }],
      wallpaper: { path: '/Library/fond.heic' },
      screenSaver: { module: 'Flurry', afterMinutes: 10, askPasswordAfterSeconds: 5 },
      custom: [
        { type: 'com.apple.webClip.managed', content: { Label: 'Aide', URL: 'https://aide.exemple.fr/' } },
      ],
    },
  },
};

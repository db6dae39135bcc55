import fc from 'fast-check';
import { mdmFiles } from '../../../test/support/mdm-files.js';
import { ROOT_PEM } from '../../../test/support/connections.js';
import { MDM_PLATFORMS, type MdmPlatform } from './platform.js';

/** What each option is set to, and what stands around it: a value that no platform has by default. */
const OPTIONS: [option: string, value: unknown, around?: object][] = [
  ...[
    'camera',
    'screenCapture',
    'microphone',
    'location',
    'bluetooth',
    'usbFileTransfer',
    'nearbySharing',
    'printing',
    'appInstallation',
    'unknownSources',
    'cloudBackup',
    'cloudDocuments',
    'voiceAssistant',
    'browserPrivateMode',
    'browserPasswordManager',
    'browserAutofill',
    'browserPopUps',
    'biometricUnlock',
    'accountChanges',
    'guestAccount',
    'factoryReset',
    'developerMode',
    'diagnostics',
    'gaming',
  ].map((name): [string, unknown] => [`restrictions.${name}`, false]),
  ['restrictions.removableStorage', 'deny'],
  ['restrictions.removableStorage', 'read-only'],
  ['restrictions.browserHomepage', 'https://intranet.exemple.fr/'],
  ['passcode.minimumLength', 9],
  ['passcode.quality', 'numeric'],
  ['passcode.quality', 'alphanumeric'],
  ['passcode.quality', 'complex'],
  ['passcode.maximumAgeDays', 90],
  ['passcode.history', 5],
  ['passcode.lockAfterMinutes', 5],
  ['passcode.gracePeriodMinutes', 1],
  ['passcode.maximumFailedAttempts', 8],
  ['updates.automatic', 'off'],
  ['updates.automatic', 'download'],
  ['updates.automatic', 'install'],
  ['updates.deferFeatureDays', 60],
  ['updates.deferQualityDays', 7],
  ['updates.deadlineDays', 5],
  ['updates.activeHours', { start: 8, end: 18 }, { automatic: 'install' }],
  ['updates.previews', false],
  ['updates.apps', false],
  ['encryption.required', true],
  ['encryption.method', 'aes-256', { required: true }],
  ['encryption.escrow', { location: 'DSI', certificate: ROOT_PEM }, { required: true }],
  ['encryption.startupPin', true, { required: true }],
  ['encryption.removableDrives', true, { required: true }],
];

/** The files as text, for comparing: archives repeat what stands in the others. */
async function rendered(platform: MdmPlatform, profile: object) {
  const { files, options } = await mdmFiles(platform, profile);
  const text = files
    .filter(({ name }) => !name.endsWith('.tar'))
    .map(({ name, bytes }) => `${name}\n${Buffer.from(bytes).toString('base64')}`);
  return { text: text.join('\n'), options };
}

describe.each(MDM_PLATFORMS)('on %s', (platform) => {
  it.each(OPTIONS)('%s (%j) is said in the files, or listed', async (option, value, around = {}) => {
    const [section = '', name = ''] = option.split('.');
    const without = await rendered(platform, name === 'required' ? {} : { [section]: around });
    const withIt = await rendered(platform, { [section]: { ...around, [name]: value } });
    const isListed = withIt.options.some((listed) => listed === option || listed.startsWith(`${option}.`));
    expect(isListed || withIt.text !== without.text).toBe(true);
  });
});

const CERTIFICATES = [
  { name: 'ac', kind: 'root', pem: ROOT_PEM },
  { name: 'poste', kind: 'client', pkcs12: { vault: 'p12' } },
];
const PSK = { ssid: 'Atelier', security: 'wpa2-psk', passphrase: { vault: 'wifi' } };
const PEAP = { method: 'peap-mschapv2' };
const enterprise = (eap: object) => ({ ssid: 'Atelier', security: 'wpa2-enterprise', eap });
const IKE = { kind: 'ikev2', name: 'Siege', server: 'vpn.fr' };
const asUser = { method: 'eap-mschapv2' };

const TRUST = { serverNames: ['vpn.fr'], trustedCertificates: ['ac'], identity: 'poste' };
const ACCOUNT: Record<string, unknown> = { ...TRUST, user: 'anna', password: { vault: 'mdp' } };
const METHODS: [method: string, least: object][] = [
  ['certificate', { method: 'certificate', certificate: 'poste' }],
  ['eap-tls', { method: 'eap-tls', certificate: 'poste' }],
];
const OPEN = { kind: 'openvpn', name: 'Libre', server: 'vpn.fr', trustedCertificates: ['ac'], user: 'anna' };
const OPENVPN: [string, object][] = [
  ['port', { port: 443 }],
  ['protocol', { protocol: 'tcp' }],
  ['clientCertificate', { clientCertificate: 'poste' }],
  ['password', { password: { vault: 'mdp' } }],
  ['tlsCrypt', { tlsCrypt: { vault: 'cle' } }],
  ['cipher', { cipher: 'AES-256-GCM' }],
];
const L2TP = { kind: 'l2tp', name: 'Vieux', server: 'vpn.fr', authentication: { method: 'password' } };

/** Parts of connections: what stands without the option, and with it. */
const CONNECTIONS: [option: string, kind: 'wifi' | 'vpn', without: object, withIt: object][] = [
  ['hidden', 'wifi', PSK, { ...PSK, hidden: true }],
  ['autoconnect', 'wifi', PSK, { ...PSK, autoconnect: false }],
  ['priority', 'wifi', PSK, { ...PSK, priority: 5 }],
  ['macAddress', 'wifi', PSK, { ...PSK, macAddress: 'permanent' }],
  ['eap.identity', 'wifi', enterprise(PEAP), enterprise({ ...PEAP, identity: 'anna' })],
  ['eap.password', 'wifi', enterprise(PEAP), enterprise({ ...PEAP, password: { vault: 'mdp' } })],
  ['eap.anonymousIdentity', 'wifi', enterprise(PEAP), enterprise({ ...PEAP, anonymousIdentity: 'a' })],
  ['eap.serverNames', 'wifi', enterprise(PEAP), enterprise({ ...PEAP, serverNames: ['r.fr'] })],
  ['eap.trustedCertificates', 'wifi', enterprise(PEAP), enterprise({ ...PEAP, trustedCertificates: ['ac'] })],
  ...(
    [
      ['alwaysOn', { alwaysOn: true }],
      ['splitTunnel', { splitTunnel: true, routes: ['10.0.0.0/8'] }],
      ['dnsSuffixes', { dnsSuffixes: ['exemple.fr'] }],
      ['dnsServers', { dnsSuffixes: ['exemple.fr'], dnsServers: ['10.0.0.1'] }],
      ['trustedNetworks', { alwaysOn: true, trustedNetworks: ['exemple.fr'] }],
      ['remoteId', { remoteId: 'passerelle.fr' }],
      ['localId', { localId: 'poste' }],
      ['cryptography', { cryptography: { encryption: 'aes-256-gcm', integrity: 'sha384', group: 20 } }],
    ] as [string, object][]
  ).map(([name, more]): [string, 'vpn', object, object] => [
    name,
    'vpn',
    { ...IKE, authentication: asUser, ...('alwaysOn' in more && name !== 'alwaysOn' && { alwaysOn: true }) },
    { ...IKE, authentication: asUser, ...more },
  ]),
  ...(
    [
      ['authentication.user', { user: 'anna' }],
      ['authentication.password', { password: { vault: 'mdp' } }],
      ['authentication.serverNames', { serverNames: ['vpn.fr'] }],
      ['authentication.trustedCertificates', { trustedCertificates: ['ac'] }],
    ] as [string, object][]
  ).map(([name, more]): [string, 'vpn', object, object] => [
    name,
    'vpn',
    { ...IKE, authentication: asUser },
    { ...IKE, authentication: { ...asUser, ...more } },
  ]),
  ...METHODS.flatMap(([method, least]) =>
    (['serverNames', 'trustedCertificates', 'identity'] as const)
      .filter((name) => name !== 'identity' || method === 'eap-tls')
      .map((name): [string, 'vpn', object, object] => [
        `authentication.${name}`,
        'vpn',
        { ...IKE, authentication: least },
        { ...IKE, authentication: { ...least, [name]: TRUST[name] } },
      ]),
  ),
  ...OPENVPN.map(([name, more]): [string, 'vpn', object, object] => [
    name,
    'vpn',
    OPEN,
    { ...OPEN, ...more },
  ]),
  ['preSharedKey', 'vpn', L2TP, { ...L2TP, preSharedKey: { vault: 'psk' } }],
  ...['user', 'password', 'serverNames', 'trustedCertificates'].map(
    (name): [string, 'vpn', object, object] => [
      `authentication.${name}`,
      'vpn',
      L2TP,
      { ...L2TP, authentication: { method: 'password', [name]: ACCOUNT[name] } },
    ],
  ),
];

describe.each(MDM_PLATFORMS)('a connection on %s', (platform) => {
  it.each(CONNECTIONS)(
    'has its %s (%s) in the files, or listed: %j',
    async (option, kind, without, withIt) => {
      const files = (one: object) =>
        rendered(platform, { certificates: CERTIFICATES, network: { [kind]: [one] } });
      const [before, after] = [await files(without), await files(withIt)];
      const nothing = await rendered(platform, { certificates: CERTIFICATES });
      const place = `network.${kind}[0]`;
      const isListed = after.options.some(
        (listed) => listed === place || listed.startsWith(`${place}.${option}`),
      );
      const isRefusedWhole =
        after.text === nothing.text && after.options.some((listed) => listed.startsWith(place));
      expect(isListed || isRefusedWhole || after.text !== before.text).toBe(true);
    },
  );
});

const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const names = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => `n${text}`);
const restriction = optional(fc.boolean());
const section = (values: Record<string, fc.Arbitrary<unknown>>) => optional(fc.record(values));
const count = (min: number, max: number) => optional(fc.integer({ min, max }));

/** Any choice over the whole neutral section, hostile texts among them. */
const choices = fc.record({
  restrictions: section({
    camera: restriction,
    screenCapture: restriction,
    removableStorage: optional(fc.constantFrom('allow', 'read-only', 'deny')),
    browserPopUps: restriction,
    appInstallation: restriction,
    accountChanges: restriction,
    diagnostics: restriction,
    voiceAssistant: restriction,
  }),
  passcode: section({
    required: fc.boolean(),
    minimumLength: count(4, 16),
    quality: optional(fc.constantFrom('any', 'numeric', 'alphanumeric', 'complex')),
    lockAfterMinutes: count(1, 60),
    gracePeriodMinutes: count(0, 240),
    maximumFailedAttempts: count(4, 16),
  }),
  updates: section({
    automatic: optional(fc.constantFrom('off', 'download', 'install')),
    activeHours: optional(fc.constant({ start: 7, end: 19 })),
    deferFeatureDays: count(0, 365),
    apps: restriction,
  }),
  encryption: section({
    required: fc.boolean(),
    startupPin: restriction,
    method: optional(fc.constantFrom('aes-128', 'aes-256')),
  }),
  certificates: fc.constantFrom(
    [
      { name: 'ac', kind: 'root', pem: ROOT_PEM },
      { name: 'poste', kind: 'client', pkcs12: { vault: 'p12' } },
    ],
    [
      { name: 'ac', kind: 'intermediate', pem: ROOT_PEM },
      { name: 'poste', kind: 'scep', url: 'https://s.fr/', subject: 'CN=a' },
    ],
  ),
  network: fc.record({
    wifi: fc.uniqueArray(
      fc.record({
        ssid: names,
        hidden: restriction,
        security: fc.constantFrom(
          'open',
          'owe',
          'wpa2-psk',
          'wpa3-sae',
          'wpa2-enterprise',
          'wpa3-enterprise',
        ),
        eap: fc.constantFrom(
          { method: 'tls', clientCertificate: 'poste', trustedCertificates: ['ac'] },
          { method: 'peap-mschapv2', identity: 'a', password: { vault: 'mdp' } },
          { method: 'ttls', inner: 'pap', serverNames: ['radius.fr'] },
        ),
      }),
      { maxLength: 4, selector: ({ ssid }) => ssid },
    ),
    vpn: fc.subarray([
      {
        kind: 'ikev2',
        name: 'Siège',
        server: 'vpn.fr',
        authentication: { method: 'certificate', certificate: 'poste' },
      },
      {
        kind: 'l2tp',
        name: 'Vieux',
        server: 'vpn.fr',
        preSharedKey: { vault: 'psk' },
        authentication: { method: 'password' },
      },
      { kind: 'sstp', name: 'Web', server: 'vpn.fr', authentication: { method: 'password' } },
      { kind: 'openvpn', name: 'Libre', server: 'vpn.fr', trustedCertificates: ['ac'], user: 'a' },
    ]),
  }),
});

type Chosen = typeof choices extends fc.Arbitrary<infer T> ? T : never;

/** A network has what its security needs, and nothing that it refuses. */
function consistent(chosen: Chosen): object {
  const wifi = chosen.network.wifi.flatMap(({ eap, ...one }) => {
    if (Buffer.byteLength(one.ssid) > 32 || /[\u0000-\u001f\u007f]/.test(one.ssid)) return [];
    if (one.security.endsWith('enterprise')) return [{ ...one, eap }];
    return /psk|sae/.test(one.security) ? [{ ...one, passphrase: { vault: 'wifi' } }] : [one];
  });
  return JSON.parse(JSON.stringify({ ...chosen, network: { ...chosen.network, wifi } })) as object;
}

it('any choice renders on every platform, each time to the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(choices, fc.constantFrom(...MDM_PLATFORMS), async (chosen, platform) => {
      const profile = consistent(chosen);
      const [one, other] = [await mdmFiles(platform, profile), await mdmFiles(platform, profile)];
      expect(one.files).toEqual(other.files);
      for (const { reason } of one.notCarried) expect(reason.fr.length * reason.en.length).toBeGreaterThan(0);
      for (const name of one.names.filter((each) => each.endsWith('.json'))) one.json(name);
    }),
    { numRuns: 300 },
  );
});

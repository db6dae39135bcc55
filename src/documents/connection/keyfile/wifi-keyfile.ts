import { isEnterprise, isPersonal, type ProfileWifi, type WifiSecurity } from '../../profile/index.js';
import { cannot, type ConnectionContext, goodSecret, password } from '../context.js';
import { authorityFile, clientFile, type ConnectionFile } from './certificate-files.js';
import { type Entry, entry, keyfile, list, type Section, stableUuid } from './keyfile.js';

/** A connection of NetworkManager, and the files that it refers to. */
export interface KeyfileConnection {
  keyfile: string;
  files: ConnectionFile[];
}

/** wpa-psk also uses SAE where the network offers it: NetworkManager's nm-settings, `wifi-security.key-mgmt`. */
const KEY_MANAGEMENT: Record<WifiSecurity, string | undefined> = {
  open: undefined,
  owe: 'owe',
  'wpa2-psk': 'wpa-psk',
  'wpa3-sae': 'sae',
  'wpa2-wpa3-psk': 'wpa-psk',
  'wpa2-enterprise': 'wpa-eap',
  'wpa3-enterprise': 'wpa-eap',
  'wpa2-wpa3-enterprise': 'wpa-eap',
};
/** Protected management frames: WPA3 requires them; in transition mode they are optional. */
const PROTECTED_FRAMES: Partial<Record<WifiSecurity, string>> = {
  'wpa3-enterprise': '3',
  'wpa2-wpa3-enterprise': '2',
};

/** The connection of one Wi-Fi network; the same input always gives the same bytes. Throws InputError naming the field. */
export function wifiKeyfile(wifi: ProfileWifi, context: ConnectionContext): KeyfileConnection {
  const uuid = stableUuid(`wifi:${wifi.ssid}`);
  const { entries, files } = oneX(wifi, uuid, context);
  const sections: Section[] = [
    [
      'connection',
      [
        ['id', wifi.ssid],
        ['uuid', uuid],
        ['type', 'wifi'],
        ['autoconnect', String(wifi.autoconnect ?? true)],
        ...entry('autoconnect-priority', wifi.priority),
      ],
    ],
    [
      'wifi',
      [
        ['mode', 'infrastructure'],
        ['ssid', bytesList(wifi.ssid)],
        ...entry('hidden', wifi.hidden),
        ...entry('cloned-mac-address', clonedAddress(wifi, context)),
      ],
    ],
    ...security(wifi, context),
    ...(entries.length === 0 ? [] : [['802-1x', entries] satisfies Section]),
    ['ipv4', [['method', 'auto']]],
    ['ipv6', [['method', 'auto']]],
  ];
  return { keyfile: keyfile(sections), files };
}

function security(wifi: ProfileWifi, context: ConnectionContext): Section[] {
  const management = KEY_MANAGEMENT[wifi.security];
  if (management === undefined) return [];
  const key =
    isPersonal(wifi.security) && wifi.passphrase !== undefined
      ? passphrase(wifi.security, wifi.passphrase, context)
      : undefined;
  const frames = PROTECTED_FRAMES[wifi.security];
  return [['wifi-security', [['key-mgmt', management], ...entry('pmf', frames), ...entry('psk', key)]]];
}

/**
 * What NetworkManager accepts: for WPA2 8 to 63 bytes of any characters, or the key itself in 64 hexadecimal
 * digits; for SAE a password of any length. nm_utils_wpa_psk_valid of libnm.
 */
function passphrase(security: WifiSecurity, secret: { vault: string }, context: ConnectionContext): string {
  const shortest = security === 'wpa3-sae' ? 1 : 8;
  const fits = (text: string) =>
    !/[\u0000-\u001f\u007f]|\p{Surrogate}/u.test(text) &&
    Buffer.byteLength(text) >= shortest &&
    (Buffer.byteLength(text) <= 63 || /^[0-9A-Fa-f]{64}$/.test(text));
  return goodSecret(context, 'passphrase', secret, fits, [
    `une phrase secrète de ${shortest} à 63 octets, ou 64 chiffres hexadécimaux`,
    `a passphrase of ${shortest} to 63 bytes, or 64 hexadecimal digits`,
  ]);
}

function clonedAddress({ macAddress }: ProfileWifi, { field }: ConnectionContext): string | undefined {
  if (macAddress === 'daily')
    throw cannot(
      `${field}.macAddress`,
      'permanent ou per-network : NetworkManager ne change pas d’adresse chaque jour',
      'permanent or per-network: NetworkManager does not change the address every day',
    );
  return macAddress === 'per-network' ? 'stable' : macAddress;
}

function oneX(
  wifi: ProfileWifi,
  uuid: string,
  context: ConnectionContext,
): { entries: Entry[]; files: ConnectionFile[] } {
  const { eap, security } = wifi;
  if (eap === undefined || !isEnterprise(security)) return { entries: [], files: [] };
  const authority = authorityFile(context, uuid, eap.trustedCertificates);
  const common: Entry[] = [
    ...entry('anonymous-identity', eap.anonymousIdentity),
    ...entry('ca-cert', authority?.path),
    ...entry('domain-match', list(eap.serverNames)),
  ];
  const files = authority === undefined ? [] : [authority];
  if (eap.method === 'tls') {
    const { file, password } = clientFile(context, 'eap.clientCertificate', eap.clientCertificate);
    const certificate: Entry[] = [
      ['client-cert', file.path],
      ['private-key', file.path],
      ['private-key-password', password],
    ];
    const identity = eap.identity ?? eap.anonymousIdentity ?? 'host';
    return {
      entries: [['eap', 'tls;'], ['identity', identity], ...common, ...certificate],
      files: [...files, file],
    };
  }
  const inner = eap.method === 'ttls' ? eap.inner : 'mschapv2';
  const entries: Entry[] = [
    ['eap', eap.method === 'ttls' ? 'ttls;' : 'peap;'],
    ...entry('identity', eap.identity),
    ...common,
    ['phase2-auth', inner],
    ...entry('password', eap.password && password(context, 'eap.password', eap.password)),
  ];
  return { entries, files };
}

/** An SSID is bytes, not text: a list of numbers needs no escaping. */
function bytesList(ssid: string): string {
  return [...Buffer.from(ssid, 'utf8')].map((byte) => `${byte};`).join('');
}

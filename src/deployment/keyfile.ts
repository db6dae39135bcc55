import { createHash } from 'node:crypto';
import { PermanentError } from '../core/index.js';
import type { ProfileDocument } from '../profile/index.js';

type Wifi = NonNullable<NonNullable<ProfileDocument['network']>['wifi']>[number];
type Section = [name: string, entries: [key: string, value: string][]];

/**
 * A NetworkManager keyfile: GLib's key file format, where a backslash, a line break and a leading space
 * of a value are escaped. https://networkmanager.dev/docs/api/latest/nm-settings-keyfile.html
 */
export function keyfile(sections: Section[]): string {
  return sections
    .map(([name, entries]) =>
      [`[${name}]`, ...entries.map(([key, value]) => `${key}=${escaped(value)}`), ''].join('\n'),
    )
    .join('\n');
}

/** The connection of one Wi-Fi network; the same network always gives the same bytes. */
export function wifiKeyfile(wifi: Wifi, passphrase: string | undefined): string {
  const sections: Section[] = [
    [
      'connection',
      [
        ['id', wifi.ssid],
        ['uuid', stableUuid(`wifi:${wifi.ssid}`)],
        ['type', 'wifi'],
        ['autoconnect', 'true'],
      ],
    ],
    [
      'wifi',
      [
        ['mode', 'infrastructure'],
        ['ssid', bytesList(wifi.ssid)],
      ],
    ],
  ];
  if (wifi.security !== 'open') {
    if (passphrase === undefined) {
      throw new PermanentError({
        fr: `le Wi-Fi « ${wifi.ssid} » demande une phrase secrète`,
        en: `the Wi-Fi "${wifi.ssid}" needs a passphrase`,
      });
    }
    const management = wifi.security === 'wpa3-sae' ? 'sae' : 'wpa-psk';
    sections.push([
      'wifi-security',
      [
        ['key-mgmt', management],
        ['psk', passphrase],
      ],
    ]);
  }
  sections.push(['ipv4', [['method', 'auto']]], ['ipv6', [['method', 'auto']]]);
  return keyfile(sections);
}

/** A version 8 UUID (RFC 9562 §5.8) made of the SHA-256 of a name. */
export function stableUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  const variant = ((parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/^ /, '\\s');
}

/** An SSID is bytes, not text: written as a list of numbers, it needs no escaping at all. */
function bytesList(ssid: string): string {
  return [...Buffer.from(ssid, 'utf8')].map((byte) => `${byte};`).join('');
}

type Vpn = NonNullable<NonNullable<ProfileDocument['network']>['vpn']>[number];

/** A WireGuard connection; `reveal` reads a secret of the vault. */
export function wireguardKeyfile(vpn: Vpn, reveal: (reference: string) => string): string {
  const { peer } = vpn;
  const peerEntries: [string, string][] = [
    ['endpoint', peer.endpoint],
    ['allowed-ips', `${peer.allowedIps.join(';')};`],
    ...(peer.persistentKeepalive === undefined
      ? []
      : [['persistent-keepalive', String(peer.persistentKeepalive)] satisfies [string, string]]),
  ];
  return keyfile([
    [
      'connection',
      [
        ['id', vpn.name],
        ['uuid', stableUuid(`vpn:${vpn.name}`)],
        ['type', 'wireguard'],
        ['interface-name', vpn.name],
        ['autoconnect', 'true'],
      ],
    ],
    ['wireguard', [['private-key', reveal(vpn.privateKey.vault)]]],
    [`wireguard-peer.${peer.publicKey}`, peerEntries],
    [
      'ipv4',
      [
        ['method', 'manual'],
        ...vpn.addresses.map((a, n) => [`address${n + 1}`, a] satisfies [string, string]),
      ],
    ],
    ['ipv6', [['method', 'ignore']]],
  ]);
}

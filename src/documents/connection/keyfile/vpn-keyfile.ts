import { isIPv6 } from 'node:net';
import type { ProfileVpn } from '../../profile/index.js';
import { cannot, type ConnectionContext, password } from '../context.js';
import { authorityFile, clientFile, type ConnectionFile } from './certificate-files.js';
import { type Entry, entry, keyfile, list, type Section, stableUuid } from './keyfile.js';
import type { KeyfileConnection } from './wifi-keyfile.js';

type Of<K extends ProfileVpn['kind']> = Extract<ProfileVpn, { kind: K }>;
type PluginVpn = Of<'ikev2' | 'l2tp' | 'openvpn'>;

/** The settings, secrets and files for the plugin of one kind of VPN. */
interface PluginSettings {
  settings: Entry[];
  secrets: Entry[];
  files: ConnectionFile[];
}

/** The name of a plugin's service, and of its file in /usr/lib/NetworkManager/VPN. */
const PLUGINS = { ikev2: 'strongswan', l2tp: 'l2tp', openvpn: 'openvpn' } as const;

/** The file that exists when the plugin for a VPN is installed; undefined for WireGuard, which needs no plugin. */
export function pluginFile({ kind }: ProfileVpn): string | undefined {
  if (kind === 'wireguard' || kind === 'sstp') return undefined;
  return `/usr/lib/NetworkManager/VPN/nm-${PLUGINS[kind]}-service.name`;
}

/** A VPN as a connection of NetworkManager. Throws InputError naming an unsupported option. */
export function vpnKeyfile(vpn: ProfileVpn, context: ConnectionContext): KeyfileConnection {
  if (vpn.kind === 'wireguard') return { keyfile: wireguardKeyfile(vpn, context), files: [] };
  const connection = pluginVpn(vpn, context);
  const uuid = stableUuid(`vpn:${vpn.name}`);
  const { settings, secrets, files } = pluginSettings(connection, uuid, context);
  return {
    keyfile: keyfile([
      [
        'connection',
        [
          ['id', vpn.name],
          ['uuid', uuid],
          ['type', 'vpn'],
          ['autoconnect', 'false'],
        ],
      ],
      ['vpn', [['service-type', `org.freedesktop.NetworkManager.${PLUGINS[connection.kind]}`], ...settings]],
      ...(secrets.length === 0 ? [] : [['vpn-secrets', secrets] satisfies Section]),
      ipSection('ipv4', connection),
      ipSection('ipv6', connection),
    ]),
    files,
  };
}

/** Throws InputError for an option that NetworkManager and its plugins do not support. */
function pluginVpn(vpn: Exclude<ProfileVpn, { kind: 'wireguard' }>, { field }: ConnectionContext): PluginVpn {
  if (vpn.kind === 'sstp')
    throw cannot(`${field}.kind`, 'ikev2, l2tp, openvpn ou wireguard', 'ikev2, l2tp, openvpn or wireguard');
  if (vpn.alwaysOn === true)
    throw cannot(
      `${field}.alwaysOn`,
      'false : NetworkManager ne garde de lui-même que WireGuard connecté',
      'false: NetworkManager automatically keeps only WireGuard connected',
    );
  if (vpn.trustedNetworks?.length)
    throw cannot(`${field}.trustedNetworks`, 'rien sur ce système', 'nothing on this system');
  return vpn;
}

function pluginSettings(vpn: PluginVpn, uuid: string, context: ConnectionContext): PluginSettings {
  switch (vpn.kind) {
    case 'ikev2':
      return strongswan(vpn, uuid, context);
    case 'l2tp':
      return l2tp(vpn, context);
    case 'openvpn':
      return openvpn(vpn, uuid, context);
  }
}

/** NetworkManager-strongswan: method eap, or psk of at least 20 characters. https://docs.strongswan.org/docs/latest/features/networkManager.html */
function strongswan(vpn: Of<'ikev2'>, uuid: string, context: ConnectionContext): PluginSettings {
  const { authentication } = vpn;
  if (authentication.method === 'certificate' || authentication.method === 'eap-tls')
    throw cannot(
      `${context.field}.authentication.method`,
      'eap-mschapv2 ou psk : le greffon strongSwan ne lit pas les fichiers PKCS#12',
      'eap-mschapv2 or psk: the strongSwan plugin does not read PKCS#12 files',
    );
  const trusted = authentication.method === 'psk' ? undefined : authentication.trustedCertificates;
  const authority = authorityFile(context, uuid, trusted);
  const secret = authentication.method === 'psk' ? authentication.preSharedKey : authentication.password;
  const where = `authentication.${authentication.method === 'psk' ? 'preSharedKey' : 'password'}`;
  return {
    settings: [
      ['address', vpn.server],
      ...entry('certificate', authority?.path),
      ['method', authentication.method === 'psk' ? 'psk' : 'eap'],
      ...entry('user', authentication.method === 'psk' ? vpn.localId : authentication.user),
      ...entry('local-identity', authentication.method === 'psk' ? undefined : vpn.localId),
      ...entry('remote-identity', vpn.remoteId),
      ['virtual', 'yes'],
      ['encap', 'no'],
      ['ipcomp', 'no'],
      ['proposal', vpn.cryptography === undefined ? 'no' : 'yes'],
      ...(vpn.cryptography === undefined ? [] : proposals(vpn.cryptography)),
      ['password-flags', secret === undefined ? '2' : '0'],
    ],
    secrets: entry('password', secret && password(context, where, secret)),
    files: authority === undefined ? [] : [authority],
  };
}

const CIPHERS = {
  'aes-128-cbc': 'aes128',
  'aes-256-cbc': 'aes256',
  'aes-128-gcm': 'aes128gcm16',
  'aes-256-gcm': 'aes256gcm16',
} as const;
const GROUPS = { 14: 'modp2048', 19: 'ecp256', 20: 'ecp384' } as const;

/** GCM includes integrity: IKE then uses the hash only as its pseudo-random function, and ESP uses no hash. RFC 5282. */
function proposals({ encryption, integrity, group }: NonNullable<Of<'ikev2'>['cryptography']>): Entry[] {
  const gcm = encryption.endsWith('gcm');
  const ike = [CIPHERS[encryption], gcm ? `prf${integrity}` : integrity, GROUPS[group]];
  const esp = [CIPHERS[encryption], ...(gcm ? [] : [integrity]), GROUPS[group]];
  return [
    ['ike', ike.join('-')],
    ['esp', esp.join('-')],
  ];
}

/** NetworkManager-l2tp. https://github.com/nm-l2tp/NetworkManager-l2tp */
function l2tp(vpn: Of<'l2tp'>, context: ConnectionContext): PluginSettings {
  const { user, password: secret } = vpn.authentication;
  if (vpn.preSharedKey === undefined)
    throw cannot(`${context.field}.preSharedKey`, 'une clé du coffre', 'a key from the vault');
  return {
    settings: [
      ['gateway', vpn.server],
      ...entry('user', user),
      ['password-flags', secret === undefined ? '2' : '0'],
      ['ipsec-enabled', 'yes'],
      ['machine-auth-type', 'psk'],
      ['ipsec-psk-flags', '0'],
    ],
    secrets: [
      ...entry('password', secret && password(context, 'authentication.password', secret)),
      ['ipsec-psk', password(context, 'preSharedKey', vpn.preSharedKey)],
    ],
    files: [],
  };
}

/** NetworkManager-openvpn; a PKCS#12 file is both certificate and key. */
function openvpn(vpn: Of<'openvpn'>, uuid: string, context: ConnectionContext): PluginSettings {
  if (vpn.tlsCrypt !== undefined)
    throw cannot(`${context.field}.tlsCrypt`, 'rien sur ce système', 'nothing on this system');
  const authority = authorityFile(context, uuid, vpn.trustedCertificates);
  const client =
    vpn.clientCertificate === undefined
      ? undefined
      : clientFile(context, 'clientCertificate', vpn.clientCertificate);
  const host = isIPv6(vpn.server) ? `[${vpn.server}]` : vpn.server;
  const users = vpn.user === undefined ? 'tls' : client === undefined ? 'password' : 'password-tls';
  return {
    settings: [
      ['connection-type', users],
      ['remote', `${host}:${vpn.port ?? 1194}:${vpn.protocol ?? 'udp'}`],
      ...entry('proto-tcp', vpn.protocol === 'tcp' ? 'yes' : undefined),
      ...entry('ca', authority?.path),
      ...entry('cert', client?.file.path),
      ...entry('key', client?.file.path),
      ...(client === undefined ? [] : entry('cert-pass-flags', '0')),
      ...entry('username', vpn.user),
      ...(vpn.user === undefined ? [] : entry('password-flags', vpn.password === undefined ? '2' : '0')),
      ...entry('data-ciphers', vpn.cipher),
      ['remote-cert-tls', 'server'],
    ],
    secrets: [
      ...entry('cert-pass', client?.password),
      ...entry('password', vpn.password && password(context, 'password', vpn.password)),
    ],
    files: [authority, client?.file].filter((file) => file !== undefined),
  };
}

function ipSection(family: 'ipv4' | 'ipv6', vpn: PluginVpn): Section {
  const ours = (address: string) => address.includes(':') === (family === 'ipv6');
  const routes = (vpn.routes ?? []).filter(ours);
  return [
    family,
    [
      ['method', 'auto'],
      ...entry('never-default', vpn.splitTunnel === true ? true : undefined),
      ...routes.map((route, index) => [`route${index + 1}`, route] satisfies Entry),
      ...entry('dns', list((vpn.dnsServers ?? []).filter(ours))),
      ...entry('dns-search', list(vpn.dnsSuffixes)),
    ],
  ];
}

function wireguardKeyfile(vpn: Of<'wireguard'>, context: ConnectionContext): string {
  const { peer } = vpn;
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
    ['wireguard', [['private-key', context.secret(vpn.privateKey)]]],
    [
      `wireguard-peer.${peer.publicKey}`,
      [
        ['endpoint', peer.endpoint],
        ['allowed-ips', `${peer.allowedIps.join(';')};`],
        ...entry('persistent-keepalive', peer.persistentKeepalive),
      ],
    ],
    ['ipv4', [['method', 'manual'], ...vpn.addresses.map((a, n) => [`address${n + 1}`, a] satisfies Entry)]],
    ['ipv6', [['method', 'ignore']]],
  ]);
}

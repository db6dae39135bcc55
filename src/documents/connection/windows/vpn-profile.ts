import type { ProfileVpn } from '../../profile/index.js';
import { cannot, type ConnectionContext, password } from '../context.js';
import { element, type Element, writeElement } from '../xml-element.js';
import { vpnEapHostConfig } from './eap-host-config.js';

/** The kinds that Windows speaks by itself. */
export type WindowsVpn = Extract<ProfileVpn, { kind: 'ikev2' | 'l2tp' | 'sstp' }>;

/** Throws InputError for what Windows cannot do without the client of another maker. */
export function windowsVpn(vpn: ProfileVpn, { field }: ConnectionContext): WindowsVpn {
  if (vpn.kind === 'wireguard' || vpn.kind === 'openvpn')
    throw cannot(
      `${field}.kind`,
      `ikev2, l2tp ou sstp : Windows n’a pas de client ${vpn.kind}`,
      `ikev2, l2tp or sstp: Windows has no ${vpn.kind} client`,
    );
  if (vpn.authentication.method === 'psk')
    throw cannot(
      `${field}.authentication.method`,
      'certificate, eap-tls ou eap-mschapv2 : Windows ne fait pas d’IKEv2 avec une clé partagée',
      'certificate, eap-tls or eap-mschapv2: Windows does no IKEv2 with a shared key',
    );
  if (vpn.kind === 'ikev2' && (vpn.localId !== undefined || (vpn.remoteId ?? vpn.server) !== vpn.server))
    throw cannot(
      `${field}.${vpn.localId === undefined ? 'remoteId' : 'localId'}`,
      'rien : Windows prend le nom du certificat et celui du serveur',
      'nothing: Windows takes the name of the certificate and that of the server',
    );
  return vpn;
}

const PROTOCOLS = { ikev2: 'IKEv2', l2tp: 'L2TP' } as const;

/**
 * ProfileXML of the VPNv2 CSP, for an MDM and for the WMI bridge. Throws InputError naming what Windows cannot do.
 * MS Learn, "VPNv2 CSP" and "ProfileXML XSD". Holds the key of L2TP in clear.
 */
export function vpnProfileXml(vpn: ProfileVpn, context: ConnectionContext): string {
  const connection = windowsVpn(vpn, context);
  const { dnsSuffixes = [], dnsServers = [], trustedNetworks = [], routes = [] } = connection;
  const profile = element('VPNProfile', [
    element('RememberCredentials', true),
    element('AlwaysOn', connection.alwaysOn === true),
    dnsSuffixes[0] === undefined ? undefined : element('DnsSuffix', dnsSuffixes.join(',')),
    trustedNetworks[0] === undefined
      ? undefined
      : element('TrustedNetworkDetection', trustedNetworks.join(',')),
    isDeviceTunnel(connection) ? element('DeviceTunnel', true) : undefined,
    ...(dnsServers.length === 0 ? [] : dnsSuffixes).map((suffix) =>
      element('DomainNameInformation', [
        element('DomainName', `.${suffix}`),
        element('DnsServers', dnsServers.join(',')),
      ]),
    ),
    nativeProfile(connection, context),
    ...routes.map(route),
  ]);
  return writeElement(profile);
}

/** Always on by the machine's certificate: up before anyone logs on. */
function isDeviceTunnel({ kind, alwaysOn, authentication }: WindowsVpn): boolean {
  return kind === 'ikev2' && alwaysOn === true && authentication.method === 'certificate';
}

function nativeProfile(vpn: WindowsVpn, context: ConnectionContext): Element {
  const suite = vpn.kind === 'ikev2' && vpn.cryptography ? cryptographySuite(vpn.cryptography) : undefined;
  const split = vpn.splitTunnel === true;
  return element('NativeProfile', [
    element('Servers', vpn.server),
    element('RoutingPolicyType', split ? 'SplitTunnel' : 'ForceTunnel'),
    ...protocol(vpn),
    vpn.kind === 'l2tp' && vpn.preSharedKey
      ? element('L2tpPsk', password(context, 'preSharedKey', vpn.preSharedKey))
      : undefined,
    split ? element('DisableClassBasedDefaultRoute', true) : undefined,
    suite === undefined
      ? undefined
      : element(
          'CryptographySuite',
          Object.entries(suite).map(([name, value]) => element(name, cspWord(name, value))),
        ),
    authentication(vpn, context),
  ]);
}

/** SSTP is only to be had as a list of one (Windows 11 22H2 and later). */
function protocol({ kind }: WindowsVpn): Element[] {
  if (kind !== 'sstp') return [element('NativeProtocolType', PROTOCOLS[kind])];
  return [
    element('NativeProtocolType', 'ProtocolList'),
    element('ProtocolList', [
      element('NativeProtocolList', [element('Type', 'Sstp')]),
      element('RetryTimeInHours', 168),
    ]),
  ];
}

function authentication({ authentication }: WindowsVpn, context: ConnectionContext): Element {
  switch (authentication.method) {
    case 'certificate':
      return element('Authentication', [element('MachineMethod', 'Certificate')]);
    case 'eap-tls':
    case 'eap-mschapv2':
      return element('Authentication', [
        element('UserMethod', 'Eap'),
        element('Eap', [element('Configuration', [vpnEapHostConfig(authentication, context)])]),
      ]);
    default:
      return element('Authentication', [element('UserMethod', 'MSChapv2')]);
  }
}

type Cryptography = NonNullable<Extract<WindowsVpn, { kind: 'ikev2' }>['cryptography']>;

const CIPHERS = {
  'aes-128-cbc': ['SHA256128', 'AES128', 'AES128'],
  'aes-256-cbc': ['SHA256128', 'AES256', 'AES256'],
  'aes-128-gcm': ['GCMAES128', 'GCMAES128', 'GCMAES128'],
  'aes-256-gcm': ['GCMAES256', 'GCMAES256', 'GCMAES256'],
} as const;
const GROUPS = { 14: ['Group14', 'PFS2048'], 19: ['ECP256', 'ECP256'], 20: ['ECP384', 'ECP384'] } as const;

/** The CSP has its own words for the GCM ciphers of IKE. */
function cspWord(name: string, value: string): string {
  return name === 'EncryptionMethod' ? value.replace(/^GCMAES/, 'AES_GCM_') : value;
}

/** In the words of Set-VpnConnectionIPsecConfiguration; the order is that of ProfileXML. */
export function cryptographySuite({ encryption, integrity, group }: Cryptography): Record<string, string> {
  const [authentication, cipher, method] = CIPHERS[encryption];
  const [dh, pfs] = GROUPS[group];
  return {
    AuthenticationTransformConstants: authentication,
    CipherTransformConstants: cipher,
    PfsGroup: pfs,
    DHGroup: dh,
    IntegrityCheckMethod: integrity.toUpperCase(),
    EncryptionMethod: method,
  };
}

function route(cidr: string): Element {
  const [address = '', prefix = ''] = cidr.split('/');
  return element('Route', [element('Address', address), element('PrefixSize', prefix)]);
}

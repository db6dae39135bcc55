import type { ProfileVpn } from '../../profile/index.js';
import { powerShellWord } from '../../../platform/template/index.js';
import { cannot, type ConnectionContext, password } from '../context.js';
import { writeElement } from '../xml-element.js';
import { vpnEapHostConfig } from './eap-host-config.js';
import { cryptographySuite, windowsVpn, type WindowsVpn } from './vpn-profile.js';

const TUNNELS = { ikev2: 'Ikev2', l2tp: 'L2tp', sstp: 'Sstp' } as const;

/**
 * PowerShell commands that make a connection for all users of a PC, one a line; an earlier one of the same name
 * goes first. Throws InputError naming what Windows cannot do. MS Learn, module VpnClient.
 */
export function addVpnCommands(vpn: ProfileVpn, context: ConnectionContext): string[] {
  const connection = windowsVpn(vpn, context);
  if (connection.alwaysOn === true)
    throw cannot(`${context.field}.alwaysOn`, 'une ProfileXML', 'a ProfileXML');
  const name = powerShellWord(connection.name);
  const everyone = `-ConnectionName ${name} -AllUserConnection`;
  return [
    `Get-VpnConnection -Name ${name} -AllUserConnection -ErrorAction SilentlyContinue | Remove-VpnConnection -AllUserConnection -Force`,
    ...key(connection, context),
    addition(connection, context),
    ...suite(connection, everyone),
    ...(connection.routes ?? []).map(
      (route) => `Add-VpnConnectionRoute ${everyone} -DestinationPrefix ${powerShellWord(route)}`,
    ),
    ...nameResolution(connection),
  ];
}

/** The key of L2TP stands on a line of its own, so that the command can be shown. */
function key(vpn: WindowsVpn, context: ConnectionContext): string[] {
  if (vpn.kind !== 'l2tp' || vpn.preSharedKey === undefined) return [];
  return [`$ipsec = @{ L2tpPsk = ${powerShellWord(password(context, 'preSharedKey', vpn.preSharedKey))} }`];
}

function addition(vpn: WindowsVpn, context: ConnectionContext): string {
  const [suffix] = vpn.dnsSuffixes ?? [];
  return [
    `Add-VpnConnection -Name ${powerShellWord(vpn.name)}`,
    `-ServerAddress ${powerShellWord(vpn.server)}`,
    `-TunnelType ${TUNNELS[vpn.kind]}`,
    ...authentication(vpn, context),
    ...(vpn.kind === 'l2tp' && vpn.preSharedKey ? ['@ipsec'] : []),
    '-EncryptionLevel Required -AllUserConnection -RememberCredential -Force',
    ...(vpn.splitTunnel === true ? ['-SplitTunneling'] : []),
    ...(suffix === undefined ? [] : [`-DnsSuffix ${powerShellWord(suffix)}`]),
  ].join(' ');
}

function authentication({ authentication }: WindowsVpn, context: ConnectionContext): string[] {
  switch (authentication.method) {
    case 'certificate':
      return ['-AuthenticationMethod MachineCertificate'];
    case 'eap-tls':
    case 'eap-mschapv2': {
      const xml = writeElement(vpnEapHostConfig(authentication, context)).replaceAll(/\n */g, '');
      return [`-AuthenticationMethod Eap -EapConfigXmlStream ([xml]${powerShellWord(xml)})`];
    }
    default:
      return ['-AuthenticationMethod MSChapv2'];
  }
}

function suite(vpn: WindowsVpn, everyone: string): string[] {
  if (vpn.kind !== 'ikev2' || vpn.cryptography === undefined) return [];
  const words = Object.entries(cryptographySuite(vpn.cryptography)).map(
    ([name, value]) => `-${name} ${value}`,
  );
  return [`Set-VpnConnectionIPsecConfiguration ${everyone} ${words.join(' ')} -Force`];
}

/** Add-VpnConnection has one suffix and no servers: the name resolution policy table has the rest. */
function nameResolution({ dnsSuffixes = [], dnsServers = [] }: WindowsVpn): string[] {
  if (dnsServers.length === 0) return [];
  const servers = dnsServers.map(powerShellWord).join(', ');
  return dnsSuffixes.map(
    (suffix) => `Add-DnsClientNrptRule -Namespace ${powerShellWord(`.${suffix}`)} -NameServers ${servers}`,
  );
}

import type { ProfileVpn } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import {
  type AppleContext,
  type ApplePart,
  type Content,
  joined,
  notCarried,
  notCarriedIf,
  present,
} from './apple-context.js';
import { type Ikev2, ikev2 } from './vpn-ikev2.js';

type L2tp = Extract<ProfileVpn, { kind: 'l2tp' }>;

/** com.apple.vpn.managed for the protocols that the system supports. */
export function vpnParts(context: AppleContext): ApplePart {
  return joined(
    context.profile.network.vpn.map((vpn, index) => vpnPart(vpn, `network.vpn[${index}]`, context)),
  );
}

function vpnPart(vpn: ProfileVpn, option: string, context: AppleContext): ApplePart {
  if (vpn.kind !== 'ikev2' && vpn.kind !== 'l2tp') {
    const reason = [
      'les systèmes d’Apple prennent en charge IKEv2 et L2TP ; les autres demandent une application',
      'Apple’s systems support IKEv2 and L2TP; others need an app',
    ] as const;
    return { payloads: [], notCarried: [notCarried(option, ...reason)] };
  }
  const { content, refused } =
    vpn.kind === 'ikev2' ? ikev2(vpn, option, context) : l2tp(vpn, option, context);
  if (content === undefined) return { payloads: [], notCarried: refused };
  const payload = {
    type: 'com.apple.vpn.managed',
    kind: 'vpn',
    name: vpn.name,
    title: vpn.name,
    content: { UserDefinedName: vpn.name, ...content, DNS: dnsOf(vpn) },
  };
  return { payloads: [payload], notCarried: [...refused, ...commonRefusals(vpn, option)] };
}

function dnsOf({ dnsServers, dnsSuffixes }: Ikev2 | L2tp) {
  if (dnsServers === undefined || dnsServers.length === 0) return undefined;
  return present({
    DNSProtocol: 'Cleartext',
    ServerAddresses: dnsServers,
    SupplementalMatchDomains: dnsSuffixes,
  });
}

function commonRefusals(vpn: Ikev2 | L2tp, option: string): NotCarried[] {
  const { routes = [], dnsServers = [], dnsSuffixes = [] } = vpn;
  return [
    ...notCarriedIf(
      routes.length > 0,
      `${option}.routes`,
      'un appareil Apple reçoit les routes du serveur',
      'an Apple device gets the routes from the server',
    ),
    ...notCarriedIf(
      dnsSuffixes.length > 0 && dnsServers.length === 0,
      `${option}.dnsSuffixes`,
      'un appareil Apple ne les accepte qu’avec dnsServers',
      'an Apple device accepts them only with dnsServers',
    ),
  ];
}

function l2tp(
  vpn: L2tp,
  option: string,
  context: AppleContext,
): { content?: Content; refused: NotCarried[] } {
  const { user, password, serverNames, trustedCertificates } = vpn.authentication;
  if (vpn.preSharedKey === undefined) {
    const reason = [
      'le profil n’indique pas le certificat de machine pour L2TP',
      'the profile does not specify the machine certificate for L2TP',
    ] as const;
    return { refused: [notCarried(`${option}.preSharedKey`, ...reason)] };
  }
  const key = context.secretText(`${option}.preSharedKey`, vpn.preSharedKey);
  const content = {
    VPNType: 'L2TP',
    PPP: present({
      CommRemoteAddress: vpn.server,
      AuthName: user,
      AuthPassword: password && context.secretText(`${option}.authentication.password`, password),
    }),
    IPSec: { AuthenticationMethod: 'SharedSecret', SharedSecret: Buffer.from(key) },
    IPv4: { OverridePrimary: vpn.splitTunnel ? 0 : 1 },
  };
  const part = (name: string, stands: boolean): NotCarried[] =>
    notCarriedIf(
      stands,
      `${option}.${name}`,
      'L2TP chez Apple n’a pas ce réglage',
      'Apple’s L2TP does not have this setting',
    );
  return {
    content,
    refused: [
      ...part('alwaysOn', vpn.alwaysOn === true),
      ...part('trustedNetworks', vpn.trustedNetworks !== undefined),
      ...part('authentication.serverNames', serverNames !== undefined),
      ...part('authentication.trustedCertificates', trustedCertificates !== undefined),
    ],
  };
}

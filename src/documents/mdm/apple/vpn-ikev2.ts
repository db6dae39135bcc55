import { X509Certificate } from 'node:crypto';
import type { ProfileVpn } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import {
  type AppleContext,
  type Content,
  needsSupervision,
  notCarried,
  notCarriedIf,
  notHere,
  present,
} from './apple-context.js';
import { acmeKey } from './certificates.js';
import type { PropertyListValue } from './property-list.js';

export type Ikev2 = Extract<ProfileVpn, { kind: 'ikev2' }>;

/** The keys of an IKEv2 connection; always-on VPN on a supervised iPhone if requested. */
export function ikev2(
  vpn: Ikev2,
  option: string,
  context: AppleContext,
): { content: Content; refused: NotCarried[] } {
  const lockdown = lockdownOf(vpn, context);
  const connection = {
    ...present({
      RemoteAddress: vpn.server,
      RemoteIdentifier: vpn.remoteId ?? vpn.server,
      LocalIdentifier: vpn.localId ?? nameOf(vpn),
      ...authenticationOf(vpn, option, context),
      ...trustOf(vpn, context),
      IncludeAllNetworks: vpn.splitTunnel === false ? 1 : undefined,
    }),
    ...cryptographyOf(vpn),
  };
  const refused = [...refusals(vpn, option), ...lockdown.refused];
  if (lockdown.is) {
    const tunnel = { ProtocolType: 'IKEv2', Interfaces: ['Cellular', 'WiFi'], ...connection };
    const always = { UIToggleEnabled: lockdown.toggle ? 1 : 0, TunnelConfigurations: [tunnel] };
    return { content: { VPNType: 'AlwaysOn', AlwaysOn: always }, refused };
  }
  return { content: { VPNType: 'IKEv2', IKEv2: { ...connection, ...onDemand(vpn) } }, refused };
}

function lockdownOf({ name }: Ikev2, { mdm, system, supervised }: AppleContext) {
  const index = mdm.apple.vpn.findIndex((one) => one.name === name);
  const { lockdown, userToggle } = mdm.apple.vpn[index] ?? {};
  const option = `mdm.apple.vpn[${index}]`;
  const refused: NotCarried[] = [];
  if (lockdown && system === 'macos') refused.push(notHere('macos', `${option}.lockdown`));
  else if (lockdown && !supervised) refused.push(needsSupervision(`${option}.lockdown`));
  const is = lockdown === true && refused.length === 0;
  if (userToggle !== undefined && !is)
    refused.push(
      notCarried(`${option}.userToggle`, 'n’a d’effet qu’avec lockdown', 'only takes effect with lockdown'),
    );
  return { is, toggle: is && userToggle === true, refused };
}

function nameOf({ authentication }: Ikev2): string {
  if (authentication.method === 'eap-tls') return authentication.identity ?? '';
  return authentication.method === 'eap-mschapv2' ? (authentication.user ?? '') : '';
}

function authenticationOf({ authentication }: Ikev2, option: string, context: AppleContext): Content {
  const field = `${option}.authentication`;
  switch (authentication.method) {
    case 'psk':
      return {
        AuthenticationMethod: 'SharedSecret',
        SharedSecret: context.secretText(`${field}.preSharedKey`, authentication.preSharedKey),
        ExtendedAuthEnabled: 0,
      };
    case 'certificate':
      return {
        AuthenticationMethod: 'Certificate',
        PayloadCertificateUUID: context.certificateUuid(authentication.certificate),
        CertificateType: certificateType(authentication.certificate, context),
        ExtendedAuthEnabled: 0,
      };
    case 'eap-tls':
      return {
        AuthenticationMethod: 'None',
        ExtendedAuthEnabled: 1,
        PayloadCertificateUUID: context.certificateUuid(authentication.certificate),
        AuthName: authentication.identity,
      };
    case 'eap-mschapv2':
      return {
        AuthenticationMethod: 'None',
        ExtendedAuthEnabled: 1,
        AuthName: authentication.user,
        AuthPassword:
          authentication.password && context.secretText(`${field}.password`, authentication.password),
      };
  }
}

/** The default is RSA. */
function certificateType(name: string, { profile }: AppleContext): string | undefined {
  const found = profile.certificates?.find((one) => one.name === name);
  if (found?.kind !== 'acme') return undefined;
  const { type, size } = acmeKey(found, '');
  return type === 'rsa' ? undefined : `ECDSA${size}`;
}

function trustOf({ authentication }: Ikev2, { profile }: AppleContext): Content {
  if (authentication.method === 'psk') return {};
  const [first] = authentication.trustedCertificates ?? [];
  const issuer = profile.certificates?.find(({ name }) => name === first);
  return {
    ServerCertificateIssuerCommonName: issuer && 'pem' in issuer ? commonName(issuer.pem) : undefined,
    ServerCertificateCommonName: authentication.serverNames?.[0],
  };
}

function commonName(pem: string): string | undefined {
  return /^CN=(.*)$/m.exec(new X509Certificate(pem).subject)?.[1];
}

const ENCRYPTION = {
  'aes-128-cbc': 'AES-128',
  'aes-256-cbc': 'AES-256',
  'aes-128-gcm': 'AES-128-GCM',
  'aes-256-gcm': 'AES-256-GCM',
};

function cryptographyOf({ cryptography }: Ikev2): Record<string, PropertyListValue> {
  if (cryptography === undefined) return {};
  const suite = {
    EncryptionAlgorithm: ENCRYPTION[cryptography.encryption],
    IntegrityAlgorithm: cryptography.integrity === 'sha256' ? 'SHA2-256' : 'SHA2-384',
    DiffieHellmanGroup: cryptography.group,
  };
  return { IKESecurityAssociationParameters: suite, ChildSecurityAssociationParameters: suite };
}

/** On-demand rules: connect on any network except trusted ones. */
function onDemand({ alwaysOn, trustedNetworks }: Ikev2): Record<string, PropertyListValue> {
  if (!alwaysOn) return {};
  const trusted = trustedNetworks?.length
    ? [{ Action: 'Disconnect', DNSDomainMatch: trustedNetworks.flatMap((name) => [name, `*.${name}`]) }]
    : [];
  return { OnDemandEnabled: 1, OnDemandRules: [...trusted, { Action: 'Connect' }] };
}

const NO_TRUST = { serverNames: undefined, trustedCertificates: undefined };

function refusals(vpn: Ikev2, option: string): NotCarried[] {
  const { authentication } = vpn;
  const { serverNames, trustedCertificates } = authentication.method === 'psk' ? NO_TRUST : authentication;
  const onlyFirst = (name: string, items: string[] | undefined): NotCarried[] =>
    notCarriedIf(
      (items?.length ?? 0) > 1,
      `${option}.authentication.${name}`,
      'un VPN Apple n’en accepte qu’un : le premier',
      'an Apple VPN accepts only one: the first',
    );
  return [
    ...onlyFirst('serverNames', serverNames),
    ...onlyFirst('trustedCertificates', trustedCertificates),
    ...notCarriedIf(
      vpn.splitTunnel,
      `${option}.splitTunnel`,
      'le serveur IKEv2 décide du trafic qui passe par le VPN',
      'the IKEv2 server decides which traffic goes through the VPN',
    ),
    ...notCarriedIf(
      vpn.trustedNetworks !== undefined && !vpn.alwaysOn,
      `${option}.trustedNetworks`,
      'n’a d’effet qu’avec alwaysOn',
      'only takes effect with alwaysOn',
    ),
  ];
}

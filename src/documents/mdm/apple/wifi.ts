import type { ProfileWifi } from '../../profile/index.js';
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
import { wifiExtras } from './wifi-extras.js';

/** Apple's names of Wi-Fi security types; WPA2 also allows WPA3 on networks with both. */
const ENCRYPTION = {
  open: 'None',
  'wpa2-psk': 'WPA2',
  'wpa3-sae': 'WPA3',
  'wpa2-wpa3-psk': 'WPA2',
  'wpa2-enterprise': 'WPA2',
  'wpa3-enterprise': 'WPA3',
  'wpa2-wpa3-enterprise': 'WPA2',
} as const;

/** com.apple.wifi.managed for each network. */
export function wifiParts(context: AppleContext): ApplePart {
  return joined(
    context.profile.network.wifi.map((wifi, index) => wifiPart(wifi, `network.wifi[${index}]`, context)),
  );
}

function wifiPart(wifi: ProfileWifi, option: string, context: AppleContext): ApplePart {
  const { security, ssid } = wifi;
  if (security === 'owe') {
    const reason = [
      'un profil Apple ne prend pas en charge OWE',
      'an Apple profile does not support OWE',
    ] as const;
    return { payloads: [], notCarried: [notCarried(`${option}.security`, ...reason)] };
  }
  const extras = wifiExtras(wifi, context);
  const content = {
    SSID_STR: ssid,
    HIDDEN_NETWORK: wifi.hidden,
    AutoJoin: wifi.autoconnect ?? true,
    EncryptionType: ENCRYPTION[security],
    Password: wifi.passphrase && context.secretText(`${option}.passphrase`, wifi.passphrase),
    PayloadCertificateUUID:
      wifi.eap?.method === 'tls' ? context.certificateUuid(wifi.eap.clientCertificate) : undefined,
    EAPClientConfiguration: wifi.eap && {
      ...eapOf(wifi.eap, `${option}.eap`, context),
      ...extras.eap,
    },
    DisableAssociationMACRandomization:
      wifi.macAddress === undefined ? undefined : wifi.macAddress === 'permanent',
    ...extras.content,
  };
  return {
    payloads: [{ type: 'com.apple.wifi.managed', kind: 'wifi', name: ssid, title: ssid, content }],
    notCarried: [...refusals(wifi, option), ...extras.notCarried],
  };
}

type Eap = NonNullable<ProfileWifi['eap']>;
/** IANA EAP registry. */
const EAP_TYPES = { tls: 13, ttls: 21, 'peap-mschapv2': 25 };
const INNER = { pap: 'PAP', chap: 'CHAP', mschap: 'MSCHAP', mschapv2: 'MSCHAPv2' };

/** Trusted authorities and server names; without them the device asks the user. */
function eapOf(eap: Eap, option: string, context: AppleContext) {
  const password = eap.method === 'tls' ? undefined : eap.password;
  const content: Content = {
    AcceptEAPTypes: [EAP_TYPES[eap.method]],
    UserName: eap.identity,
    UserPassword: password && context.secretText(`${option}.password`, password),
    OuterIdentity: eap.method === 'tls' ? undefined : eap.anonymousIdentity,
    TTLSInnerAuthentication: eap.method === 'ttls' ? INNER[eap.inner] : undefined,
    PayloadCertificateAnchorUUID: eap.trustedCertificates?.map(context.certificateUuid),
    TLSTrustedServerNames: eap.serverNames,
  };
  return present(content);
}

function refusals({ priority, macAddress, eap }: ProfileWifi, option: string): NotCarried[] {
  return [
    ...notCarriedIf(
      priority !== undefined,
      `${option}.priority`,
      'un appareil Apple choisit lui-même parmi les réseaux',
      'an Apple device itself chooses among networks',
    ),
    ...notCarriedIf(
      macAddress === 'daily',
      `${option}.macAddress`,
      'un profil choisit seulement entre l’adresse de la carte et une adresse aléatoire : une adresse aléatoire est utilisée pour ce réseau',
      'a profile only chooses between the card’s address and a random one: a random address is used for this network',
    ),
    ...notCarriedIf(
      eap?.method === 'tls' && eap.anonymousIdentity !== undefined,
      `${option}.eap.anonymousIdentity`,
      'Apple n’accepte une identité anonyme que pour TTLS et PEAP',
      'Apple supports an anonymous identity for TTLS and PEAP only',
    ),
  ];
}

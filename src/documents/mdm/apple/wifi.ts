import type { ProfileWifi } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import {
  type AppleContext,
  type ApplePart,
  type Content,
  joined,
  notCarried,
  present,
} from './apple-context.js';
import { wifiExtras } from './wifi-extras.js';

/** Apple's names of what protects a network; WPA2 also takes WPA3 where the network has both. */
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
      'un profil Apple ne sait pas demander OWE',
      'an Apple profile cannot ask for OWE',
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

/** Authorities and server names, without which a device asks the user whom to trust. */
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
    ...(priority === undefined
      ? []
      : [
          notCarried(
            `${option}.priority`,
            'un appareil Apple choisit lui-même entre les réseaux',
            'an Apple device itself chooses between networks',
          ),
        ]),
    ...(macAddress === 'daily'
      ? [
          notCarried(
            `${option}.macAddress`,
            'un profil choisit seulement si l’adresse est fixe : elle est inventée pour ce réseau',
            'a profile only chooses whether the address is the card’s own: it is made up for this network',
          ),
        ]
      : []),
    ...(eap?.method === 'tls' && eap.anonymousIdentity !== undefined
      ? [
          notCarried(
            `${option}.eap.anonymousIdentity`,
            'Apple n’a de nom extérieur que pour TTLS et PEAP',
            'Apple has an outer name for TTLS and PEAP only',
          ),
        ]
      : []),
  ];
}

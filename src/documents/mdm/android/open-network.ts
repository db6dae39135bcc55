import { X509Certificate } from 'node:crypto';
import { stableUuid } from '../../connection/index.js';
import { isEnterprise, isPersonal, type ProfileCertificate, type ProfileWifi } from '../../profile/index.js';
import type { MdmOrder, NotCarried } from '../order.js';

/** Networks and certificates in Chromium's Open Network Configuration, for the Android Management API. */
export interface OpenNetwork {
  configuration: Record<string, unknown> | undefined;
  notCarried: NotCarried[];
}

export function openNetwork(order: MdmOrder): OpenNetwork {
  const { network, certificates = [] } = order.profile;
  const notCarried = [
    ...network.wifi.flatMap((wifi, index) => wifiRefusals(wifi, `network.wifi[${index}]`, certificates)),
    ...certificates.flatMap((one, index) => certificateRefusals(one, `certificates[${index}]`)),
  ];
  const refused = (option: string) => notCarried.some((one) => one.option.startsWith(option) && one.whole);
  const networks = network.wifi
    .filter((_, index) => !refused(`network.wifi[${index}]`))
    .map((wifi) => wifiConfiguration(wifi, order));
  const carried = certificates
    .filter((_, index) => !refused(`certificates[${index}]`))
    .map((one) => certificateConfiguration(one, order));
  const listed = notCarried.map(({ option, reason }) => ({ option, reason }));
  if (networks.length === 0 && carried.length === 0) return { configuration: undefined, notCarried: listed };
  const configuration = {
    Type: 'UnencryptedConfiguration',
    NetworkConfigurations: networks,
    ...(carried.length > 0 && { Certificates: carried }),
  };
  return { configuration, notCarried: listed };
}

/** An unsupported option; `whole` when its whole network or certificate is left out. */
type Refusal = NotCarried & { whole: boolean };

const guidOf = (kind: string, name: string) => `{${stableUuid(`android ${kind} ${name}`)}}`;

function wifiConfiguration(wifi: ProfileWifi, order: MdmOrder): Record<string, unknown> {
  const { ssid, security, passphrase, hidden, autoconnect } = wifi;
  return {
    GUID: guidOf('wifi', ssid),
    Name: ssid,
    Type: 'WiFi',
    WiFi: {
      SSID: ssid,
      Security: isPersonal(security) ? 'WPA-PSK' : isEnterprise(security) ? 'WPA-EAP' : 'None',
      ...(passphrase && { Passphrase: order.secret(passphrase) }),
      ...(hidden && { HiddenSSID: true }),
      AutoConnect: autoconnect ?? true,
      ...(wifi.eap && { EAP: eapConfiguration(wifi.eap, order) }),
    },
  };
}

const INNER = { pap: 'PAP', chap: 'CHAP', mschap: 'MSCHAP', mschapv2: 'MSCHAPv2' } as const;

function eapConfiguration(eap: NonNullable<ProfileWifi['eap']>, order: MdmOrder): Record<string, unknown> {
  const outer = { tls: 'EAP-TLS', 'peap-mschapv2': 'PEAP', ttls: 'EAP-TTLS' }[eap.method];
  const own =
    eap.method === 'tls'
      ? { ClientCertType: 'Ref', ClientCertRef: guidOf('certificate', eap.clientCertificate) }
      : {
          Inner: eap.method === 'ttls' ? INNER[eap.inner] : 'MSCHAPv2',
          ...(eap.password && { Password: order.secret(eap.password) }),
        };
  return {
    Outer: outer,
    ...own,
    ...(eap.identity !== undefined && { Identity: eap.identity }),
    ...(eap.anonymousIdentity !== undefined && { AnonymousIdentity: eap.anonymousIdentity }),
    ...(eap.serverNames && { DomainSuffixMatch: eap.serverNames }),
    ...(eap.trustedCertificates && {
      ServerCARefs: eap.trustedCertificates.map((name) => guidOf('certificate', name)),
    }),
  };
}

function certificateConfiguration(certificate: ProfileCertificate, order: MdmOrder): Record<string, unknown> {
  const GUID = guidOf('certificate', certificate.name);
  if ('pem' in certificate) {
    const der = new X509Certificate(certificate.pem).raw.toString('base64');
    return { GUID, Type: 'Authority', TrustBits: ['Web'], X509: der };
  }
  if (certificate.kind !== 'client') throw new Error(`a ${certificate.kind} certificate is not carried`);
  return { GUID, Type: 'Client', PKCS12: order.secret(certificate.pkcs12) };
}

function wifiRefusals(wifi: ProfileWifi, option: string, certificates: ProfileCertificate[]): Refusal[] {
  const part = (name: string, fr: string, en: string, whole = false) => ({
    option: `${option}.${name}`,
    reason: { fr, en },
    whole,
  });
  const { security, eap } = wifi;
  const client =
    eap?.method === 'tls' ? certificates.find(({ name }) => name === eap.clientCertificate) : undefined;
  return [
    ...(security === 'owe' || security === 'wpa3-sae'
      ? [
          part(
            'security',
            'une règle Android ne prend en charge ni OWE ni WPA3 seul',
            'an Android policy supports neither OWE nor WPA3 alone',
            true,
          ),
        ]
      : []),
    ...(client && certificateRefusals(client, '').some(({ whole }) => whole)
      ? [
          part(
            'eap.clientCertificate',
            'son certificat ne peut pas être inclus',
            'its certificate cannot be included',
            true,
          ),
        ]
      : []),
    ...(eap?.method === 'ttls' && eap.inner === 'chap'
      ? [
          part(
            'eap.inner',
            'Android ne prend pas en charge CHAP dans TTLS',
            'Android does not support CHAP inside TTLS',
            true,
          ),
        ]
      : []),
    ...(wifi.priority === undefined
      ? []
      : [
          part(
            'priority',
            'Android choisit lui-même parmi les réseaux',
            'Android itself chooses among networks',
          ),
        ]),
    ...(wifi.macAddress === undefined
      ? []
      : [
          part(
            'macAddress',
            'une règle Android ne choisit pas l’adresse MAC',
            'an Android policy does not choose the MAC address',
          ),
        ]),
  ];
}

function certificateRefusals(certificate: ProfileCertificate, option: string): Refusal[] {
  const whole = (fr: string, en: string) => [{ option, reason: { fr, en }, whole: true }];
  if (certificate.kind === 'scep' || certificate.kind === 'acme') {
    return whole(
      'une règle Android ne demande pas de certificat à un serveur',
      'an Android policy does not request certificates from a server',
    );
  }
  if (certificate.kind === 'client' && certificate.password !== undefined) {
    return whole(
      'une règle Android n’accepte un PKCS#12 que sans mot de passe',
      'an Android policy accepts a PKCS#12 file only without a password',
    );
  }
  if (certificate.kind === 'client' && certificate.store === 'user') {
    const reason = {
      fr: 'un appareil Android a un seul magasin de certificats pour tout l’appareil',
      en: 'an Android device has one certificate store for the whole device',
    };
    return [{ option: `${option}.store`, reason, whole: false }];
  }
  return [];
}

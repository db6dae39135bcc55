import { X509Certificate } from 'node:crypto';
import { InputError } from '../../../platform/core/index.js';
import { isEnterprise, isPersonal, type ProfileWifi } from '../../profile/index.js';
import type { MdmOrder } from '../order.js';

/**
 * The Wi-Fi that the set-up wizard joins, under the names of DevicePolicyManager's PROVISIONING_WIFI_… extras;
 * empty without a network. Throws InputError when the network is not in the profile, or is of a type
 * that the wizard does not support.
 */
export function provisioningWifi(order: MdmOrder): Record<string, unknown> {
  const wifi = chosen(order);
  if (wifi === undefined) return {};
  return {
    WIFI_SSID: wifi.ssid,
    WIFI_HIDDEN: wifi.hidden === true ? true : undefined,
    WIFI_SECURITY_TYPE: isPersonal(wifi.security) ? 'WPA' : isEnterprise(wifi.security) ? 'EAP' : 'NONE',
    WIFI_PASSWORD: wifi.passphrase && order.secret(wifi.passphrase),
    ...eapOf(wifi.eap, order),
  };
}

/** The network of `network.wifi` that is used for set-up. */
export function chosen({ mdm, profile }: Pick<MdmOrder, 'mdm' | 'profile'>): ProfileWifi | undefined {
  const asked = mdm.android.wifi;
  const known = profile.network.wifi.filter(isKnownToTheWizard);
  if (asked === undefined) return known[0];
  const found = known.find(({ ssid }) => ssid === asked);
  if (found !== undefined) return found;
  const names = known.map(({ ssid }) => ssid).join(', ') || '–';
  throw new InputError(
    {
      fr: `mdm.android.wifi : aucun réseau ${asked} que l’assistant d’Android peut joindre`,
      en: `mdm.android.wifi: no network ${asked} that Android’s set-up wizard can join`,
    },
    [
      {
        field: 'mdm.android.wifi',
        found: asked,
        expected: { fr: `un réseau de network.wifi : ${names}`, en: `a network of network.wifi: ${names}` },
      },
    ],
  );
}

/** The wizard supports NONE, WEP, WPA and EAP. A client certificate would have to be in the QR code with its key. */
function isKnownToTheWizard({ security, eap }: ProfileWifi): boolean {
  return security !== 'owe' && security !== 'wpa3-sae' && eap?.method !== 'tls';
}

function eapOf(eap: ProfileWifi['eap'], order: MdmOrder): Record<string, unknown> {
  if (eap === undefined || eap.method === 'tls') return {};
  return {
    WIFI_EAP_METHOD: eap.method === 'ttls' ? 'TTLS' : 'PEAP',
    WIFI_PHASE2_AUTH: eap.method === 'ttls' ? eap.inner.toUpperCase() : 'MSCHAPV2',
    WIFI_IDENTITY: eap.identity,
    WIFI_PASSWORD: eap.password && order.secret(eap.password),
    WIFI_ANONYMOUS_IDENTITY: eap.anonymousIdentity,
    WIFI_DOMAIN: eap.serverNames?.[0],
    WIFI_CA_CERTIFICATE: authority(eap.trustedCertificates?.[0], order),
  };
}

/** The certificate authority, base64 of its DER; the QR code has room for only one. */
function authority(name: string | undefined, { profile }: MdmOrder): string | undefined {
  const found = profile.certificates?.find((certificate) => certificate.name === name);
  if (found === undefined || !('pem' in found)) return undefined;
  return new X509Certificate(found.pem).raw.toString('base64');
}

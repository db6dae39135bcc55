import { isEnterprise, isPersonal, type ProfileWifi, type WifiSecurity } from '../../profile/index.js';
import { cannot, type ConnectionContext, passphrase } from '../context.js';
import { element, type Element, writeElement } from '../xml-element.js';
import { eapHostConfig } from './eap-host-config.js';

const WLAN = 'http://www.microsoft.com/networking/WLAN/profile/v';

/** MS-GPWL §6.3.1 and MS Learn "authEncryption (security) element". */
const AUTHENTICATIONS: Record<
  WifiSecurity,
  [authentication: string, encryption: string, transition?: boolean]
> = {
  open: ['open', 'none'],
  owe: ['OWE', 'AES'],
  'wpa2-psk': ['WPA2PSK', 'AES'],
  'wpa3-sae': ['WPA3SAE', 'AES'],
  'wpa2-wpa3-psk': ['WPA3SAE', 'AES', true],
  'wpa2-enterprise': ['WPA2', 'AES'],
  'wpa3-enterprise': ['WPA3ENT', 'AES'],
  'wpa2-wpa3-enterprise': ['WPA3ENT', 'AES', true],
};

/**
 * A WLAN profile for `netsh wlan add profile` and for the Wi-Fi CSP: schema v1, v3 for MAC randomisation, v4 for
 * the transition mode. UTF-8, no BOM. Holds the passphrase in clear. Throws InputError naming the field that
 * Windows cannot take. MS Learn, "WLAN_profile schema".
 */
export function wlanProfileXml(wifi: ProfileWifi, context: ConnectionContext): string {
  const [authentication, encryption, transition] = AUTHENTICATIONS[wifi.security];
  const profile = element(
    'WLANProfile',
    [
      element('name', profileName(wifi)),
      ssidConfig(wifi),
      element('connectionType', 'ESS'),
      element('connectionMode', wifi.autoconnect === false ? 'manual' : 'auto'),
      element('MSM', [
        element('security', [
          element('authEncryption', [
            element('authentication', authentication),
            element('encryption', encryption),
            element('useOneX', isEnterprise(wifi.security)),
            transition ? element('transitionMode', true, `${WLAN}4`) : undefined,
          ]),
          sharedKey(wifi, context),
          oneX(wifi, context),
        ]),
      ]),
      macRandomization(wifi),
    ],
    `${WLAN}1`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${writeElement(profile)}`;
}

/** The name that `netsh wlan` knows the profile by. */
export function profileName({ ssid }: ProfileWifi): string {
  return ssid;
}

function ssidConfig({ ssid, hidden }: ProfileWifi): Element {
  const bytes = Buffer.from(ssid, 'utf8');
  return element('SSIDConfig', [
    element('SSID', [element('hex', bytes.toString('hex').toUpperCase()), element('name', ssid)]),
    element('nonBroadcast', hidden === true),
  ]);
}

function sharedKey(wifi: ProfileWifi, context: ConnectionContext): Element | undefined {
  if (!isPersonal(wifi.security) || wifi.passphrase === undefined) return undefined;
  const key = passphrase(context, wifi.passphrase);
  const raw = key.length === 64;
  // SAE derives its keys from the passphrase itself: a key that is already derived is of no use to it.
  if (raw && !wifi.security.endsWith('wpa2-psk'))
    throw cannot(
      `${context.field}.passphrase`,
      'une phrase secrète : WPA3 ne prend pas de clé hexadécimale',
      'a passphrase: WPA3 takes no hexadecimal key',
    );
  return element('sharedKey', [
    element('keyType', raw ? 'networkKey' : 'passPhrase'),
    element('protected', false),
    element('keyMaterial', key),
  ]);
}

const ONEX = 'http://www.microsoft.com/networking/OneX/v1';

/** A certificate is the machine's, and connects before anyone logs on; a password is a user's. */
function oneX({ eap }: ProfileWifi, context: ConnectionContext): Element | undefined {
  if (eap === undefined) return undefined;
  const certificate =
    eap.method === 'tls'
      ? context.certificates.find(({ name }) => name === eap.clientCertificate)
      : undefined;
  const ofUser = certificate?.kind === 'client' && certificate.store === 'user';
  return element(
    'OneX',
    [
      element('cacheUserData', true),
      element('authMode', eap.method === 'tls' && !ofUser ? 'machine' : 'user'),
      element('EAPConfig', [eapHostConfig(eap, context)]),
    ],
    ONEX,
  );
}

function macRandomization({ macAddress }: ProfileWifi): Element | undefined {
  if (macAddress === undefined) return undefined;
  return element(
    'MacRandomization',
    [
      element('enableRandomization', macAddress !== 'permanent'),
      macAddress === 'daily' ? element('randomizeEveryday', true) : undefined,
    ],
    `${WLAN}3`,
  );
}

import type { Bilingual } from '../../platform/core/index.js';
import type { NotCarried, ProfileCertificate, ProfileDocument } from '../profile/index.js';

type Sections = Pick<ProfileDocument, 'network' | 'certificates'>;

const ASKED: Bilingual = {
  fr: 'Windows le demande à la première connexion : un profil WLAN ou VPN ne contient pas de compte',
  en: 'Windows asks for it at the first connection: a WLAN or VPN profile contains no account',
};
const ANY_AUTHORITY: Bilingual = {
  fr: 'Windows accepte ici un serveur VPN dont le certificat porte le nom `server` et vient de toute autorité approuvée par le PC',
  en: 'Windows accepts here a VPN server whose certificate has the name `server` and comes from any authority that the PC trusts',
};
const BY_REMOTE_ID: Bilingual = {
  fr: 'NetworkManager vérifie un serveur VPN par remoteId ou `server`, pas par une liste de noms',
  en: 'NetworkManager verifies a VPN server by remoteId or `server`, not by a list of names',
};
const OUTER_NAME: Bilingual = {
  fr: 'Windows n’accepte une identité anonyme que pour TTLS et PEAP',
  en: 'Windows supports an anonymous identity for TTLS and PEAP only',
};
const CHOSEN_BY_WINDOWS: Bilingual = {
  fr: 'Windows choisit lui-même parmi les certificats de ce profil',
  en: 'Windows itself chooses among the certificates of this profile',
};
const BY_SHARED_KEY: Bilingual = {
  fr: 'NetworkManager vérifie un serveur L2TP par preSharedKey',
  en: 'NetworkManager verifies an L2TP server by preSharedKey',
};
const WHOLE_PC: Bilingual = {
  fr: 'NetworkManager se connecte pour tout le poste, avec un certificat du poste',
  en: 'NetworkManager connects the whole PC, with a certificate of the PC',
};

/** The options of connections that WLAN and VPN profiles of Windows cannot express. */
export function leftOutByWindows(profile: Sections): NotCarried[] {
  const wifi = profile.network.wifi.flatMap(({ eap }, index) => {
    if (eap === undefined) return [];
    const place = `network.wifi[${index}].eap`;
    const outer = eap.method === 'tls' ? ['anonymousIdentity'] : [];
    return [
      ...present(eap, place, ['identity', 'password'], ASKED),
      ...present(eap, place, outer, OUTER_NAME),
    ];
  });
  const vpn = profile.network.vpn.flatMap((one, index) => {
    if (!('authentication' in one)) return [];
    const { authentication } = one;
    const place = `network.vpn[${index}].authentication`;
    const trust = authentication.method === 'eap-tls' ? [] : ['serverNames', 'trustedCertificates'];
    return [
      ...present(authentication, place, ['identity', 'user', 'password'], ASKED),
      ...present(authentication, place, trust, ANY_AUTHORITY),
    ];
  });
  return [...wifi, ...vpn, ...chosenByWindows(profile)];
}

/**
 * A connection of Windows only says whether it uses a certificate of the PC or of the user, not which one. OpenVPN,
 * which names its certificate, does not exist in Windows.
 */
function chosenByWindows(profile: Sections): NotCarried[] {
  const storeOf = (one: ProfileCertificate) => ('store' in one && one.store) || 'machine';
  const own = (profile.certificates ?? []).filter((one) => !('pem' in one));
  const asked = certificatesUsed(profile).filter(({ option }) => !option.endsWith('].clientCertificate'));
  return asked.flatMap(({ option, certificate }) =>
    own.filter((one) => storeOf(one) === storeOf(certificate)).length > 1
      ? [{ option, reason: CHOSEN_BY_WINDOWS }]
      : [],
  );
}

/** The options of connections that a NetworkManager keyfile cannot express. */
export function leftOutByNetworkManager(profile: Sections): NotCarried[] {
  const users = certificatesUsed(profile).flatMap(({ certificate, place }) =>
    'store' in certificate && certificate.store === 'user'
      ? [{ option: `${place}.store`, reason: WHOLE_PC }]
      : [],
  );
  const vpn = profile.network.vpn.flatMap((one, index) => {
    if (!('authentication' in one)) return [];
    const place = `network.vpn[${index}].authentication`;
    if (one.kind === 'l2tp')
      return present(one.authentication, place, ['serverNames', 'trustedCertificates'], BY_SHARED_KEY);
    return present(one.authentication, place, ['serverNames'], BY_REMOTE_ID);
  });
  return [...vpn, ...users];
}

interface UsedCertificate {
  /** The option that refers to the certificate. */
  option: string;
  certificate: ProfileCertificate;
  /** Path of the certificate in the profile: `certificates[0]`. */
  place: string;
}

/** The device certificates that the connections use, each with the option that refers to it. */
function certificatesUsed({ network, certificates = [] }: Sections): UsedCertificate[] {
  const names = [
    ...network.wifi.map(({ eap }, index): [string, object | undefined] => [`wifi[${index}].eap`, eap]),
    ...network.vpn.map((one, index): [string, object] =>
      'authentication' in one ? [`vpn[${index}].authentication`, one.authentication] : [`vpn[${index}]`, one],
    ),
  ].flatMap(([place, group]) =>
    Object.entries(group ?? {})
      .filter(([key]) => key === 'clientCertificate' || key === 'certificate')
      .map(([key, name]) => ({ option: `network.${place}.${key}`, name: name as string | undefined })),
  );
  return names.flatMap(({ option, name }) => {
    const index = certificates.findIndex((one) => one.name === name);
    const certificate = certificates[index];
    return certificate === undefined ? [] : [{ option, certificate, place: `certificates[${index}]` }];
  });
}

function present(group: object, place: string, names: string[], reason: Bilingual): NotCarried[] {
  return names
    .filter((name) => (group as Record<string, unknown>)[name] !== undefined)
    .map((name) => ({ option: `${place}.${name}`, reason }));
}

import type { Bilingual } from '../../platform/core/index.js';
import type { NotCarried, ProfileCertificate, ProfileDocument } from '../profile/index.js';

type Sections = Pick<ProfileDocument, 'network' | 'certificates'>;

const ASKED: Bilingual = {
  fr: 'Windows le demande à la première connexion : ni un profil WLAN ni un VPN ne portent un compte',
  en: 'Windows asks for it at the first connection: neither a WLAN profile nor a VPN holds an account',
};
const ANY_AUTHORITY: Bilingual = {
  fr: 'Windows accepte ici un serveur VPN de toute autorité que le PC reconnaît, sous le nom de `server`',
  en: 'Windows takes here a VPN server of any authority that the PC trusts, under the name of `server`',
};
const BY_REMOTE_ID: Bilingual = {
  fr: 'NetworkManager reconnaît un serveur VPN à remoteId, ou à `server`, pas à une liste de noms',
  en: 'NetworkManager knows a VPN server by remoteId, or by `server`, not by a list of names',
};
const OUTER_NAME: Bilingual = {
  fr: 'Windows n’a de nom extérieur que pour TTLS et PEAP',
  en: 'Windows has an outer name for TTLS and PEAP only',
};
const CHOSEN_BY_WINDOWS: Bilingual = {
  fr: 'Windows choisit lui-même entre les certificats de ce profil',
  en: 'Windows itself chooses between the certificates of this profile',
};
const BY_SHARED_KEY: Bilingual = {
  fr: 'NetworkManager reconnaît un serveur L2TP à preSharedKey',
  en: 'NetworkManager knows an L2TP server by preSharedKey',
};
const WHOLE_PC: Bilingual = {
  fr: 'NetworkManager se connecte pour tout le poste, avec un certificat du poste',
  en: 'NetworkManager connects the whole PC, with a certificate of the PC',
};

/** What the connections of a profile say that neither a WLAN profile nor a VPN of Windows holds. */
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
 * A connection of Windows says that a certificate is taken, of the PC or of the user, and not which. It has no OpenVPN,
 * whose certificate is named beside the connection.
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

/** What the connections of a profile say that a keyfile of NetworkManager has no place for. */
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
  /** The option that names it. */
  option: string;
  certificate: ProfileCertificate;
  /** Where it stands itself: `certificates[0]`. */
  place: string;
}

/** The certificates of the device that the connections take, each where it is named. */
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

import type { Bilingual } from '../core/index.js';
import type { ProfileDocument } from '../profile/index.js';

/** An option of a connection that a system's own format has no place for, though the connection itself has. */
export interface LeftOut {
  option: string;
  reason: Bilingual;
}

type Network = Pick<ProfileDocument, 'network'>;

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

/** What the connections of a profile say that neither a WLAN profile nor a VPN of Windows holds. */
export function leftOutByWindows({ network }: Network): LeftOut[] {
  const wifi = network.wifi.flatMap(({ eap }, index) =>
    eap === undefined ? [] : present(eap, `network.wifi[${index}].eap`, ['identity', 'password'], ASKED),
  );
  const vpn = network.vpn.flatMap((one, index) => {
    if (!('authentication' in one)) return [];
    const { authentication } = one;
    const place = `network.vpn[${index}].authentication`;
    const trust = authentication.method === 'eap-tls' ? [] : ['serverNames', 'trustedCertificates'];
    return [
      ...present(authentication, place, ['identity', 'user', 'password'], ASKED),
      ...present(authentication, place, trust, ANY_AUTHORITY),
    ];
  });
  return [...wifi, ...vpn];
}

/** What the connections of a profile say that a keyfile of NetworkManager has no place for. */
export function leftOutByNetworkManager({ network }: Network): LeftOut[] {
  return network.vpn.flatMap((one, index) =>
    'authentication' in one
      ? present(one.authentication, `network.vpn[${index}].authentication`, ['serverNames'], BY_REMOTE_ID)
      : [],
  );
}

function present(group: object, place: string, names: string[], reason: Bilingual): LeftOut[] {
  return names
    .filter((name) => (group as Record<string, unknown>)[name] !== undefined)
    .map((name) => ({ option: `${place}.${name}`, reason }));
}

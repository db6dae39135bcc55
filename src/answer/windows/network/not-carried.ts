import type { Bilingual } from '../../../core/index.js';
import type { ProfileDocument } from '../../../profile/index.js';

/** An option of a connection that no answer file can hold, and why. */
interface NotCarried {
  option: string;
  reason: Bilingual;
}

const ASKED: Bilingual = {
  fr: 'Windows le demande à la première connexion : ni un profil WLAN ni un VPN ne portent un compte',
  en: 'Windows asks for it at the first connection: neither a WLAN profile nor a VPN holds an account',
};
const BY_MANAGEMENT: Bilingual = {
  fr: 'le poste le demande une fois géré : profil MDM',
  en: 'the PC asks for it once it is managed: MDM profile',
};

/** What the connections of a profile say that Windows does not take from an answer file. */
export function connectionsNotCarried({ network, certificates = [] }: ProfileDocument): NotCarried[] {
  const wifi = network.wifi.flatMap(({ eap }, index) =>
    eap === undefined ? [] : present(eap, `network.wifi[${index}].eap`, ['identity', 'password']),
  );
  const vpn = network.vpn.flatMap((one, index) =>
    'authentication' in one
      ? present(one.authentication, `network.vpn[${index}].authentication`, ['identity', 'user', 'password'])
      : [],
  );
  const requested = certificates.flatMap(({ kind }, index) =>
    kind === 'scep' || kind === 'acme' ? [{ option: `certificates[${index}]`, reason: BY_MANAGEMENT }] : [],
  );
  return [...wifi, ...vpn, ...requested];
}

function present(group: object, place: string, names: string[]): NotCarried[] {
  return names
    .filter((name) => (group as Record<string, unknown>)[name] !== undefined)
    .map((name) => ({ option: `${place}.${name}`, reason: ASKED }));
}

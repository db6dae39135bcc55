import { leftOutByWindows } from '../../../connection/index.js';
import type { Bilingual } from '../../../../platform/core/index.js';
import type { NotCarried, ProfileDocument } from '../../../profile/index.js';

const BY_MANAGEMENT: Bilingual = {
  fr: 'le poste le demande une fois géré : profil MDM',
  en: 'the PC asks for it once it is managed: MDM profile',
};
const ONLY_ALWAYS_ON: Bilingual = {
  fr: 'cela ne sert qu’avec alwaysOn',
  en: 'this serves with alwaysOn only',
};
const FIRST_SUFFIX: Bilingual = {
  fr: 'sans dnsServers ni alwaysOn, Windows n’en retient que le premier',
  en: 'without dnsServers or alwaysOn, Windows keeps the first only',
};

/** Connection options that an answer file of Windows cannot set. */
export function connectionsNotCarried(profile: ProfileDocument): NotCarried[] {
  const requested = (profile.certificates ?? []).flatMap(({ kind }, index) =>
    kind === 'scep' || kind === 'acme' ? [{ option: `certificates[${index}]`, reason: BY_MANAGEMENT }] : [],
  );
  return [...leftOutByWindows(profile), ...connectedByPeople(profile), ...requested];
}

/** Options that a manual VPN cannot have, because PowerShell creates it and not a ProfileXML. */
function connectedByPeople({ network }: ProfileDocument): NotCarried[] {
  return network.vpn.flatMap((vpn, index) => {
    if (vpn.kind === 'wireguard' || vpn.alwaysOn === true) return [];
    const { trustedNetworks = [], dnsSuffixes = [], dnsServers = [] } = vpn;
    const place = `network.vpn[${index}]`;
    return [
      ...(trustedNetworks.length > 0 ? [{ option: `${place}.trustedNetworks`, reason: ONLY_ALWAYS_ON }] : []),
      ...(dnsSuffixes.length > 1 && dnsServers.length === 0
        ? [{ option: `${place}.dnsSuffixes`, reason: FIRST_SUFFIX }]
        : []),
    ];
  });
}

import { lookup as resolve, type LookupAddress } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { OperatorError } from '../core/index.js';

/**
 * Addresses that no message is sent to: where clouds hand out credentials (link-local addresses, RFC 3927 and RFC 4291
 * §2.5.6, and those of AWS and Alibaba), and those that are no host. Private addresses are allowed: a workshop's own
 * programs are there.
 */
const REFUSED = new BlockList();
REFUSED.addSubnet('169.254.0.0', 16, 'ipv4');
REFUSED.addSubnet('0.0.0.0', 8, 'ipv4');
REFUSED.addSubnet('224.0.0.0', 3, 'ipv4');
REFUSED.addAddress('100.100.100.200', 'ipv4');
REFUSED.addSubnet('fe80::', 10, 'ipv6');
REFUSED.addSubnet('ff00::', 8, 'ipv6');
REFUSED.addAddress('::', 'ipv6');
REFUSED.addAddress('fd00:ec2::254', 'ipv6');
REFUSED.addSubnet('64:ff9b::a9fe:0', 112, 'ipv6');

export function isRefusedAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  return REFUSED.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** Throws when the host of the address is a refused address itself; names are judged when they are resolved. */
export function mustBeReachable(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isRefusedAddress(host)) throw refusedAddress(host);
}

/** For `net.connect`: the addresses of a name, none of them refused, so that the checked one is the one connected to. */
export const reachableLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error) return callback(error, '', 0);
    const refused = addresses.find(({ address }) => isRefusedAddress(address));
    const [first] = addresses;
    if (refused || !first) return callback(refusedAddress(refused?.address ?? hostname), '', 0);
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

function refusedAddress(address: string): OperatorError {
  return new OperatorError(
    {
      fr: `aucun message n’est envoyé à ${address} : métadonnées d’un hébergeur, lien local, ou adresse de personne`,
      en: `no message is sent to ${address}: metadata of a host, link-local, or no host at all`,
    },
    { remedy: { fr: 'Donnez l’adresse du destinataire.', en: 'Give the address of the receiver.' } },
  );
}

import { networkInterfaces } from 'node:os';
import { OperatorError } from '../../platform/core/index.js';
import { broadcastAddress } from './dnsmasq-config.js';

/** How Établi stands on the boot network. */
export interface BootInterface {
  name: string;
  address: string;
  netmask: string;
  broadcast: string;
}

/** The first IPv4 address of the interface, or the one asked for. OperatorError when it has none. */
export function bootInterface(name: string, address?: string): BootInterface {
  const all = networkInterfaces();
  const found = (all[name] ?? []).find(
    (entry) => entry.family === 'IPv4' && (address === undefined || entry.address === address),
  );
  if (found === undefined) throw absent(name, address, Object.keys(all));
  const { netmask } = found;
  return { name, address: found.address, netmask, broadcast: broadcastAddress(found.address, netmask) };
}

function absent(name: string, address: string | undefined, known: string[]): OperatorError {
  const what = address ?? 'IPv4';
  return new OperatorError(
    {
      fr: `l’interface de démarrage « ${name} » n’a pas d’adresse (${what}) ; interfaces connues : ${known.join(', ')}`,
      en: `the boot interface “${name}” has no address (${what}); known interfaces: ${known.join(', ')}`,
    },
    {
      remedy: {
        fr: 'Donnez dans BOOT_INTERFACE une interface branchée au réseau des PC, avec une adresse IPv4 fixe.',
        en: 'Name in BOOT_INTERFACE an interface on the network of the PCs, with a fixed IPv4 address.',
      },
    },
  );
}

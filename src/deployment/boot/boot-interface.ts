import { networkInterfaces } from 'node:os';
import { OperatorError } from '../../platform/core/index.js';
import { broadcastAddress } from './dnsmasq-config.js';

/** Établi's address on the boot network. */
export interface BootInterface {
  name: string;
  address: string;
  netmask: string;
  broadcast: string;
}

/** The given IPv4 address of the interface, by default its first one. OperatorError when it has none. */
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
        fr: 'Indiquez dans BOOT_INTERFACE une interface branchée au réseau des PC, avec une adresse IPv4 fixe.',
        en: 'Set BOOT_INTERFACE to an interface on the network of the PCs, with a fixed IPv4 address.',
      },
    },
  );
}

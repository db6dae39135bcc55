import { networkInterfaces } from 'node:os';
import { OperatorError } from '../core/index.js';
import type { Config } from './config.js';

type Interfaces = ReturnType<typeof networkInterfaces>;

/**
 * The IPv4 address that PCs reach this host at: PUBLIC_ADDRESS, else the first one of BOOT_INTERFACE,
 * else the first one that is not loopback, else loopback.
 */
export function publicAddress(config: Config, interfaces: Interfaces = networkInterfaces()): string {
  if (config.publicAddress !== undefined) return config.publicAddress;
  const wanted = config.bootInterface;
  const addresses = Object.entries(interfaces)
    .filter(([name]) => wanted === undefined || name === wanted)
    .flatMap(([, list]) => list ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && (wanted !== undefined || !internal));
  if (addresses[0] !== undefined) return addresses[0].address;
  if (wanted === undefined) return '127.0.0.1';
  throw new OperatorError(
    { fr: `l’interface ${wanted} n’a pas d’adresse IPv4`, en: `the interface ${wanted} has no IPv4 address` },
    {
      remedy: {
        fr: 'Donnez-lui une adresse fixe, ou corrigez BOOT_INTERFACE.',
        en: 'Give it a fixed address, or correct BOOT_INTERFACE.',
      },
    },
  );
}

import { networkInterfaces } from 'node:os';
import type { Config } from '../config/index.js';

/** The address that PCs reach this server at: PUBLIC_ADDRESS, else the first IPv4 address of BOOT_INTERFACE. */
export function publicAddressOf(config: Pick<Config, 'publicAddress' | 'bootInterface'>): string {
  if (config.publicAddress) return config.publicAddress;
  const addresses = networkInterfaces()[config.bootInterface ?? ''] ?? [];
  return addresses.find(({ family }) => family === 'IPv4')?.address ?? 'localhost';
}

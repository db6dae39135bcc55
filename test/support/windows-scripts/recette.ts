import { HEALTHY_REGISTRY, healthyProbes, measuredResult, registryAnswers } from '../healthy-windows.js';
import { ownProbes, ownRegistry } from './recette-state.js';
import type { WindowsScripts } from './index.js';

interface Order {
  reads: { hive: string; key: string; name: string; secret: boolean }[];
  names: string[];
  shares: string[];
}

/** What a test may say of a simulated PC under `pc.recette`: probes and registry values that differ. */
interface Different {
  probes?: Record<string, unknown>;
  registry?: Record<string, unknown>;
}

/** A healthy PC, with what earlier scripts have made of it: its registry, accounts, programs, drive, domain. */
export const RECETTE_SCRIPTS: WindowsScripts = {
  'recette/measure': ({ reads, names, shares }: Order, pc) => {
    const { probes = {}, registry = {} } = (pc['recette'] ?? {}) as Different;
    const values = { ...HEALTHY_REGISTRY, ...ownRegistry(pc), ...registry };
    const healthy = healthyProbes(new Date());
    return {
      result: measuredResult({
        ...healthy,
        ...ownProbes(pc, healthy),
        names: { names: names.map((one) => ({ name: one, addresses: ['10.0.0.2'] })) },
        drives: { drives: shares.map((path) => ({ path, reachable: true, readable: true })) },
        registry: registryAnswers(reads, values),
        ...probes,
      }),
    };
  },
};

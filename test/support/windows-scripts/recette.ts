import { HEALTHY_REGISTRY, healthyProbes, measuredResult, registryAnswers } from '../healthy-windows.js';
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

/** A healthy PC, called as `pc.name` says, with the registry that earlier scripts have written in `pc.registry`. */
export const RECETTE_SCRIPTS: WindowsScripts = {
  'recette/measure': ({ reads, names, shares }: Order, pc) => {
    const { probes = {}, registry = {} } = (pc['recette'] ?? {}) as Different;
    const values = { ...HEALTHY_REGISTRY, ...(pc['registry'] as object | undefined), ...registry };
    const healthy = healthyProbes(new Date());
    const name = (pc['name'] ?? 'PC-1') as string;
    return {
      result: measuredResult({
        ...healthy,
        computer: { ...healthy['computer'], name },
        names: { names: names.map((one) => ({ name: one, addresses: ['10.0.0.2'] })) },
        drives: { drives: shares.map((path) => ({ path, reachable: true, readable: true })) },
        registry: registryAnswers(reads, values),
        ...probes,
      }),
    };
  },
};

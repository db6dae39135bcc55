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

/** The accounts that Windows brings, and these. */
function accountsOf(users: readonly string[], administrators: readonly string[]): Record<string, object> {
  const sid = (rid: number): string => `S-1-5-21-1-2-3-${rid}`;
  const builtIn = { name: 'Administrateur', sid: sid(500), disabled: true, passwordRequired: true };
  const guest = { name: 'Invité', sid: sid(501), disabled: true, passwordRequired: false };
  const others = users.map((name, index) => ({
    ...{ name, sid: sid(1001 + index), disabled: false, passwordRequired: true },
  }));
  const members = administrators.map((name, index) => ({ name, owner: 'PC-1', sid: sid(1001 + index) }));
  return {
    accounts: { users: [builtIn, guest, ...others] },
    administrators: {
      group: 'Administrateurs',
      members: [{ name: 'Administrateur', owner: 'PC-1', sid: sid(500) }, ...members],
    },
  };
}

/**
 * A healthy PC, called as `pc.name` says, with local accounts `pc.users`, of which `pc.administrators` are some, and the
 * registry that earlier scripts have written in `pc.registry`.
 */
export const RECETTE_SCRIPTS: WindowsScripts = {
  'recette/measure': ({ reads, names, shares }: Order, pc) => {
    const { probes = {}, registry = {} } = (pc['recette'] ?? {}) as Different;
    const values = { ...HEALTHY_REGISTRY, ...(pc['registry'] as object | undefined), ...registry };
    const healthy = healthyProbes(new Date());
    const name = (pc['name'] ?? 'PC-1') as string;
    return {
      result: measuredResult({
        ...healthy,
        ...accountsOf((pc['users'] ?? []) as string[], (pc['administrators'] ?? []) as string[]),
        computer: { ...healthy['computer'], name },
        names: { names: names.map((one) => ({ name: one, addresses: ['10.0.0.2'] })) },
        drives: { drives: shares.map((path) => ({ path, reachable: true, readable: true })) },
        registry: registryAnswers(reads, values),
        ...probes,
      }),
    };
  },
};

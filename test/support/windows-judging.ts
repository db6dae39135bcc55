import { HEALTHY_REGISTRY, healthyProbes, measuredResult, registryAnswers } from './healthy-windows.js';
import { parseProfile } from '../../src/documents/profile/index.js';
import type { CheckResult } from '../../src/deployment/recette/check.js';
import type { WindowsAsked } from '../../src/deployment/recette/windows/asked.js';
import { measuredSchema } from '../../src/deployment/recette/windows/measurements.js';
import { judgeMeasured, measuringOrder } from '../../src/deployment/recette/windows/run-windows.js';

export const NOW = new Date('2026-06-01T10:00:00Z');
export const TIME = { startedAt: new Date(NOW.getTime() - 30_000), endedAt: NOW };
export const USERS = [{ name: 'anna', groups: ['Administrators'], password: { vault: 'anna' } }];

export interface Given {
  windows?: object;
  profile?: object;
  asked?: Partial<WindowsAsked>;
  probes?: Record<string, unknown>;
  registry?: Record<string, unknown>;
  parameters?: object;
}

export function askedOf({ windows = {}, profile = {}, asked = {} }: Given): WindowsAsked {
  const document = parseProfile({
    ...{ name: 'office', master: { name: 'win' }, ...profile },
    windows: { accounts: { users: USERS }, ...windows },
  });
  return {
    ...{
      document,
      windows: document.windows!,
      hostname: 'PC-1',
      firmware: 'uefi',
      memoryBytes: 16 * 2 ** 30,
    },
    image: { edition: 'Professional', build: '26100.1742', languages: ['fr-FR'] },
    ...{
      ownAccounts: ['etabli-4f2a'],
      names: ['etabli.lan'],
      shares: ['\\\\fichiers\\commun'],
      printers: ['Accueil'],
    },
    ...{ software: [{ name: '7-Zip', version: '24.09' }] },
    ...asked,
  };
}

export function judge(kind: string | undefined, given: Given = {}, measured?: unknown): CheckResult[] {
  const asked = askedOf(given);
  const { reads } = measuringOrder(asked);
  const registry = registryAnswers(reads, { ...HEALTHY_REGISTRY, ...given.registry });
  const result = measured ?? measuredResult({ ...healthyProbes(NOW), registry, ...given.probes });
  const checks =
    kind === undefined || given.parameters === undefined
      ? []
      : [{ kind, severity: 'reserve' as const, parameters: given.parameters }];
  const results = judgeMeasured(measuredSchema.parse(result), { checks, without: [] }, asked, TIME);
  return kind === undefined ? results : results.filter((one) => one.kind === kind);
}

/** `passed: 2.0, on` */
export const said = (kind: string, given?: Given, measured?: unknown): string[] =>
  judge(kind, given, measured).map(({ verdict, measured: { en } }) => `${verdict}: ${en}`);

export const healthy = healthyProbes(NOW) as Record<string, Record<string, unknown>>;
/** The probe with some of its fields changed. */
export const but = (probe: string, fields: object): Given => ({
  probes: { [probe]: { ...healthy[probe], ...fields } },
});
export const inRegistry = (key: string, value: unknown): Given => ({ registry: { [key]: value } });
export const firewallBut = (name: string, fields: object): Given =>
  but('firewall', {
    profiles: (healthy['firewall']!['profiles'] as { name: string }[]).map((one) =>
      one.name === name ? { ...one, ...fields } : one,
    ),
  });
export const usersAnd = (...more: object[]): Given =>
  but('accounts', { users: [...(healthy['accounts']!['users'] as object[]), ...more] });
export const adapterBut = (fields: object): Given =>
  but('adapters', { adapters: [{ ...(healthy['adapters']!['adapters'] as object[])[0], ...fields }] });
export const DOMAIN = {
  ...{ domain: 'corp.example', secureChannel: true, resolved: true, policies: ['Default Domain Policy'] },
  ...{
    distinguishedName: 'CN=PC-1,OU=Salle A,DC=corp,DC=example',
    policyStatus: 0,
    policyEndedAt: '2026-06-01T09:58:00Z',
  },
};
export const joined = (fields: object = {}): Given => ({
  windows: { domain: { offlineJoin: true } },
  asked: { organizationalUnit: 'OU=Salle A, DC=corp,DC=example' },
  probes: { domain: { ...DOMAIN, ...fields }, computer: { ...healthy['computer'], domain: 'corp.example' } },
});
export const ENCRYPTED = { security: { bitlocker: { mode: 'on', escrow: [{ to: 'active-directory' }] } } };
export const CURRENT = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion';
export const NT = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
export const CONTROL = 'SYSTEM\\CurrentControlSet\\Control';
export const SERVICES = 'SYSTEM\\CurrentControlSet\\Services';

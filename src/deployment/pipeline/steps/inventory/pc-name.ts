import { OperatorError } from '../../../../platform/core/index.js';
import type { Machine } from '../../../../park/machine/index.js';
import { resolveHostname } from '../../../../documents/profile/index.js';
import { systemKindOf, type DeployPlan, type SystemKind } from '../../plan.js';

/** How a profile names its PCs; `free` when the system makes up the name itself. */
type Naming = { name?: string; pattern?: string; free?: boolean };
type Document = DeployPlan['profile']['document'];

const NAMINGS: Record<SystemKind, (document: Document) => Naming> = {
  linux: ({ hostname }) => ({ pattern: hostname?.pattern }),
  windows: ({ hostname, windows }) => {
    const { fixed, pattern, random } = windows?.name ?? {};
    return { name: fixed, pattern: pattern ?? hostname?.pattern, free: random };
  },
};

/**
 * The name of the PC: from the lot, else from the profile. Undefined for a PC whose system makes up its name.
 * Throws OperatorError for one without a name.
 */
export function nameOf(plan: DeployPlan, machine: Pick<Machine, 'serial' | 'macs'>): string | undefined {
  const { row, profile } = plan;
  if (row.hostname !== undefined) return row.hostname;
  const naming = NAMINGS[systemKindOf(plan) ?? 'linux'](profile.document);
  if (naming.free === true) return undefined;
  const name = naming.name ?? resolveHostname(naming.pattern, { ...machine, assetTag: row.assetTag });
  if (name !== undefined) return name;
  throw new OperatorError(
    {
      fr: 'ce PC n’a pas de nom : ni dans le lot, ni par le profil',
      en: 'this PC has no name: neither in the lot nor by the profile',
    },
    {
      remedy: {
        fr: 'Donnez-lui un nom dans le lot, ou un modèle de nom (hostname.pattern) dans le profil.',
        en: 'Give it a name in the lot, or a name pattern (hostname.pattern) in the profile.',
      },
    },
  );
}

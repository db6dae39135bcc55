import { decimalSize, describe, joined, type Bilingual } from '../../platform/core/index.js';
import type { Disk, Machine } from '../../park/machine/index.js';
import { selectDisk } from '../../documents/profile/index.js';
import type { Deployment } from './deployment.entity.js';
import type { DeployPlan } from './plan.js';
import { nameOf } from './steps/inventory/pc-name.js';

/** What arming one deployment means for one PC, said before it is done. */
export interface Erasure {
  deploymentId: string;
  hostname?: string;
  serial?: string;
  /** `unseen`: the PC has no inventory yet. `undecided`: the profile's rule chooses no disk of it. */
  certainty: 'known' | 'unseen' | 'undecided';
  /** How many disks the PC has that are not removable, when its inventory is known. */
  disks?: number;
  /** Why the profile can give the PC no name, as far as that is known before it starts. */
  nameFault?: Bilingual;
  /** The disk that would be erased, when the machine's inventory is known. */
  disk?: { path: string; model?: string; serial?: string; sizeBytes: number };
  /** The same in words; or why no disk is known or can be chosen. */
  text: Bilingual;
}

/** A PC as far as arming asks about it. */
export interface KnownPc {
  machine?: Machine;
  /** Of its inventory, when there is one. */
  disks?: Disk[];
}

const NOT_SEEN: Bilingual = {
  fr: 'PC pas encore vu : le disque sera choisi par la règle du profil, et lui seul sera effacé',
  en: 'PC not seen yet: the disk will be chosen by the profile’s rule, and it alone will be erased',
};

/** What a PC that was not seen yet is taken to have: only what the lot alone can give is missed. */
const SOMETHING = { serial: 'SN00000000000000', macs: ['02:00:00:00:00:01'] };

function nameFault(plan: DeployPlan, machine: Machine | undefined): Bilingual | undefined {
  const { serial = machine?.serial ?? SOMETHING.serial, mac } = plan.row;
  const macs = mac === undefined ? (machine?.ownMacs ?? SOMETHING.macs) : [mac];
  try {
    nameOf(plan, { serial, macs });
    return undefined;
  } catch (error) {
    return describe(error).text;
  }
}

export function erasureOf(deployment: Deployment, plan: DeployPlan, { machine, disks }: KnownPc): Erasure {
  const fault = nameFault(plan, machine);
  const common = {
    deploymentId: deployment.id,
    hostname: deployment.hostname ?? undefined,
    serial: deployment.serial ?? machine?.serial ?? undefined,
    ...(fault && { nameFault: fault }),
  };
  if (disks === undefined) return { ...common, certainty: 'unseen', text: NOT_SEEN };
  const seen = { ...common, disks: disks.filter(({ removable }) => !removable).length };
  try {
    const { path, model, serial, sizeBytes } = selectDisk(plan.profile.document.disk.rule, disks).disk;
    const name = joined([model, serial, decimalSize(sizeBytes)], ', ');
    return {
      ...seen,
      certainty: 'known',
      disk: { path, model: model ?? undefined, serial: serial ?? undefined, sizeBytes },
      text: {
        fr: `tout le disque ${path} (${name.fr}) sera effacé`,
        en: `the whole disk ${path} (${name.en}) will be erased`,
      },
    };
  } catch (error) {
    return { ...seen, certainty: 'undecided', text: describe(error).text };
  }
}

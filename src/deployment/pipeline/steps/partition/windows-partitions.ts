import { OperatorError } from '../../../../platform/core/index.js';
import { planPartitions, type PlannedPartition } from '../../../../documents/answer/index.js';
import { windowsDiskLayout, type ProfileDocument } from '../../../../documents/profile/index.js';

/** What the agent makes: `sizeBytes` null is the rest of the disk. */
export interface WindowsPartitions {
  table: 'gpt' | 'mbr';
  partitions: { role: PlannedPartition['role']; sizeBytes: number | null; label?: string }[];
}

const MIB = 2 ** 20;
const TABLES = { uefi: 'gpt', bios: 'mbr' } as const;
/** An MBR has no more without logical ones, from which Windows does not start. */
const MOST_PRIMARIES = 4;

/**
 * The partitions of Windows for this PC: those of the profile, for the firmware that the PC really has, whichever the
 * profile names. Throws OperatorError when its table cannot hold them.
 */
export function windowsPartitions(
  windows: ProfileDocument['windows'],
  firmware: 'uefi' | 'bios',
): WindowsPartitions {
  const layout = windowsDiskLayout(windows);
  if (layout === undefined)
    throw new Error('a plan is not frozen when Windows Setup would partition the disk');
  const plan = planPartitions({ ...layout, firmware });
  if (firmware === 'bios' && plan.length > MOST_PRIMARIES) throw tooMany(plan.length);
  const partitions = plan.map(({ role, sizeMiB, label }) => ({
    role,
    sizeBytes: sizeMiB === undefined ? null : sizeMiB * MIB,
    ...(label !== undefined && { label }),
  }));
  return { table: TABLES[firmware], partitions };
}

function tooMany(count: number): OperatorError {
  return new OperatorError(
    {
      fr: `ce PC démarre en BIOS, dont la table MBR a ${MOST_PRIMARIES} partitions au plus : le profil en demande ${count}. Rien n’a été effacé`,
      en: `this PC starts in BIOS mode, whose MBR has at most ${MOST_PRIMARIES} partitions: the profile asks for ${count}. Nothing was erased`,
    },
    {
      remedy: {
        fr: 'Passez le PC en UEFI, ou ôtez des partitions de données (windows.disk.data) du profil.',
        en: 'Switch the PC to UEFI, or remove data partitions (windows.disk.data) from the profile.',
      },
    },
  );
}

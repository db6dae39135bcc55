import type { PlannedPartition } from './partition-plan.js';

/**
 * diskpart rounds down to whole MiB, and the first partition starts after the partition table: a reserve for each
 * partition.
 */
const SLACK_MIB = 2;

/**
 * The diskpart commands that erase the selected disk and create the partitions. If the Windows partition uses the rest
 * of the disk and others follow it, it is created first and then shrunk to make space for them. Windows Setup,
 * "UEFI/GPT-based hard drive partitions".
 */
export function diskpartLines(plan: PlannedPartition[], firmware: 'uefi' | 'bios'): string[] {
  const rest = plan.findIndex(({ sizeMiB }) => sizeMiB === undefined);
  const following = rest < 0 ? [] : plan.slice(rest + 1);
  const room = following.reduce((sum, { sizeMiB = 0 }) => sum + sizeMiB + SLACK_MIB, 0);
  const lastTakesRest = following.length > 0;
  return [
    'clean',
    // A disk without a partition table already counts as MBR, and then this command fails.
    firmware === 'uefi' ? 'convert gpt' : 'convert mbr noerr',
    ...plan.flatMap((partition, index) => [
      creation(partition, lastTakesRest && index === plan.length - 1),
      ...(index === rest && room > 0 ? [`shrink minimum=${room}`] : []),
      ...preparation(partition, firmware),
    ]),
  ];
}

function creation({ role, sizeMiB }: PlannedPartition, takesRest: boolean): string {
  const kind = role === 'esp' ? 'efi' : role === 'msr' ? 'msr' : 'primary';
  return `create partition ${kind}${sizeMiB === undefined || takesRest ? '' : ` size=${sizeMiB}`}`;
}

function preparation({ role, label, letter }: PlannedPartition, firmware: 'uefi' | 'bios'): string[] {
  if (role === 'msr') return [];
  const lines = [`format quick fs=${role === 'esp' ? 'fat32' : 'ntfs'} label="${label ?? ''}"`];
  if (role === 'system') lines.push('active');
  // In Windows PE the installation medium may have the letter; this must not stop the script halfway.
  if (role === 'data' && letter !== undefined) lines.push(`assign letter=${letter} noerr`);
  if (role !== 'recovery') return lines;
  return firmware === 'bios'
    ? [...lines, 'set id=27']
    : [...lines, 'set id="de94bba4-06d1-4d40-a16a-bfd50179d6ac"', 'gpt attributes=0x8000000000000001'];
}

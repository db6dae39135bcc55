import { type PlacedSettings, listItem, place, setting } from '../answer-tree.js';
import type { PlannedPartition } from './partition-plan.js';

/** Windows RE's partition type: GPT and MBR. Windows Setup Technical Reference, ModifyPartition TypeID. */
const RECOVERY = { uefi: 'DE94BBA4-06D1-4D40-A16A-BFD50179D6AC', bios: '0x27' };

/** The partitions in DiskConfiguration. Windows Setup erases the disk. */
export function diskConfiguration(
  plan: PlannedPartition[],
  disk: number,
  firmware: 'uefi' | 'bios',
): PlacedSettings | undefined {
  return place('windowsPE', 'Microsoft-Windows-Setup', [
    setting('DiskConfiguration', [
      listItem('Disk', [
        setting('DiskID', disk),
        setting('WillWipeDisk', true),
        setting('CreatePartitions', plan.map(createPartition)),
        setting(
          'ModifyPartitions',
          plan
            .map((partition, index) => ({ partition, number: index + 1 }))
            .filter(({ partition }) => partition.role !== 'msr')
            .map(({ partition, number }, index) => modifyPartition(partition, number, index + 1, firmware)),
        ),
      ]),
      setting('WillShowUI', 'OnError'),
    ]),
  ]);
}

function createPartition({ role, sizeMiB }: PlannedPartition, index: number) {
  const types: Partial<Record<PlannedPartition['role'], string>> = { esp: 'EFI', msr: 'MSR' };
  return listItem('CreatePartition', [
    setting('Order', index + 1),
    setting('Type', types[role] ?? 'Primary'),
    sizeMiB === undefined ? setting('Extend', true) : setting('Size', sizeMiB),
  ]);
}

function modifyPartition(
  { role, label, letter }: PlannedPartition,
  number: number,
  order: number,
  firmware: 'uefi' | 'bios',
) {
  return listItem('ModifyPartition', [
    setting('Order', order),
    setting('PartitionID', number),
    setting('Format', role === 'esp' ? 'FAT32' : 'NTFS'),
    setting('Label', label),
    setting('Letter', letter),
    setting('Active', role === 'system' ? true : undefined),
    setting('TypeID', role === 'recovery' ? RECOVERY[firmware] : undefined),
  ]);
}

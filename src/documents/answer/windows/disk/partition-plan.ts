import type { WindowsDiskLayout } from '../../../profile/index.js';

/** A disk layout of the profile. */
export type DiskLayout = WindowsDiskLayout;

/** A partition; its number is its position on the disk, from 1. */
export interface PlannedPartition {
  role: 'esp' | 'msr' | 'system' | 'windows' | 'recovery' | 'data';
  /** Undefined for the partition that uses the rest of the disk. */
  sizeMiB?: number;
  label?: string;
  letter?: string;
}

/** The partitions of a layout in disk order: recovery (if first), system, Windows, recovery, data. */
export function planPartitions(layout: DiskLayout): PlannedPartition[] {
  const { recovery, windows } = layout;
  const recoveries: PlannedPartition[] = recovery
    ? [{ role: 'recovery', sizeMiB: inMiB(recovery.sizeBytes), label: recovery.label }]
    : [];
  return [
    ...(recovery?.position === 'before' ? recoveries : []),
    ...systemPartitions(layout),
    { role: 'windows', sizeMiB: inMiB(windows.sizeBytes), label: windows.label, letter: 'C' },
    ...(recovery?.position === 'after' ? recoveries : []),
    ...layout.data.map(({ label, letter, sizeBytes }): PlannedPartition => ({
      role: 'data',
      sizeMiB: inMiB(sizeBytes),
      label,
      ...(letter !== undefined && { letter }),
    })),
  ];
}

function systemPartitions({ firmware, espBytes, msrBytes, systemBytes }: DiskLayout): PlannedPartition[] {
  if (firmware === 'bios') {
    return [{ role: 'system', sizeMiB: inMiB(systemBytes), label: 'System Reserved' }];
  }
  return [
    { role: 'esp', sizeMiB: inMiB(espBytes), label: 'System' },
    { role: 'msr', sizeMiB: inMiB(msrBytes) },
  ];
}

function inMiB(bytes: number): number;
function inMiB(bytes: number | undefined): number | undefined;
function inMiB(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : Math.ceil(bytes / 2 ** 20);
}

/** In CreatePartition of Setup, only the last partition can use the rest of the disk; diskpart has no such limit. */
export function setupCanCreate(plan: PlannedPartition[]): boolean {
  return plan.slice(0, -1).every(({ sizeMiB }) => sizeMiB !== undefined);
}

/** The number of the Windows partition. */
export function windowsPartition(plan: PlannedPartition[]): number {
  return plan.findIndex(({ role }) => role === 'windows') + 1;
}

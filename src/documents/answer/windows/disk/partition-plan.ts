import type { WindowsSection } from '../../../profile/index.js';

/** A layout as the profile says it. */
export type DiskLayout = Extract<NonNullable<WindowsSection['disk']>, { mode: 'layout' }>;

/** A partition in its place; its number is its place, counted from 1. */
export interface PlannedPartition {
  role: 'esp' | 'msr' | 'system' | 'windows' | 'recovery' | 'data';
  /** Undefined for the one that takes what is left of the disk. */
  sizeMiB?: number;
  label?: string;
  letter?: string;
}

/** The partitions of a layout in their order: recovery when it is first, system, Windows, recovery, data. */
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

/** Setup's own CreatePartition lets only the last partition take what is left; diskpart can shrink it again. */
export function setupCanCreate(plan: PlannedPartition[]): boolean {
  return plan.slice(0, -1).every(({ sizeMiB }) => sizeMiB !== undefined);
}

/** The number of the partition that Windows is installed on. */
export function windowsPartition(plan: PlannedPartition[]): number {
  return plan.findIndex(({ role }) => role === 'windows') + 1;
}

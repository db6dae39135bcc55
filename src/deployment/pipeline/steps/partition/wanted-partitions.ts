import { byKind, type DeployPlan, type PlannedMaster } from '../../plan.js';
import { windowsPartitions, type WindowsPartitions } from './windows-partitions.js';

type Firmware = 'uefi' | 'bios';
type Layout = DeployPlan['profile']['document']['disk']['layout'];
/** The parameters of the agent’s `partition`, beside the disk. */
export type WantedPartitions = { layout: Layout } | WindowsPartitions | undefined;

/** Whether the disk gets partitions of its own, before the master is written: a captured disk brings its own. */
export function isPartitioned(master: PlannedMaster): boolean {
  return byKind(master, { rootfs: () => true, disk: () => false, wim: () => true });
}

/** The partitions that the master goes into. */
export function wantedPartitions(
  { profile: { document }, master }: DeployPlan,
  firmware: Firmware,
): WantedPartitions {
  return byKind<WantedPartitions>(master, {
    rootfs: () => ({ layout: document.disk.layout }),
    disk: () => undefined,
    wim: () => windowsPartitions(document.windows, firmware),
  });
}

import type { Bilingual } from '../../platform/core/index.js';

/** How a disk is connected to a PC, from the inventory. */
export const DISK_BUSES = ['nvme', 'sata', 'usb', 'virtio', 'mmc', 'scsi', 'other'] as const;
export type DiskBus = (typeof DISK_BUSES)[number];

/** The properties of a disk in the inventory that the choice uses. */
export interface DiskChoice {
  path: string;
  serial?: string | null;
  wwn?: string | null;
  model?: string | null;
  bus: DiskBus;
  sizeBytes: number;
  removable: boolean;
  readOnly: boolean;
}

/** Which disk of a PC a profile may erase. A disk must match every field that is given. */
export interface DiskRule {
  bus?: DiskBus[];
  minimumBytes?: number;
  maximumBytes?: number;
  /** `Samsung*`, with * and ?; case is ignored. */
  model?: string;
}

/** One disk of a PC, and the reasons against it; without reasons, it is a candidate. */
export interface JudgedDisk<D extends DiskChoice = DiskChoice> {
  disk: D;
  reasons: Bilingual[];
  /** True if a different rule could choose it. */
  onlyByRule: boolean;
}

import type { Bilingual } from '../../platform/core/index.js';

/** How a disk hangs on a PC, as the inventory tells it. */
export const DISK_BUSES = ['nvme', 'sata', 'usb', 'virtio', 'mmc', 'scsi', 'other'] as const;
export type DiskBus = (typeof DISK_BUSES)[number];

/** What of a disk of the inventory the choice depends on. */
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

/** Which disk of a PC a profile may erase; every part narrows. */
export interface DiskRule {
  bus?: DiskBus[];
  minimumBytes?: number;
  maximumBytes?: number;
  /** `Samsung*`, with * and ?; case does not count. */
  model?: string;
}

/** One disk of a PC, and why the rule does not take it: no reason, and it is a candidate. */
export interface JudgedDisk<D extends DiskChoice = DiskChoice> {
  disk: D;
  reasons: Bilingual[];
  /** True when another rule would take it. */
  onlyByRule: boolean;
}

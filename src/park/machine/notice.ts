import type { Bilingual } from '../../platform/core/index.js';
import type { MachineAnomaly } from './machine.entity.js';

/** A notice about PCs for technicians. */
export interface Notice {
  id?: string;
  kind: MachineAnomaly['kind'] | 'short-memory';
  /** The MAC address, UUID or serial number that it is about. */
  value: string;
  text: Bilingual;
  machineIds: string[];
  firstSeenAt: Date;
  lastSeenAt: Date;
}

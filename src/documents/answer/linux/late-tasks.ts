import type { ProfileDocument } from '../../profile/index.js';
import type { PackageManager } from './first-packages.js';

export type Software = ProfileDocument['software'][number];

/** Which of the profile's choices the script does; the installer's own settings do the others. */
export interface LateTasks {
  manager: PackageManager;
  /** From which user of the profile on it makes the accounts. */
  users: number;
  /** Whether it also gives the others their groups, or their keys. */
  groupsOfAll?: boolean;
  keysOfAll?: boolean;
  keyboard?: boolean;
  console?: boolean;
  /** Whether Wi-Fi and VPN connections and authorities are its to write. */
  connections?: boolean;
  sources?: boolean;
  /** The firewall by nftables, where no setting of the installer has one. */
  nftables?: boolean;
  /** Whether the system is up: services take what was written there and then. */
  running?: boolean;
  /** Packages need a system that has their manager. */
  software: Software[];
  /** Whether updates are for it to install: all that the profile asks for, or those of security alone. */
  update?: 'as-asked' | 'security';
}

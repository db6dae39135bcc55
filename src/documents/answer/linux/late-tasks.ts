import type { ProfileDocument } from '../../profile/index.js';
import type { PackageManager } from './first-packages.js';

export type Software = ProfileDocument['software'][number];

/** The options of the profile that the script applies; the installer's own settings apply the others. */
export interface LateTasks {
  manager: PackageManager;
  /** Index of the first user of the profile that the script creates. */
  users: number;
  /** Whether it also sets the groups or the SSH keys of the other users. */
  groupsOfAll?: boolean;
  keysOfAll?: boolean;
  keyboard?: boolean;
  console?: boolean;
  /** Whether it writes Wi-Fi and VPN connections and certificate authorities. */
  connections?: boolean;
  sources?: boolean;
  /** Whether it sets up the firewall with nftables, because the installer has no setting for it. */
  nftables?: boolean;
  /** Whether the system is running, so that services are reloaded at once. */
  running?: boolean;
  /** What it installs, with the package manager of the installed system. */
  software: Software[];
  /** Which updates it installs: all that the profile asks for, or security updates only. */
  update?: 'as-asked' | 'security';
}

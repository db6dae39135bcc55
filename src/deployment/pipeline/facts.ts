import type { Bilingual, Sha256 } from '../../platform/core/index.js';
import type { Injection } from '../../park/catalog/index.js';
import type { PreparedJoin, PreparedUser } from '../../park/directory/index.js';
import type { Proof } from '../../park/machine/index.js';
import type { CertificateVerdict } from '../proof/index.js';
import type { CheckResult } from '../recette/index.js';
import type { UpdateRounds } from './steps/update-windows/next-move.js';

/** What identifies a disk, whichever /dev name it has. */
export interface DiskFact {
  path: string;
  serial?: string;
  wwn?: string;
  model?: string;
  sizeBytes: number;
  logicalSectorBytes: number;
}

export interface PartitionFact {
  role: 'esp' | 'biosboot' | 'swap' | 'root' | 'msr' | 'system' | 'windows' | 'recovery' | 'data';
  path: string;
  uuid?: string;
  partuuid?: string;
  sizeBytes: number;
}

/** What proves the identity of the PC; `at` is ISO 8601. */
export type IdentityFact =
  { kind: 'none' } | { kind: Proof['kind']; by: string; at: string; network?: string };

/** The boot manager that the PC gets; without an authority on a BIOS PC, whose firmware checks none. */
export interface BootManagerFact {
  folder: 'EFI' | 'EFI_EX';
  authority?: string;
}

/** A driver of the catalogue that was chosen for a device of this PC. */
export interface ChosenDriver {
  /** The device as people know it. */
  device: string;
  hardwareId: string;
  /** Its INF: `iaStorVD.inf` */
  name: string;
  version: string;
  provider: string;
}

/** A driver without which Windows would not find its disk; what is written is settled with it. */
export type BootDriverFact = ChosenDriver & { injection: Injection };

/** A package that Windows installs itself; `id` is the catalogue's. */
export type PackageFact = ChosenDriver & { id: string; reason: Bilingual };

/** A device that neither the image nor the catalogue has a driver for. */
export interface MissingDevice {
  name: string;
  hardwareId: string;
}

/** What Windows gets on this PC, settled before anything is erased. */
export interface DriverChoice {
  /** How Windows starts from the disk. */
  reason: Bilingual;
  /** They are put in before the first start; none when the image’s own driver starts the disk. */
  boot: BootDriverFact[];
  /** They are copied, for Windows to install at its first start. */
  packages: PackageFact[];
  /** Nobody knows for a captured disk: which drivers its Windows has is not read. */
  missing?: MissingDevice[];
}

/** The image of a reference PC's Windows, completely uploaded. */
export interface CapturedImageFact {
  sha256: Sha256;
  bytes: number;
  /** `26100.1742`, as its registry says. */
  build: string;
}

/** The saved data of one user that was put back, in its folder until the user is there. */
export interface ReturnedProfile {
  /** Of the folder on the old system. */
  name: string;
  folder: string;
  files: number;
  bytes: number;
}

/**
 * What became of an option of the profile on the running Windows: it was so already; it was set, and read back; only
 * the answer file, or the session of an account, can set it; or it could not be set.
 */
export interface AppliedOption {
  /** `windows.security.uac.level` */
  option: string;
  outcome: 'already' | 'applied' | 'not-possible' | 'failed';
  /** A script that has run applied it, and no value of Windows shows whether it did. */
  isUnread?: true;
  reason?: Bilingual;
}

/** What was put onto the disk of a new Windows, for its users; `snapshot` is null when there was nothing. */
export interface ReturnedData {
  snapshot: string | null;
  /** ISO 8601: another installation on this disk gets it anew. */
  at: string;
  profiles: ReturnedProfile[];
  /** False: saved from this PC when it was for another person. */
  isForRow?: boolean;
}

/** The data that the running Windows gave to its users, and what it kept for administrators. */
export interface PlacedData {
  /** The `at` of what was returned. */
  of: string;
  placed: PlacedProfile[];
  kept: PlacedProfile[];
}
interface PlacedProfile {
  name: string;
  account: string | null;
  path: string;
  files: number;
  bytes: number;
  renamed: string[];
}

/** What the steps of a deployment found out, for the steps after them and for the certificate. */
export interface Facts {
  hostname?: string;
  firmware?: 'uefi' | 'bios';
  secureBoot?: string;
  disk?: DiskFact;
  partitions?: PartitionFact[];
  /** `ssh-ed25519 AAAA…`, read from the new system over the pinned channel. */
  systemHostKey?: string;
  /** What proved, when the system was made, that the PC is the machine; `none` for a PC that nobody confirmed. */
  identity?: IdentityFact;
  /** Id of the ticket that was last issued for the disk of a Windows PC: no other one redeems its answer file. */
  windowsTicket?: string;
  /** The local administrator that an installed Windows has let Établi in with; never its password. */
  windowsAccess?: { account: string };
  /** What the directory has for the PC, before its disk is erased. */
  directoryJoin?: PreparedJoin;
  directoryUser?: PreparedUser;
  /** The running PC has joined with an account; `at` is ISO 8601. */
  onlineJoin?: { domain: string; at: string };
  checks?: CheckResult[];
  /** When nothing of Établi but its access was left, ISO 8601: recorded by `seal` before it removes the access. */
  cleanAt?: string;
  componentChanges?: Bilingual[];
  software?: { name: string; version: string }[];
  drivers?: { device: string; driver: string; version?: string }[];
  bootManager?: BootManagerFact;
  driverChoice?: DriverChoice;
  capturedImage?: CapturedImageFact;
  /** Each option of Windows that the profile sets and that has a row. */
  applied?: AppliedOption[];
  /** The rounds of Windows Update so far. */
  updateRounds?: UpdateRounds;
  /** The disk whose user data was saved, or that had none: this deployment erases no other one. */
  savedDisk?: DiskFact;
  /** The disk is not what it was any more: nothing of it can be saved. */
  erasureBegan?: boolean;
  returnedData?: ReturnedData;
  placedData?: PlacedData;
  /** Ids of the recovery passwords of its drive that the vault keeps, as Windows shows them: `1FD5F1A0-…`. */
  keptRecovery?: string[];
  /** `failedChecks`: of any severity; only those that a certificate may be issued with. */
  certificate?: {
    id: string;
    number: string;
    verdict: CertificateVerdict;
    reservations?: number;
    failedChecks?: number;
  };
}

import type { ReferencedMachine } from '../../park/machine/index.js';
import type { NotCarried, ProfileDocument, ProfileMdm } from '../profile/index.js';
import type { MdmPlatform } from './platform.js';

export type { NotCarried };

/** What every platform gets. */
export interface MdmOrder {
  platform: MdmPlatform;
  profile: ProfileDocument;
  mdm: ProfileMdm;
  machine: ReferencedMachine;
  /** The value of a secret, or `{vault:reference}` when the file is only shown. */
  secret: (secret: { vault: string }) => string;
  /** Content of a payload by its SHA-256, for what a file carries (an APK's checksum, a font, a picture). */
  payload: (sha256: string) => Uint8Array;
}

/** A file to deliver. */
export interface MdmFile {
  /** `office.mobileconfig`; with folders where it lands in one: `etc/dconf/db/local.d/00-etabli`. */
  name: string;
  /** RFC 6838: `application/x-apple-aspen-config`. */
  mediaType: string;
  bytes: Uint8Array;
}

export interface PlatformFiles {
  files: MdmFile[];
  notCarried: NotCarried[];
}

/** One platform: its files are a function of the order alone. Rejects with InputError naming the option that cannot be. */
export type Platform = (order: MdmOrder) => Promise<PlatformFiles> | PlatformFiles;

import type { ProfileDocument, WindowsSection } from '../../../documents/profile/index.js';

/** What a Windows PC is compared with: the profile, and what earlier steps found out. */
export interface WindowsAsked {
  document: ProfileDocument;
  windows: WindowsSection;
  hostname?: string;
  /** Distinguished name of where its account should stand. */
  organizationalUnit?: string;
  /** Its build is `26100.1742`. */
  image?: { edition: string; build: string; languages: readonly string[] };
  firmware?: 'uefi' | 'bios';
  /** As the environment measured it. */
  memoryBytes?: number;
  hasTpm?: boolean;
  /** Programs that Établi installed, by the names that Windows shows. */
  software?: readonly { name: string; version?: string }[];
  /** Local accounts of Établi itself, which `seal-windows` removes. */
  ownAccounts: readonly string[];
  /** Ids of the protectors whose recovery keys are kept away from the PC; undefined when nobody said. */
  escrowed?: readonly string[];
  /** Names that must be resolved, and shares that accounts use as drives. */
  names: readonly string[];
  shares: readonly string[];
  /** When Établi had the PC search for updates, ISO 8601, and the titles of those that it left aside as the profile asks. */
  updates?: { searchedAt: string; leftOut: readonly string[] };
  /** Printers that the profile asks for. */
  printers: readonly string[];
}

/** When the server asked and when it had the answer, on its own clock. */
export interface MeasuringTime {
  startedAt: Date;
  endedAt: Date;
}

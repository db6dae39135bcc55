import { selectDecoration, type WindowsTarget } from '../inf/target-os.js';

/** How the files of a package are signed. Only `microsoft` and `vendor` were verified to be so. */
export type SignatureState = 'microsoft' | 'vendor' | 'unsigned' | 'unknown';

/** One id of a models line of a package. */
export interface CandidateId {
  /** In upper case. */
  id: string;
  /** 0: the hardware id of the line; 1, 2…: its compatible ids. */
  position: number;
  /** Which line of `[Manufacturer]`, from 0. */
  manufacturer: number;
  decoration: string;
  /** The install section as the models line names it. */
  section: string;
  description: string;
  /** 0 (best) to 255. */
  featureScore: number;
  /** The function service; null for a null driver. */
  service: string | null;
}

/** A package of the catalogue, with those of its ids that a device could have. */
export interface Candidate {
  packageId: string;
  inf: string;
  provider: string;
  class: string;
  /** `2026-01-31`, or empty. */
  date: string;
  /** `1.2.3.4` */
  version: string;
  signature: SignatureState;
  /** The decorations of each line of `[Manufacturer]`. */
  decorations: string[][];
  ids: CandidateId[];
}

/** Classes of packages that accompany a driver and are none. */
const NO_DRIVERS = ['extension', 'softwarecomponent'];

export function isDriver(candidate: Pick<Candidate, 'class'>): boolean {
  return !NO_DRIVERS.includes(candidate.class.toLowerCase());
}

/** The ids whose decoration is the one that this Windows takes. */
export function applicableIds({ ids, decorations }: Candidate, target: WindowsTarget): CandidateId[] {
  const selected = decorations.map((each) => selectDecoration(each, target));
  return ids.filter(({ manufacturer, decoration }) => selected[manufacturer] === decoration);
}

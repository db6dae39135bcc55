import type { Candidate, CandidateId } from './candidate.js';
import type { DriverRule } from './rules.js';

/** A package for a device, with Windows' rank: the lowest number wins. */
export interface PackageChoice {
  kind: 'package';
  candidate: Candidate;
  id: CandidateId;
  rank: number;
  /** The rule that put it first. */
  rule?: DriverRule;
}

/** The driver that the image brings itself. */
export interface ImageChoice {
  kind: 'image';
  id: string;
  rank: number;
}

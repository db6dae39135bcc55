import type { Bilingual } from './bilingual.js';

export const SEVERITIES = ['error', 'warning', 'note'] as const;

/**
 * `error`: the file will not do what it says. `warning`: it will, and someone will regret it. `note`: worth
 * knowing; a setting that no table knows is one of these.
 */
export type Severity = (typeof SEVERITIES)[number];

/** One thing that a checker has to say about a document: where, what was found, what was expected, what to do. */
export interface DocumentFinding {
  /** `windows/wrong-pass`: stable, for filters and for the manual. */
  rule: string;
  severity: Severity;
  /** Counted from 1; the column in UTF-16 code units, as editors count. */
  line: number;
  column: number;
  /** Where in the document's own terms: `oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/HideEULAPage`. */
  path?: string;
  /** What stands there, cut to one line; never a secret. */
  found: string;
  expected: Bilingual;
  remedy: Bilingual;
}

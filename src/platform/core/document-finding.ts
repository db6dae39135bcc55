import type { Bilingual } from './bilingual.js';

export const SEVERITIES = ['error', 'warning', 'note'] as const;

/**
 * `error`: the file will not do what it says. `warning`: it will, and someone will regret it. `note`: worth
 * knowing; a setting that no table knows is one of these.
 */
export type Severity = (typeof SEVERITIES)[number];

/** More than anyone corrects at once; a document of noise has one on each line. */
export const MOST_FINDINGS = 1_000;

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

/** The last finding of a list that was cut: how many more there are. `name` is what the rules of the list begin with. */
export function moreFindings(
  name: string,
  listed: readonly DocumentFinding[],
  omitted: number,
): DocumentFinding {
  const last = listed.reduce<{ line: number; column: number }>(
    (behind, { line, column }) =>
      line > behind.line || (line === behind.line && column > behind.column) ? { line, column } : behind,
    { line: 1, column: 1 },
  );
  return {
    rule: `${name}/more-findings`,
    severity: 'error',
    line: last.line,
    column: last.column,
    found: `+ ${omitted}`,
    expected: {
      fr: `au plus ${MOST_FINDINGS} remarques : les suivantes ne sont pas données`,
      en: `at most ${MOST_FINDINGS} findings: the others are not given`,
    },
    remedy: {
      fr: 'corrigez celles qui sont données, puis recommencez',
      en: 'correct those that are given, then check again',
    },
  };
}

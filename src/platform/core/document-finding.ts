import type { Bilingual } from './bilingual.js';

export const SEVERITIES = ['error', 'warning', 'note'] as const;

/**
 * `error`: the file will not work as written. `warning`: it works, but with an unwanted effect. `note`:
 * information, such as a setting that is in none of our tables.
 */
export type Severity = (typeof SEVERITIES)[number];

/** The longest list of findings: random bytes give one on each line. */
export const MOST_FINDINGS = 1_000;
export const MOST_FINDINGS_SHOWN: Bilingual = {
  fr: `au plus ${MOST_FINDINGS} remarques : les suivantes ne sont pas affichées`,
  en: `at most ${MOST_FINDINGS} findings: the others are not shown`,
};

/** One finding about a document: where it is, what was found, what was expected, what to do. */
export interface DocumentFinding {
  /** `windows/wrong-pass`: stable, for filters and for the manual. */
  rule: string;
  severity: Severity;
  /** Counted from 1; the column in UTF-16 code units, as editors count. */
  line: number;
  column: number;
  /** Where in the document's own terms: `oobeSystem/Microsoft-Windows-Shell-Setup/OOBE/HideEULAPage`. */
  path?: string;
  /** The text found there, cut to one line; never a secret. */
  found: string;
  expected: Bilingual;
  remedy: Bilingual;
}

/** The last finding of a list that was cut: how many more there are. `name` is the prefix of its rule names. */
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
    expected: MOST_FINDINGS_SHOWN,
    remedy: {
      fr: 'corrigez celles qui sont affichées, puis recommencez',
      en: 'correct those that are shown, then check again',
    },
  };
}

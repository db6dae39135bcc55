import {
  type Bilingual,
  type DocumentFinding,
  MOST_FINDINGS,
  moreFindings,
  type Severity,
} from '../../platform/core/index.js';

/** Where something begins in a document: counted from 1, columns in UTF-16 code units. */
export interface TextPosition {
  line: number;
  column: number;
}

/** What a rule found; line, column and path are those of `at`. */
export interface RuleFinding<At extends TextPosition> {
  /** `windows/wrong-pass` */
  rule: string;
  severity: Severity;
  at: At;
  /** Where in the document's own terms, if the path of `at` does not say it best. */
  path?: string;
  /** The value at this place; it is cut to one line. Never a secret. */
  found: string;
  expected: Bilingual;
  remedy: Bilingual;
}

/** Collects what the rules find about one file. */
export class Report<At extends TextPosition = TextPosition> {
  private readonly kept: RuleFinding<At>[] = [];
  private dropped = 0;

  /**
   * `name` is the first part of the rules' names: `apple`. `pathsOf` gives the paths of places; they are computed
   * once, at the end, since a large file has many places and few findings.
   */
  constructor(
    private readonly name: string,
    private readonly pathsOf?: (places: ReadonlySet<At>) => ReadonlyMap<At, string>,
  ) {}

  add(finding: RuleFinding<At>): void {
    if (this.isFull) this.dropped += 1;
    else this.kept.push(finding);
  }

  /** True when further findings are only counted: a rule can then skip costly guesses. */
  get isFull(): boolean {
    return this.kept.length >= MOST_FINDINGS;
  }

  /** The findings in the order of the lines, at most MOST_FINDINGS; then one that says how many more there are. */
  get findings(): DocumentFinding[] {
    const places = new Set(this.kept.filter(({ path }) => path === undefined).map(({ at }) => at));
    const paths = this.pathsOf?.(places);
    const findings = this.kept.map(({ rule, severity, at, found, expected, remedy, path }) => {
      const shown = path ?? (paths && (paths.get(at) ?? ''));
      return {
        rule,
        severity,
        line: at.line,
        column: at.column,
        ...(shown !== undefined && { path: shown }),
        found: oneLine(found),
        expected,
        remedy,
      };
    });
    const sorted = inLineOrder(findings);
    return this.dropped === 0 ? sorted : [...sorted, moreFindings(this.name, sorted, this.dropped)];
  }
}

/** Sorts findings by their place; the given array is changed. */
export function inLineOrder(findings: DocumentFinding[]): DocumentFinding[] {
  return findings.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Longer than any name or value that matters; the rest is cut. */
const FOUND_CHARACTERS = 120;

/** A text that is one line already, as most are. */
const PLAIN = /^[!-~](?: ?[!-~]){0,59}$/;

/** A text as one line of a table: white space, control characters and lone surrogates become spaces; it is cut. */
export function oneLine(text: string): string {
  if (PLAIN.test(text)) return text;
  const line = text
    .slice(0, 4 * FOUND_CHARACTERS)
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim();
  return line.length > FOUND_CHARACTERS ? `${line.slice(0, FOUND_CHARACTERS - 1)}…` : line;
}

import {
  type Bilingual,
  type DocumentFinding,
  MOST_FINDINGS,
  moreFindings,
  type Severity,
} from '../../../../platform/core/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import type { WindowsFile } from './windows-file.js';

/** What a rule has to say; line, column and path are read off the element. */
export interface WindowsFinding {
  /** `windows/wrong-pass` */
  rule: `windows/${string}`;
  severity: Severity;
  at: XmlElement;
  /** What stands there; it is cut to one line. Never a secret. */
  found: string;
  expected: Bilingual;
  remedy: Bilingual;
  /** Where, if better said than by the path of the element. */
  path?: string;
}

/** Longer than any name or value that matters; what follows is cut. */
const FOUND_CHARACTERS = 120;

/** A text that is one line already, as most are. */
const PLAIN = /^[!-~](?: ?[!-~]){0,59}$/;

/** Where rules put what they find about one file. */
export class Report {
  private readonly told: WindowsFinding[] = [];
  private untold = 0;

  constructor(private readonly file: WindowsFile) {}

  add(finding: WindowsFinding): void {
    if (this.isFull) this.untold += 1;
    else this.told.push(finding);
  }

  /** Whether what is added is only counted; what a name was meant as need not be looked for then. */
  get isFull(): boolean {
    return this.told.length >= MOST_FINDINGS;
  }

  /** All that was added up to MOST_FINDINGS, with where it stands; then how many more there are. */
  get findings(): DocumentFinding[] {
    const paths = this.file.pathsOf(
      new Set(this.told.filter(({ path }) => path === undefined).map(({ at }) => at)),
    );
    const told = this.told.map((finding) => located(finding, paths));
    return this.untold === 0 ? told : [...told, moreFindings('windows', told, this.untold)];
  }
}

function located(finding: WindowsFinding, paths: ReadonlyMap<XmlElement, string>): DocumentFinding {
  const { rule, severity, at, path = paths.get(at) ?? '', found, expected, remedy } = finding;
  return { rule, severity, line: at.line, column: at.column, path, found: oneLine(found), expected, remedy };
}

/** A text as one line that fits a table: white space gathered, control characters as spaces, the rest cut. */
export function oneLine(text: string): string {
  if (PLAIN.test(text)) return text;
  const line = text
    .slice(0, 4 * FOUND_CHARACTERS)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return line.length > FOUND_CHARACTERS ? `${line.slice(0, FOUND_CHARACTERS - 1)}…` : line;
}

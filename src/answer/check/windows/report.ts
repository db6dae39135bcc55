import type { Bilingual, DocumentFinding, Severity } from '../../../core/index.js';
import type { XmlElement } from '../../../xml/index.js';
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

/** More than anyone mends in one go; a file of another schema would have hundreds of thousands. */
const MOST_FINDINGS = 10_000;

/** A text that is one line already, as most are. */
const PLAIN = /^[!-~](?: ?[!-~]){0,59}$/;

/** Where rules put what they find about one file. */
export class Report {
  private readonly told: WindowsFinding[] = [];
  private untold = 0;

  constructor(private readonly file: WindowsFile) {}

  add(finding: WindowsFinding): void {
    if (this.told.length < MOST_FINDINGS) this.told.push(finding);
    else this.untold += 1;
  }

  /** All that was added up to 10,000, with where it stands; then how many more there are. */
  get findings(): DocumentFinding[] {
    const told = this.untold === 0 ? this.told : [...this.told, more(this.file.root, this.untold)];
    const paths = this.file.pathsOf(
      new Set(told.filter(({ path }) => path === undefined).map(({ at }) => at)),
    );
    return told.map((finding) => located(finding, paths));
  }
}

function located(finding: WindowsFinding, paths: ReadonlyMap<XmlElement, string>): DocumentFinding {
  const { rule, severity, at, path = paths.get(at) ?? '', found, expected, remedy } = finding;
  return { rule, severity, line: at.line, column: at.column, path, found: oneLine(found), expected, remedy };
}

function more(root: XmlElement, untold: number): WindowsFinding {
  return {
    rule: 'windows/more-findings',
    severity: 'error',
    at: root,
    found: `+ ${untold}`,
    expected: {
      fr: `au plus ${MOST_FINDINGS} remarques : les suivantes ne sont pas données`,
      en: `at most ${MOST_FINDINGS} findings: the others are not given`,
    },
    remedy: {
      fr: 'corrigez celles qui sont données, puis recommencez',
      en: 'mend those that are given, then check again',
    },
  };
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

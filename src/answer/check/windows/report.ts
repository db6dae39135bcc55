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

/** Where rules put what they find about one file. */
export class Report {
  readonly findings: DocumentFinding[] = [];

  constructor(private readonly file: WindowsFile) {}

  add({ at, path, found, ...said }: WindowsFinding): void {
    this.findings.push({
      ...said,
      line: at.line,
      column: at.column,
      path: path ?? this.file.pathOf(at),
      found: oneLine(found),
    });
  }
}

/** A text as one line that fits a table: white space gathered, control characters as spaces, the rest cut. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 4 * FOUND_CHARACTERS)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  return line.length > FOUND_CHARACTERS ? `${line.slice(0, FOUND_CHARACTERS - 1)}…` : line;
}

import {
  type Bilingual,
  type DocumentFinding,
  MOST_FINDINGS,
  moreFindings,
  type Severity,
} from '../../../platform/core/index.js';

/** Something that stands in a document: where it begins, and in what. */
export interface Placed {
  /** Counted from 1, columns in UTF-16 code units. */
  line: number;
  column: number;
  parent?: Placed;
  /** Its key in `parent`, or its index there, from 0. */
  name?: string | number;
}

/** What a rule has to say; line, column and path are read off what it stands at. */
export interface MdmFinding {
  rule: string;
  severity: Severity;
  at: Placed;
  /** What stands there; it is cut to one line. Never a secret. */
  found: string;
  expected: Bilingual;
  remedy: Bilingual;
}

/** Longer than any name or value that matters; what follows is cut. */
const FOUND_CHARACTERS = 120;

/** Where rules put what they find about one file. */
export class Report {
  private readonly told: DocumentFinding[] = [];
  private untold = 0;

  /** `name` is what rules of this file begin with: `apple`. */
  constructor(private readonly name: string) {}

  add({ at, found, ...finding }: MdmFinding): void {
    if (this.isFull) this.untold += 1;
    else
      this.told.push({
        ...finding,
        line: at.line,
        column: at.column,
        path: pathOf(at),
        found: oneLine(found),
      });
  }

  /** Whether what is added is only counted; what a name was meant as need not be looked for then. */
  get isFull(): boolean {
    return this.told.length >= MOST_FINDINGS;
  }

  /** All that was added up to MOST_FINDINGS, in the order of the lines; then how many more there are. */
  get findings(): DocumentFinding[] {
    const told = [...this.told].sort((a, b) => a.line - b.line || a.column - b.column);
    return this.untold === 0 ? told : [...told, moreFindings(this.name, told, this.untold)];
  }
}

/** `PayloadContent[1].EAPClientConfiguration.AcceptEAPTypes[0]`; '' for the whole document. */
export function pathOf(place: Placed): string {
  const names: string[] = [];
  for (let at: Placed | undefined = place; at?.parent; at = at.parent) {
    const { name = '' } = at;
    names.push(typeof name === 'number' ? `[${name}]` : `.${oneLine(name)}`);
  }
  return names.reverse().join('').replace(/^\./, '');
}

/** A text as one line that fits a table: white space gathered, control characters as spaces, the rest cut. */
export function oneLine(text: string): string {
  const line = text
    .slice(0, 4 * FOUND_CHARACTERS)
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim();
  return line.length > FOUND_CHARACTERS ? `${line.slice(0, FOUND_CHARACTERS - 1)}…` : line;
}

import type { Bilingual, DocumentFinding, Severity } from '../../core/index.js';

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

/** More than anyone mends in one go. */
const MOST_FINDINGS = 10_000;

/** Where rules put what they find about one file. */
export class Report {
  private readonly told: DocumentFinding[] = [];
  private untold = 0;

  /** `name` is what rules of this file begin with: `apple`. */
  constructor(private readonly name: string) {}

  add({ at, found, ...finding }: MdmFinding): void {
    if (this.told.length >= MOST_FINDINGS) this.untold += 1;
    else
      this.told.push({
        ...finding,
        line: at.line,
        column: at.column,
        path: pathOf(at),
        found: oneLine(found),
      });
  }

  /** All that was added up to 10,000, in the order of the lines; then how many more there are. */
  get findings(): DocumentFinding[] {
    const told = [...this.told].sort((a, b) => a.line - b.line || a.column - b.column);
    return this.untold === 0 ? told : [...told, this.more()];
  }

  private more(): DocumentFinding {
    return {
      rule: `${this.name}/more-findings`,
      severity: 'error',
      line: 1,
      column: 1,
      found: `+ ${this.untold}`,
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

import { decodeInf, type InfEncoding } from './decode.js';
import { InfFindings } from './finding.js';
import { type InfLine, type InfSections, readSections } from './sections.js';
import { InfStrings } from './strings.js';

/**
 * Lines that installs read again and again from sections that they need: those of a large INF of a vendor are some
 * thousands.
 */
const MOST_VISITED = 2_000_000;

/** The text of one INF, with its sections and strings. Names of sections and keys have no case. */
export class InfFile {
  readonly encoding: InfEncoding;
  readonly findings = new InfFindings();
  private readonly sections: InfSections;
  private readonly strings: InfStrings;
  private visits = 0;

  constructor(bytes: Buffer) {
    const text = decodeInf(bytes);
    this.encoding = text.encoding;
    this.sections = readSections(text, this.findings);
    this.strings = new InfStrings(this.sections, this.findings);
  }

  has(section: string): boolean {
    return this.sections.has(section.toLowerCase());
  }

  /** The lines of a section, none when it does not exist. */
  lines(section: string): readonly InfLine[] {
    return this.sections.get(section.toLowerCase()) ?? [];
  }

  /**
   * The lines of a section that many installs may need. Above a limit for the whole file there are none, and a
   * finding: a small file could otherwise ask for hours.
   */
  visited(section: string): readonly InfLine[] {
    const lines = this.lines(section);
    if (this.visits > MOST_VISITED) return [];
    this.visits += lines.length + 1;
    if (this.visits > MOST_VISITED) {
      this.findings.add(
        'trop de lignes d’installation : les sections suivantes ne sont pas lues',
        'too many install lines: the next sections are not read',
      );
    }
    return lines;
  }

  /** The fields of each line with this key, without its empty fields. */
  lists(section: string, key: string): string[][] {
    return this.lines(section)
      .filter((line) => line.key?.toLowerCase() === key.toLowerCase())
      .map((line) => line.fields.map((field) => this.expand(field)).filter((field) => field !== ''));
  }

  /** The first field of the first line with this key. */
  value(section: string, key: string): string | undefined {
    const wanted = key.toLowerCase();
    const line = this.lines(section).find((each) => each.key?.toLowerCase() === wanted);
    const field = line?.fields[0];
    return field === undefined || field === '' ? undefined : this.expand(field);
  }

  /** A field with the values of its `%strings%`. */
  expand(field: string): string {
    return this.strings.expand(field);
  }
}

import type { XmlAttribute } from './document.js';

export interface QualifiedName {
  qualified: string;
  /** Where it stands first. */
  start: number;
  prefix: string;
  name: string;
  /** The last attribute of that name: when the next one says the same, it is the same object. */
  last: XmlAttribute | undefined;
}

/** A name with at most one colon. */
const NAME = /^(?:([A-Za-z_][\w.-]*):)?([A-Za-z_][\w.-]*)$/;

/** How many names are kept at hand: a power of two, and more than most documents have. */
const RECENT = 1024;

/** The names of one text. A large document has few, each thousands of times: one name is one object. */
export class PlainNames {
  private readonly names = new Map<string, QualifiedName>();
  /** The last name of each hash, so that a name that comes again is not cut out of the text again. */
  private readonly recent: (QualifiedName | undefined)[] = new Array<undefined>(RECENT).fill(undefined);

  /** @param codes the code units of the text, and a zero */
  constructor(
    private readonly text: string,
    private readonly codes: Uint16Array,
  ) {}

  /** The name at an offset; undefined where none is. */
  at(from: number): QualifiedName | undefined {
    const { codes, recent } = this;
    let at = from;
    let hash = 0;
    for (let code = codes[at]!; isNameCharacter(code); code = codes[(at += 1)]!)
      hash = (hash * 31 + code) | 0;
    const slot = hash & (RECENT - 1);
    const known = recent[slot];
    if (known?.qualified.length === at - from && this.isAt(from, known)) return known;
    return (recent[slot] = this.nameOf(from, at));
  }

  /** Whether the characters at an offset are those of a name. */
  isAt(from: number, { qualified, start }: QualifiedName): boolean {
    const { codes } = this;
    for (let at = 0; at < qualified.length; at += 1) {
      if (codes[start + at] !== codes[from + at]) return false;
    }
    return true;
  }

  private nameOf(start: number, end: number): QualifiedName | undefined {
    const qualified = this.text.slice(start, end);
    const known = this.names.get(qualified);
    if (known) return known;
    const [, prefix = '', name] = NAME.exec(qualified) ?? [];
    if (name === undefined) return undefined;
    const added = { qualified, prefix, name, start, last: undefined };
    this.names.set(qualified, added);
    return added;
  }
}

/** Letters, digits, `_`, `-`, `.` and `:`, of ASCII. */
export function isNameCharacter(code: number): boolean {
  if (code >= 0x61) return code <= 0x7a;
  if (code >= 0x41) return code <= 0x5a || code === 0x5f;
  return (code >= 0x30 && code <= 0x3a) || code === 0x2d || code === 0x2e;
}

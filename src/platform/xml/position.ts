import type { XmlPosition } from './xml-error.js';

/** The position of an offset: one pass over the text before it. */
export function positionOf(text: string, offset: number): XmlPosition {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Positions of ascending offsets, in one pass over the text. */
export class LineCounter {
  private line = 1;
  private start = 0;
  /** Offset of the next line; past the end when there is none. */
  private next: number;

  /** In a text without line feeds, carriage returns end the lines, as on old Macintoshes. */
  private readonly lineEnd: string;

  constructor(private readonly text: string) {
    this.lineEnd = text.includes('\n') ? '\n' : '\r';
    this.next = this.lineAfter(0);
  }

  /** Moves to an offset; offsets must not decrease. */
  moveTo(offset: number): void {
    while (this.next <= offset) {
      this.line += 1;
      this.start = this.next;
      this.next = this.lineAfter(this.next);
    }
  }

  get currentLine(): number {
    return this.line;
  }

  columnOf(offset: number): number {
    return offset - this.start + 1;
  }

  private lineAfter(offset: number): number {
    const end = this.text.indexOf(this.lineEnd, offset);
    return end < 0 ? Infinity : end + 1;
  }
}

import type { XmlPosition } from './xml-error.js';

/** The position of an offset into a text: one pass over what stands before it. */
export function positionOf(text: string, offset: number): XmlPosition {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

/** Positions of ever greater offsets into a text, each line looked at once. */
export class LineCounter {
  private line = 1;
  private start = 0;
  /** Where the next line begins; past the end when there is none. */
  private next: number;

  /** A text without any line feed has its lines ended by carriage returns, as old Macintoshes did. */
  private readonly lineEnd: string;

  constructor(private readonly text: string) {
    this.lineEnd = text.includes('\n') ? '\n' : '\r';
    this.next = this.lineAfter(0);
  }

  /** Moves to an offset that is not before the last one. */
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

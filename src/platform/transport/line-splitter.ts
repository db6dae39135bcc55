import { StringDecoder } from 'node:string_decoder';

/**
 * A longer line comes in pieces, so that output without newlines does not fill the memory. A result of the agent is one
 * line: the list of devices of a workstation has 100 kB.
 */
const LONGEST_LINE = 1 << 20;

/** Splits bytes into lines of UTF-8; a chunk may end in the middle of a character. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  write(chunk: Buffer): void {
    this.take(this.decoder.write(chunk));
  }

  /** Gives the last line, also when no newline ended it. */
  end(): void {
    this.take(this.decoder.end());
    if (this.rest) this.onLine(this.rest);
    this.rest = '';
  }

  private take(text: string): void {
    // Only what is new is searched: a machine may send a long line byte by byte.
    const lines = text.split('\n');
    lines[0] = this.rest + lines[0];
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    while (this.rest.length > LONGEST_LINE) {
      this.onLine(this.rest.slice(0, LONGEST_LINE));
      this.rest = this.rest.slice(LONGEST_LINE);
    }
  }
}

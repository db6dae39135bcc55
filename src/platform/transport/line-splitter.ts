import { StringDecoder } from 'node:string_decoder';

/** A line longer than this comes in pieces, so that a command without newlines cannot fill the memory. */
const LONGEST_LINE = 65_536;

/** Cuts a stream of bytes into lines of UTF-8, wherever the chunks were cut. */
export class LineSplitter {
  private readonly decoder = new StringDecoder('utf8');
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  write(chunk: Buffer): void {
    this.take(this.decoder.write(chunk));
  }

  /** Gives the last line even if nothing ended it. */
  end(): void {
    this.take(this.decoder.end());
    if (this.rest) this.onLine(this.rest);
    this.rest = '';
  }

  private take(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.onLine(line.endsWith('\r') ? line.slice(0, -1) : line);
    while (this.rest.length > LONGEST_LINE) {
      this.onLine(this.rest.slice(0, LONGEST_LINE));
      this.rest = this.rest.slice(LONGEST_LINE);
    }
  }
}

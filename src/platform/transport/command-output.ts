import { KeptOutput } from './kept-output.js';
import { LineSplitter } from './line-splitter.js';
import type { OutputStream, RunOptions } from './remote.js';

const MEBIBYTE = 1_048_576;

/** Both outputs of a running command: what the result keeps of them, and their lines as they come. */
export class CommandOutput {
  private readonly kept: Record<OutputStream, KeptOutput>;
  private readonly lines?: Record<OutputStream, LineSplitter>;

  constructor({ maxOutputBytes = MEBIBYTE, onLine }: RunOptions) {
    this.kept = { stdout: new KeptOutput(maxOutputBytes), stderr: new KeptOutput(maxOutputBytes) };
    if (!onLine) return;
    const splitter = (stream: OutputStream) => new LineSplitter((line) => onLine(line, stream));
    this.lines = { stdout: splitter('stdout'), stderr: splitter('stderr') };
  }

  /** Throws what the line callback throws. */
  write(stream: OutputStream, chunk: Buffer): void {
    this.kept[stream].write(chunk);
    this.lines?.[stream].write(chunk);
  }

  /** Gives the last lines, also when no newline ended them. Throws what the line callback throws. */
  end(): void {
    this.lines?.stdout.end();
    this.lines?.stderr.end();
  }

  texts(): Record<OutputStream, string> {
    return { stdout: this.kept.stdout.text(), stderr: this.kept.stderr.text() };
  }
}

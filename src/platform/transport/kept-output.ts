import { StringDecoder } from 'node:string_decoder';

/** The beginning of an output, up to a number of bytes. */
export class KeptOutput {
  /** One piece, which grows: a machine may send its output byte by byte, and a piece for each costs a hundred times as much. */
  private bytes = Buffer.alloc(0);
  private kept = 0;
  private dropped = 0;

  constructor(private readonly maxBytes: number) {}

  write(chunk: Buffer): void {
    const head = chunk.subarray(0, this.maxBytes - this.kept);
    this.makeRoom(this.kept + head.length);
    head.copy(this.bytes, this.kept);
    this.kept += head.length;
    this.dropped += chunk.length - head.length;
  }

  /** As UTF-8; when something was cut, it ends with a whole character and a mark. */
  text(): string {
    const bytes = this.bytes.subarray(0, this.kept);
    if (this.dropped === 0) return bytes.toString('utf8');
    return `${new StringDecoder('utf8').write(bytes)}\n[… ${this.dropped} bytes cut]\n`;
  }

  private makeRoom(length: number): void {
    if (length <= this.bytes.length) return;
    const larger = Buffer.alloc(Math.max(length, Math.min(this.bytes.length * 2, this.maxBytes)));
    this.bytes.copy(larger);
    this.bytes = larger;
  }
}

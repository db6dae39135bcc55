import { StringDecoder } from 'node:string_decoder';

/** The beginning of an output, up to a number of bytes. */
export class KeptOutput {
  private readonly chunks: Buffer[] = [];
  private kept = 0;
  private dropped = 0;

  constructor(private readonly maxBytes: number) {}

  write(chunk: Buffer): void {
    const head = chunk.subarray(0, this.maxBytes - this.kept);
    if (head.length > 0) this.chunks.push(head);
    this.kept += head.length;
    this.dropped += chunk.length - head.length;
  }

  /** As UTF-8; when something was cut, it ends with a whole character and a mark. */
  text(): string {
    const bytes = Buffer.concat(this.chunks);
    if (this.dropped === 0) return bytes.toString('utf8');
    return `${new StringDecoder('utf8').write(bytes)}\n[… ${this.dropped} bytes cut]\n`;
  }
}

import { open } from 'node:fs/promises';

/** The plain text of terminal output, without colours, cursor movements and carriage returns. ECMA-48 §5.4. */
export function plainText(raw: string): string {
  return raw
    .replaceAll(/\u001b\[[0-?]*[ -/]*[@-~]/g, '')
    .replaceAll(/\u001b[()][A-Za-z0-9]|\u001b[=>78cDEHM]/g, '')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f]/g, '');
}

/** The file that QEMU writes a PC's first serial port to; it only grows. */
export class SerialLog {
  constructor(private readonly path: string) {}

  /** Bytes written so far: an offset for later reads. */
  async size(): Promise<number> {
    return (await this.bytes(0)).length;
  }

  /** The plain text from that byte on; empty before the first power-on. */
  async text(from = 0): Promise<string> {
    return plainText((await this.bytes(from)).toString('latin1'));
  }

  private async bytes(from: number): Promise<Buffer> {
    const file = await open(this.path, 'r').catch(() => undefined);
    if (file === undefined) return Buffer.alloc(0);
    try {
      const { size } = await file.stat();
      const buffer = Buffer.alloc(Math.max(0, size - from));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }
}

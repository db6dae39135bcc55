import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** A chunk with its right checksum. W3C PNG, third edition, §5.3. */
function chunk(type: string, content: Buffer): Buffer {
  const whole = Buffer.alloc(12 + content.length);
  whole.writeUInt32BE(content.length);
  whole.write(type, 4, 'latin1');
  content.copy(whole, 8);
  whole.writeUInt32BE(crc32(whole.subarray(4, -4)), whole.length - 4);
  return whole;
}

/** A PNG of one colour, RGB; `pixels` replaces its data, or takes it away. */
export function pngOf(
  width: number,
  height: number,
  { colour = [0, 0, 0], pixels }: { colour?: number[]; pixels?: Buffer | null } = {},
): Buffer {
  const header = Buffer.from('00000000000000000802000000', 'hex');
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const row = Buffer.from([0, ...Array.from({ length: width }, () => colour).flat()]);
  const data = pixels === undefined ? Buffer.concat(Array.from({ length: height }, () => row)) : pixels;
  const content = data === null ? [] : [chunk('IDAT', deflateSync(data))];
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), ...content, chunk('IEND', Buffer.alloc(0))]);
}

import { BrokenPicture } from './broken-picture.js';

/** What a WebP needs to be shown. RFC 9649 §2.7. */
const KEPT = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const PICTURES = ['VP8 ', 'VP8L', 'ANMF'];
/** Bits of VP8X that announce EXIF and XMP. */
const ANNOUNCED = 0x08 | 0x04;
const HEADER_BYTES = 12;

/** A WebP without EXIF, XMP and unknown chunks, and without what follows its end. */
export function cleanWebp(bytes: Buffer): Buffer {
  const whole = 8 + bytes.readUInt32LE(4);
  if (whole > bytes.length) throw new BrokenPicture('the end is missing');
  const kept: Buffer[] = [];
  let hasPicture = false;
  for (let at = HEADER_BYTES; at < whole;) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > whole) throw new BrokenPicture('a chunk is cut');
    if (PICTURES.includes(name)) hasPicture = true;
    if (KEPT.has(name))
      kept.push(name === 'VP8X' ? withoutAnnounced(bytes.subarray(at, end)) : bytes.subarray(at, end));
    at = end;
  }
  if (!hasPicture) throw new BrokenPicture('there is no picture in it');
  const content = Buffer.concat(kept);
  const header = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  header.writeUInt32LE(content.length + 4, 4);
  return Buffer.concat([header, content]);
}

function withoutAnnounced(chunk: Buffer): Buffer {
  const copy = Buffer.from(chunk);
  copy.writeUInt8(copy.readUInt8(8) & ~ANNOUNCED, 8);
  return copy;
}

import { crc32, inflateSync } from 'node:zlib';
import { z } from 'zod';
import { expecting } from '../core/index.js';

/** Larger pictures are of no use on paper, and a small file may unfold to gigabytes. */
const MOST_PIXELS = 4_000;
const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const DATA_URL = /^data:(image\/(?:png|jpeg));base64,([A-Za-z0-9+/]+={0,2})$/;

export interface Image {
  mediaType: 'image/png' | 'image/jpeg';
  bytes: Buffer;
}

/** The picture in `data:image/png;base64,…`; undefined for any other text. */
export function imageOf(dataUrl: string): Image | undefined {
  const [, mediaType, base64] = DATA_URL.exec(dataUrl) ?? [];
  if (mediaType === undefined || base64 === undefined) return undefined;
  return { mediaType: mediaType as Image['mediaType'], bytes: Buffer.from(base64, 'base64') };
}

/**
 * What the bytes are, when they are a whole PNG or JPEG.
 * @param mostOfJpeg pixels a side of a JPEG that is not unfolded here
 */
export function imageTypeOf(bytes: Buffer, mostOfJpeg = MOST_PIXELS): Image['mediaType'] | undefined {
  return isPng(bytes) ? 'image/png' : isJpeg(bytes, mostOfJpeg) ? 'image/jpeg' : undefined;
}

/** The picture as the text that a setting keeps; undefined unless the bytes are a whole PNG or JPEG. */
export function imageUrlOf(bytes: Buffer): string | undefined {
  const mediaType = imageTypeOf(bytes);
  return mediaType && `data:${mediaType};base64,${bytes.toString('base64')}`;
}

/** A PNG or JPEG as a data URL, judged by its bytes. */
export function imageSchema(mostBytes: number) {
  return z
    .string()
    .max(Math.ceil(mostBytes / 3) * 4 + 40, tooLarge(mostBytes))
    .refine((text) => (imageOf(text)?.bytes.length ?? 0) <= mostBytes, tooLarge(mostBytes))
    .refine(
      (text) => {
        const image = imageOf(text);
        return image !== undefined && imageTypeOf(image.bytes) === image.mediaType;
      },
      expecting(
        `une image PNG ou JPEG entière, de ${MOST_PIXELS} pixels de côté au plus`,
        `a whole PNG or JPEG picture, at most ${MOST_PIXELS} pixels a side`,
      ),
    );
}

function tooLarge(mostBytes: number): string {
  const kilobytes = Math.floor(mostBytes / 1000);
  return expecting(`une image de ${kilobytes} ko au plus`, `a picture of at most ${kilobytes} kB`);
}

function isWithin(width: number, height: number, most = MOST_PIXELS): boolean {
  return width > 0 && height > 0 && width <= most && height <= most;
}

/** Whether every chunk is whole and the pixels unfold. W3C PNG, third edition, §5 and §10. */
function isPng(bytes: Buffer): boolean {
  if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return false;
  const data: Buffer[] = [];
  let [width, height] = [0, 0];
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      return false;
    const type = bytes.toString('latin1', at + 4, at + 8);
    const content = bytes.subarray(at + 8, end - 4);
    if (type === 'IHDR' && length === 13)
      [width, height] = [content.readUInt32BE(0), content.readUInt32BE(4)];
    if (type === 'IDAT') data.push(content);
    if (type === 'IEND') return isWithin(width, height) && unfolds(Buffer.concat(data), width * height);
    at = end;
  }
  return false;
}

/** Eight bytes a pixel is the most that PNG has: 16 bits of red, green, blue and alpha. */
function unfolds(data: Buffer, pixels: number): boolean {
  try {
    return inflateSync(data, { maxOutputLength: pixels * 8 + MOST_PIXELS * 8 }).length > 0;
  } catch {
    return false;
  }
}

/**
 * Whether the segments lead to a frame with a size, and the file ends where JPEG ends. One of four inks is refused: a
 * PDF that is archived has the colours of a screen. ITU-T T.81 annex B.
 */
function isJpeg(bytes: Buffer, most: number): boolean {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return false;
  if (bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) < 0) return false;
  for (let at = 2; at + 9 <= bytes.length;) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    // Start of frame: C0 to CF, less the tables C4, C8 and CC.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return bytes[at + 9] !== 4 && isWithin(bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5), most);
    if (marker === 0xda) return false;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return false;
}

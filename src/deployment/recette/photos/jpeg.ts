import { BrokenPicture } from './broken-picture.js';
import { exifOrientation, orientationSegment } from './orientation.js';

/** Markers: ITU-T T.81 table B.1. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const APP15 = 0xef;

/**
 * A JPEG without what a camera or an editor wrote about it: EXIF (place, time, device), XMP, thumbnails, comments,
 * and whatever follows its end. What it needs to look the same stays: JFIF, Adobe's colours, the colour profile, and
 * which side is up. ITU-T T.81 annex B.
 */
export function cleanJpeg(bytes: Buffer): Buffer {
  const kept: Buffer[] = [Buffer.from([0xff, SOI])];
  let hasFrame = false;
  let at = 2;
  for (;;) {
    const marker = markerAt(bytes, at);
    if (marker === EOI) break;
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at, end);
    if (segment.length < 4 || end > bytes.length) throw new BrokenPicture('a segment is cut');
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) hasFrame = true;
    kept.push(...keptOf(marker, segment));
    at = end;
    if (marker !== SOS) continue;
    const scanEnd = endOfScan(bytes, end);
    kept.push(bytes.subarray(end, scanEnd));
    at = scanEnd;
  }
  if (!hasFrame || kept.length < 3) throw new BrokenPicture('there is no picture in it');
  return Buffer.concat([...kept, Buffer.from([0xff, EOI])]);
}

function keptOf(marker: number, segment: Buffer): Buffer[] {
  if (marker === APP1) {
    const orientation = exifOrientation(segment.subarray(4));
    return orientation === undefined ? [] : [orientationSegment(orientation)];
  }
  if (marker === APP0) return isPlainJfif(segment) ? [segment] : [];
  if (marker === APP2) return isColourProfile(segment) ? [segment] : [];
  if (marker === COM || (marker > APP2 && marker <= APP15 && marker !== APP14)) return [];
  return [segment];
}

/** Without a thumbnail, which an editor may have left of an earlier picture. JFIF 1.02. */
function isPlainJfif(segment: Buffer): boolean {
  return segment.length === 18 && segment.toString('latin1', 4, 9) === 'JFIF\0';
}

function isColourProfile(segment: Buffer): boolean {
  return segment.toString('latin1', 4, 16) === 'ICC_PROFILE\0';
}

function markerAt(bytes: Buffer, at: number): number {
  const marker = bytes.readUInt8(at + 1);
  if (bytes.readUInt8(at) !== 0xff || marker < 0xc0 || marker === SOI)
    throw new BrokenPicture('a marker is missing');
  return marker;
}

/** The place of the next marker that is not part of the compressed data. T.81 §B.1.1.5. */
function endOfScan(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) throw new BrokenPicture('the end is missing');
    const next = bytes.readUInt8(at + 1);
    const isData = next === 0x00 || (next >= 0xd0 && next <= 0xd7);
    if (!isData && next !== 0xff) return at;
    at += next === 0xff ? 1 : 2;
  }
}

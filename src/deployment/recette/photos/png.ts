import { crc32 } from 'node:zlib';
import { BrokenPicture } from './broken-picture.js';

/** What a PNG needs to be shown. Text, time, EXIF and private chunks are left out. PNG 3rd edition §11. */
const KEPT = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'IDAT',
  'IEND',
  'gAMA',
  'cHRM',
  'sRGB',
  'iCCP',
  'sBIT',
  'pHYs',
]);
const SIGNATURE_BYTES = 8;

/** A PNG without its metadata and without what follows its end. */
export function cleanPng(bytes: Buffer): Buffer {
  const kept: Buffer[] = [bytes.subarray(0, SIGNATURE_BYTES)];
  const seen = new Set<string>();
  let at = SIGNATURE_BYTES;
  while (!seen.has('IEND')) {
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    const name = bytes.toString('latin1', at + 4, at + 8);
    if (end > bytes.length) throw new BrokenPicture('a chunk is cut');
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      throw new BrokenPicture('a chunk is damaged');
    if (seen.size === 0 && name !== 'IHDR') throw new BrokenPicture('the header is missing');
    seen.add(name);
    if (KEPT.has(name)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (!seen.has('IDAT')) throw new BrokenPicture('there is no picture in it');
  return Buffer.concat(kept);
}

import { isBeyondEnd } from './broken-picture.js';

/** Which side of a photo is up, 1 to 8. Exif 2.32 §4.6.4, tag 0x0112. */
const ORIENTATION = 0x0112;
const SHORT = 3;

/** The orientation in the content of an EXIF segment; undefined when it has none or cannot be read. */
export function exifOrientation(content: Buffer): number | undefined {
  if (content.toString('latin1', 0, 6) !== 'Exif\0\0') return undefined;
  const tiff = content.subarray(6);
  const order = tiff.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return undefined;
  const short = (at: number) => (order === 'II' ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  try {
    const directory = order === 'II' ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
    for (let entry = 0; entry < short(directory); entry += 1) {
      const at = directory + 2 + 12 * entry;
      if (short(at) !== ORIENTATION || short(at + 2) !== SHORT) continue;
      const value = short(at + 8);
      return value >= 1 && value <= 8 ? value : undefined;
    }
  } catch (error) {
    // A directory that points outside says nothing: the photo is kept as it lies.
    if (!isBeyondEnd(error)) throw error;
  }
  return undefined;
}

/** An EXIF segment of a JPEG that says the orientation and nothing else. */
export function orientationSegment(orientation: number): Buffer {
  const segment = Buffer.from(
    // APP1, 34 bytes; Exif; big endian, directory at 8; one entry: tag, SHORT, count 1, value; no next directory.
    'ffe10022457869660000' + '4d4d002a00000008' + '0001' + '01120003' + '00000001' + '00000000' + '00000000',
    'hex',
  );
  segment.writeUInt16BE(orientation, 28);
  return segment;
}

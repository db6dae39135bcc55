import { pictureSize } from './pictures.js';
import type { Sheet } from './sheet.js';

/** A JPEG up to the end of its frame header, and the marker of the end. T.81 annex B. */
function jpeg(width: number, height: number): Buffer {
  const bytes = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080000000001011100ffd9', 'hex');
  bytes.writeUInt16BE(height, 25);
  bytes.writeUInt16BE(width, 27);
  return bytes;
}

const sheetWith = (width: number, height: number) =>
  ({ doc: { openImage: () => ({ width, height }) } }) as unknown as Sheet;

describe('a picture of a certificate', () => {
  it.each([
    ['12 megapixels', 4032, 3024],
    ['200 megapixels', 16_320, 12_240],
  ])('may be a photo of %s, as phones take them', (_, width, height) => {
    const size = pictureSize(sheetWith(width, height), jpeg(width, height), { width: 160, height: 150 });
    expect([size?.width, size?.height]).toEqual([160, 120]);
  });

  it('is none that no camera takes', () => {
    expect(pictureSize(sheetWith(1, 1), jpeg(65_000, 65_000), { width: 160, height: 150 })).toBeUndefined();
  });
});

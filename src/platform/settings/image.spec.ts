import { pngOf } from '../../../test/support/png.js';
import { expectationOf } from '../core/index.js';
import { imageOf, imageSchema, imageUrlOf } from './image.js';

const png = pngOf(3, 2);
/** A JPEG of 8 by 8 pixels up to the end of its frame header, and the marker of the end. */
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080008000801011100ffd9', 'hex');

const url = (type: string, bytes: Buffer) => `data:image/${type};base64,${bytes.toString('base64')}`;
const refusal = (text: string) => {
  const parsed = imageSchema(1_000).safeParse(text);
  return parsed.success ? undefined : expectationOf(parsed.error.issues[0]?.message ?? '')?.en;
};
const WHOLE = 'a whole PNG or JPEG picture, at most 4000 pixels a side';

describe('a picture of a setting', () => {
  it('is a PNG or a JPEG, known by its bytes', () => {
    expect(refusal(url('png', png))).toBeUndefined();
    expect(refusal(url('jpeg', jpeg))).toBeUndefined();
    expect(imageUrlOf(png)).toBe(url('png', png));
    expect(imageUrlOf(jpeg)).toBe(url('jpeg', jpeg));
    expect(imageOf(url('png', png))).toEqual({ mediaType: 'image/png', bytes: png });
  });

  it.each([
    ['another format', url('png', Buffer.from('<svg onload="alert(1)"/>'))],
    ['a JPEG that says it is a PNG', url('png', jpeg)],
    ['a PNG that was cut', url('png', png.subarray(0, png.length - 20))],
    [
      'a PNG with a changed byte',
      url('png', Buffer.from(png.toString('hex').replace('49444154', '49444155'), 'hex')),
    ],
    ['a PNG without pixels', url('png', pngOf(3, 2, { pixels: null }))],
    ['a PNG of 5,000 pixels a side', url('png', pngOf(5_000, 5_000, { pixels: Buffer.alloc(100) }))],
    ['a JPEG that ends in its header', url('jpeg', jpeg.subarray(0, 20))],
    [
      'a JPEG without a size',
      url('jpeg', Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex')),
    ],
    ['an address', 'https://example.org/logo.png'],
  ])('is refused when it is %s', (_, text) => {
    expect(refusal(text)).toBe(WHOLE);
  });

  it('has a largest size', () => {
    expect(refusal(url('png', Buffer.concat([png, Buffer.alloc(1_000)])))).toBe('a picture of at most 1 kB');
  });
});

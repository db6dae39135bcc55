import { crc32 } from 'node:zlib';
import { InputError } from '../../../platform/core/index.js';
import { readPicture } from './picture.js';

const segment = (marker: number, content: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};
const SOI = Buffer.from([0xff, 0xd8]);
const EOI = Buffer.from([0xff, 0xd9]);
const JFIF = segment(0xe0, Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\0\0', 'latin1'));
const TABLE = segment(0xdb, Buffer.alloc(65, 1));
const FRAME = segment(0xc0, Buffer.from('0800010001010111 00'.replace(' ', ''), 'hex'));
/** A scan with a stuffed 0xff and a restart marker, which are data. */
const SCAN = Buffer.concat([
  segment(0xda, Buffer.from('0101000 03f00'.replace(' ', ''), 'hex')),
  Buffer.from('12ff0034ffd056', 'hex'),
]);

/** EXIF, little endian: an orientation of 6 and a GPS directory. */
const EXIF = segment(
  0xe1,
  Buffer.concat([
    Buffer.from('Exif\0\0II\x2a\0\x08\0\0\0', 'latin1'),
    Buffer.from(
      '0200' + '12010300' + '01000000' + '06000000' + '25880400' + '01000000' + '26000000' + '00000000',
      'hex',
    ),
    Buffer.from('48.8584 N 2.2945 E'),
  ]),
);
const jpeg = (...parts: Buffer[]) => Buffer.concat([SOI, JFIF, ...parts, TABLE, FRAME, SCAN, EOI]);

const chunk = (name: string, content: Buffer) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const IHDR = chunk('IHDR', Buffer.from('00000001000000010802000000', 'hex'));
const IDAT = chunk('IDAT', Buffer.from('789c63f8cfc000000301', 'hex'));
const IEND = chunk('IEND', Buffer.alloc(0));

const riff = (name: string, content: Buffer) => {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
};
const webp = (...chunks: Buffer[]) => riff('RIFF', Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks]));
const VP8L = riff('VP8L', Buffer.from('2f00000000', 'hex'));
const vp8x = (flags: number) => riff('VP8X', Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));

const refusal = (bytes: Buffer) => {
  try {
    return readPicture(bytes, 'photo').mediaType;
  } catch (error) {
    if (error instanceof InputError) return error.findings[0]?.found;
    throw error;
  }
};

describe('a photo', () => {
  it('as JPEG loses place, device, comments and what follows its end, and keeps which side is up', () => {
    const icc = segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1'));
    const comment = segment(0xfe, Buffer.from('<script>alert(1)</script>'));
    const sent = Buffer.concat([jpeg(EXIF, comment, icc), Buffer.from('<html><script>alert(1)</script>')]);
    const { mediaType, bytes } = readPicture(sent, 'photo');
    expect(mediaType).toBe('image/jpeg');
    const upright =
      'ffe10022' + '457869660000' + '4d4d002a00000008' + '0001' + '011200030000000100060000' + '00000000';
    expect(bytes.toString('hex')).toBe(jpeg(Buffer.from(upright, 'hex'), icc).toString('hex'));
    expect(bytes.includes('48.8584')).toBe(false);
    expect(bytes.includes('script')).toBe(false);
  });

  it('as JPEG whose EXIF points outside is kept as it lies', () => {
    const lost = segment(0xe1, Buffer.from('Exif\0\0MM\0\x2a\x7f\xff\xff\xff', 'latin1'));
    expect(readPicture(jpeg(lost), 'photo').bytes.equals(jpeg())).toBe(true);
  });

  it('as PNG loses text and what follows its end', () => {
    const text = chunk('tEXt', Buffer.from('Comment\0<svg onload=alert(1)>'));
    const exif = chunk('eXIf', Buffer.from('MM'));
    const sent = Buffer.concat([PNG, IHDR, text, exif, IDAT, IEND, Buffer.from('<svg/>')]);
    const { mediaType, bytes } = readPicture(sent, 'photo');
    expect(mediaType).toBe('image/png');
    expect(bytes.equals(Buffer.concat([PNG, IHDR, IDAT, IEND]))).toBe(true);
  });

  it('as WebP loses EXIF and XMP, and announces them no longer', () => {
    const sent = webp(
      vp8x(0x1c),
      VP8L,
      riff('EXIF', Buffer.from('place')),
      riff('XMP ', Buffer.from('<x/>')),
    );
    const { mediaType, bytes } = readPicture(sent, 'photo');
    expect(mediaType).toBe('image/webp');
    expect(bytes.equals(webp(vp8x(0x10), VP8L))).toBe(true);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('hello')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
    ['a page that ends as a JPEG', Buffer.concat([Buffer.from('<html>'), jpeg()])],
    ['a GIF', Buffer.from('GIF89a')],
  ])('that is %s is refused by its bytes', (_, bytes) => {
    expect(refusal(bytes)).toBe('another format');
  });

  const whole = jpeg();
  const broken = PNG.length + 20;
  it.each([
    ['a JPEG cut in its header', whole.subarray(0, 12)],
    ['a JPEG cut in its picture', whole.subarray(0, -4)],
    ['a JPEG without a picture', Buffer.concat([SOI, JFIF, EOI])],
    [
      'a JPEG with a page after its first bytes',
      Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.from('<html>')]),
    ],
    ['a PNG cut in a chunk', Buffer.concat([PNG, IHDR, IDAT.subarray(0, 9)])],
    ['a PNG without a picture', Buffer.concat([PNG, IHDR, IEND])],
    ['a PNG with a damaged chunk', Buffer.concat([PNG, IHDR, IDAT, IEND]).fill(0xee, broken, broken + 1)],
    ['a WebP shorter than it says', webp(VP8L).subarray(0, -3)],
    ['a WebP without a picture', webp(vp8x(0))],
  ])('that is %s is refused as damaged', (_, bytes) => {
    expect(refusal(bytes)).toBe('an incomplete or damaged picture');
  });
});

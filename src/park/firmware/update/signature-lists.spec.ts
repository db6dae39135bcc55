import { certificateList, digestList } from '../../../../test/support/authority-signing.js';
import { listEntries, MalformedList } from './signature-lists.js';

const DIGESTS = digestList('00'.repeat(32), '11'.repeat(32));
const SIZE = 24;

/** The same list, with another number in its header. */
function withNumber(list: Buffer, at: number, number: number): Buffer {
  const copy = Buffer.from(list);
  copy.writeUInt32LE(number, at);
  return copy;
}

describe('lists of keys', () => {
  it('have entries of several lengths and kinds, in order', () => {
    const lists = Buffer.concat([DIGESTS, certificateList(Buffer.from('one'), Buffer.from('longer'))]);
    expect(listEntries(lists).map(({ kind, value }) => [kind, value.toString('latin1')])).toEqual([
      ['digest', '\0'.repeat(32)],
      ['digest', '\x11'.repeat(32)],
      ['certificate', 'one'],
      ['certificate', 'longer'],
    ]);
  });

  it.each([
    ['entries that do not fill it', withNumber(DIGESTS, SIZE, 47), 'entries of 47 bytes in 96'],
    [
      'certificates that do not fill it',
      withNumber(certificateList(Buffer.from('one')), SIZE, 18),
      'entries of 18 bytes in 19',
    ],
    ['entries that are owners alone', withNumber(DIGESTS, SIZE, 16), 'entries of 16 bytes in 96'],
    ['digests of another length', withNumber(DIGESTS, SIZE, 32), 'entries of 32 bytes in 96'],
    ['a header that is all of it', withNumber(DIGESTS, 20, 96), 'entries of 48 bytes in 0'],
    ['a length below its own header', withNumber(DIGESTS, 16, 27), 'a list of 27 bytes at 0, 124 are left'],
    ['something after it', Buffer.concat([DIGESTS, Buffer.alloc(5)]), '5 bytes after the last list'],
  ])('are none with %s', (_, data, message) => {
    expect(() => listEntries(data)).toThrow(new MalformedList(message));
  });
});

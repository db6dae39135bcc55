import { joinBlobBytes, joinBlobText } from '../../../test/support/join-blob.js';
import { readJoinBlob } from './join-blob.js';

const bytes = joinBlobBytes({ domain: 'corp.example', machine: 'PC-001' });

describe('an offline join blob', () => {
  it('says its domain and its PC', () => {
    expect(readJoinBlob(joinBlobText({ domain: 'corp.example', machine: 'PC-001' }))).toEqual({
      domain: 'corp.example',
      machine: 'PC-001',
    });
  });

  it('may be broken into lines', () => {
    const text = bytes.toString('base64').replace(/(.{40})/g, '$1\r\n    ');
    expect(readJoinBlob(`\n${text}\n`)).toEqual({ domain: 'corp.example', machine: 'PC-001' });
  });

  it.each([
    ['nothing', '', 'base64'],
    ['what is no base64', 'ARAIAMzMzMw!', 'base64'],
    ['a cut base64', bytes.toString('base64').slice(0, -1), 'base64'],
    [
      'bytes without a header',
      Buffer.from('a machine password').toString('base64'),
      'the NDR header 01 10 08 00 cc cc cc cc',
    ],
    ['a header alone', bytes.subarray(0, 12).toString('base64'), 'the NDR header 01 10 08 00 cc cc cc cc'],
    [
      'a cut end',
      bytes.subarray(0, 200).toString('base64'),
      `${bytes.length - 16} bytes after the NDR header, not 184`,
    ],
    [
      'what is pasted after it',
      Buffer.concat([bytes, Buffer.alloc(9)]).toString('base64'),
      `${bytes.length - 16} bytes after the NDR header, not ${bytes.length - 7}`,
    ],
    ['another version', changed(20, 2), 'ODJ_PROVISION_DATA version 1'],
    ['no blob', changed(24, 0), 'ODJ_PROVISION_DATA version 1'],
    ['a thousand blobs', changed(24, 1_000), 'ODJ_PROVISION_DATA version 1'],
    ['a blob longer than the file', changed(40, 1_000_000), 'an NDR length that fits in the bytes'],
    [
      'a string longer than the blob',
      changed(52 + 16 + 112 + 8, 1_000_000),
      'an NDR length that fits in the bytes',
    ],
  ])('is told apart from %s', (_, text, expected) => {
    expect(readJoinBlob(text)).toEqual({ fault: { fr: expect.any(String), en: expected } });
  });

  it('may have parts of newer formats alone, which say nothing here', () => {
    expect(readJoinBlob(changed(36, 2))).toEqual({});
  });

  it('never throws, whatever is cut or changed', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      expect(readJoinBlob(bytes.subarray(0, at).toString('base64'))).toBeDefined();
      expect(readJoinBlob(changed(Math.min(at, bytes.length - 4), 0xffffffff))).toBeDefined();
    }
  });
});

/** The same blob with one word changed. */
function changed(at: number, word: number): string {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(word, at);
  return copy.toString('base64');
}

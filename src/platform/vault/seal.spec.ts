import { randomBytes } from 'node:crypto';
import { openWith, sealWith } from './seal.js';

const key = randomBytes(32);
const sealed = sealWith(key, Buffer.from('hunter2'), 'secret:wifi');

describe('a sealed value', () => {
  it('opens with the same key and context', () => {
    expect(openWith(key, sealed, 'secret:wifi').toString()).toBe('hunter2');
  });

  it('may be empty', () => {
    expect(openWith(key, sealWith(key, Buffer.alloc(0), 'c'), 'c')).toEqual(Buffer.alloc(0));
  });

  it('is version 1, a random nonce of 12 bytes, the ciphertext and a tag of 16 bytes', () => {
    expect(sealed.length).toBe(1 + 12 + 'hunter2'.length + 16);
    expect(sealed[0]).toBe(1);
    expect(sealWith(key, Buffer.from('hunter2'), 'secret:wifi')).not.toEqual(sealed);
  });

  it('does not open in another context', () => {
    expect(() => openWith(key, sealed, 'secret:other')).toThrow(
      'the sealed value "secret:other" does not open: it was changed, or sealed with another key',
    );
  });

  it('does not open with another key', () => {
    expect(() => openWith(randomBytes(32), sealed, 'secret:wifi')).toThrow('does not open');
  });

  it('does not open when any one byte was changed', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openWith(key, changed, 'secret:wifi')).toThrow();
    }
  });

  it('does not open when it was truncated', () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => openWith(key, sealed.subarray(0, length), 'secret:wifi')).toThrow('does not open');
    }
  });

  it('of a later release gives an error that says so', () => {
    const later = Buffer.from(sealed);
    later[0] = 2;
    expect(() => openWith(key, later, 'secret:wifi')).toThrow(
      'the sealed value "secret:wifi" has version 2, this release of Établi knows version 1',
    );
  });
});

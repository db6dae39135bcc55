import fc from 'fast-check';
import { isSharedMac, normaliseMac } from './mac.js';

describe('MAC addresses', () => {
  it.each([
    ['52:54:00:12:34:56', '52:54:00:12:34:56'],
    ['00-1A-2B-3C-4D-5E', '00:1a:2b:3c:4d:5e'],
    ['001A.2B3C.4D5E', '00:1a:2b:3c:4d:5e'],
    ['001a2b3c4d5e', '00:1a:2b:3c:4d:5e'],
    [' 00 1A 2B 3C 4D 5E ', '00:1a:2b:3c:4d:5e'],
    ['001a-2b3c-4d5e', '00:1a:2b:3c:4d:5e'],
  ])('%j is %s', (text, mac) => {
    expect(normaliseMac(text)).toBe(mac);
  });

  it.each([
    [''],
    ['00:1a:2b:3c:4d'],
    ['00:1a:2b:3c:4d:5e:6f'],
    ['00:1a:2b:3c:4d:5g'],
    ['00:1a-2b:3c-4d:5e'],
    ['0:1a:2b:3c:4d:5e'],
    ['1,23457E+11'],
  ])('%j is none', (text) => {
    expect(normaliseMac(text)).toBeUndefined();
  });

  it('normalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 6, maxLength: 6 }), (bytes) => {
        const mac = normaliseMac(Buffer.from(bytes).toString('hex').toUpperCase())!;
        expect(normaliseMac(mac)).toBe(mac);
      }),
    );
  });

  it.each([
    ['00:00:00:00:00:00'],
    ['ff:ff:ff:ff:ff:ff'],
    ['33:33:00:00:00:01'],
    ['01:00:5e:00:00:01'],
    ['00:50:56:c0:00:08'],
    ['0a:00:27:00:00:00'],
    ['44:45:53:54:00:00'],
  ])('%s can name no PC', (mac) => {
    expect(isSharedMac(mac)).toBe(true);
  });

  it.each([['52:54:00:12:34:56'], ['00:1a:2b:3c:4d:5e'], ['00:50:56:11:22:33']])(
    '%s can name a PC',
    (mac) => {
      expect(isSharedMac(mac)).toBe(false);
    },
  );
});

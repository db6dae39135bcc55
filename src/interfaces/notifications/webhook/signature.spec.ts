import { createHmac } from 'node:crypto';
import { signatureOf } from './signature.js';

describe('the signature of a webhook', () => {
  // The example of the manual: openssl dgst -sha256 -hmac 'a secret of the site' over `1767225600.{"event":"lot.done"}`.
  it('is the HMAC-SHA256 of the seconds, a dot and the body', () => {
    const at = new Date('2026-01-01T00:00:00.900Z');
    expect(signatureOf('a secret of the site', '{"event":"lot.done"}', at)).toBe(
      't=1767225600,v1=94a6717f4c333a0b5d5677f606101270753cbfa75bc49b201cb25e5ca973e820',
    );
  });

  it('covers the bytes of the body, whatever its language', () => {
    const at = new Date('2026-01-01T00:00:00Z');
    const body = '{"subject":"poste échoué ✗"}';
    const expected = createHmac('sha256', 'key')
      .update(Buffer.from(`1767225600.${body}`))
      .digest('hex');
    expect(signatureOf('key', body, at)).toBe(`t=1767225600,v1=${expected}`);
  });

  it('is another one for another second, secret or body', () => {
    const at = new Date('2026-01-01T00:00:00Z');
    const later = new Date('2026-01-01T00:00:01Z');
    const all = [
      signatureOf('key', 'body', at),
      signatureOf('key', 'body', later),
      signatureOf('other', 'body', at),
      signatureOf('key', 'bodY', at),
    ];
    expect(new Set(all.map((one) => one.split('v1=')[1])).size).toBe(4);
  });
});

import type { Request, Response } from 'express';
import { bearerToken } from './bearer.js';
import { collapseSlashes } from './collapse-slashes.js';
import { plainAddress } from './plain-address.js';

describe('collapseSlashes', () => {
  it.each([
    ['//env///vmlinuz', '/env/vmlinuz'],
    ['/boot/52:54:00:e7:ab:01/grub.cfg?serial=a//b', '/boot/52:54:00:e7:ab:01/grub.cfg?serial=a//b'],
    ['//boot/x?serial=a//b?c', '/boot/x?serial=a//b?c'],
  ])('makes %s %s', (given, expected) => {
    const request = { url: given } as Request;
    let called = 0;
    collapseSlashes(request, {} as Response, () => (called += 1));
    expect(request.url).toBe(expected);
    expect(called).toBe(1);
  });
});

describe('plainAddress', () => {
  it('shortens IPv4-mapped IPv6 addresses only', () => {
    expect(plainAddress('::ffff:10.77.1.151')).toBe('10.77.1.151');
    expect(plainAddress('10.77.1.151')).toBe('10.77.1.151');
    expect(plainAddress('fe80::1')).toBe('fe80::1');
    expect(plainAddress(undefined)).toBe('');
  });
});

describe('bearerToken', () => {
  it('is only the token of a well-formed header', () => {
    expect(bearerToken('Bearer abc.DEF-1_2')).toBe('abc.DEF-1_2');
    expect(bearerToken('bearer abc')).toBe('abc');
    for (const header of [undefined, '', 'Basic abc', 'Bearer', 'Bearer a b', `Bearer ${'x'.repeat(3000)}`]) {
      expect(bearerToken(header)).toBeUndefined();
    }
  });
});

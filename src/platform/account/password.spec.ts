import { hashPassword, NOBODYS_HASH, randomPassword, verifyPassword } from './password.js';

describe('a password', () => {
  it('is kept as scrypt with N = 32768, r = 8, p = 3, and verifies', async () => {
    const stored = await hashPassword('correct horse battery');
    expect(stored).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword('correct horse battery', stored)).toBe(true);
    expect(await verifyPassword('correct horse batterY', stored)).toBe(false);
  });

  it('is salted', async () => {
    expect(await hashPassword('correct horse battery')).not.toBe(await hashPassword('correct horse battery'));
  });

  it('is the same in every Unicode normalisation form', async () => {
    const stored = await hashPassword('étagère-établi'.normalize('NFC'));
    expect(await verifyPassword('étagère-établi'.normalize('NFD'), stored)).toBe(true);
  });

  it('has 12 characters at least, counted as graphemes', async () => {
    await expect(hashPassword('elevenchars')).rejects.toThrow('the password must have 12 to 256 characters');
    await expect(hashPassword('😀😀😀😀😀😀')).rejects.toThrow('12 to 256 characters');
    await expect(hashPassword('a'.repeat(257))).rejects.toThrow('12 to 256 characters');
  });

  it('is not part of the error that refuses it', async () => {
    await expect(hashPassword('hunter2')).rejects.toMatchObject({
      findings: [{ field: 'password', found: '[secret]' }],
    });
  });

  it('is compared at the same cost for an unknown name, and never matches', async () => {
    expect(NOBODYS_HASH.split('$').slice(0, 4)).toEqual(['scrypt', '32768', '8', '3']);
    expect(await verifyPassword('', NOBODYS_HASH)).toBe(false);
  });

  it('does not match a damaged hash', async () => {
    expect(await verifyPassword('x', '')).toBe(false);
    expect(await verifyPassword('x', 'scrypt$32768$8$3$$')).toBe(false);
  });
});

describe('a random password', () => {
  it('is five groups of legible characters, different each time', () => {
    expect(randomPassword()).toMatch(/^([a-hj-kmnp-z2-9]{4}-){4}[a-hj-kmnp-z2-9]{4}$/);
    expect(new Set(Array.from({ length: 100 }, randomPassword)).size).toBe(100);
  });
});

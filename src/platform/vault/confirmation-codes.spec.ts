import { ConfirmationCodes } from './confirmation-codes.js';

const codes = new ConfirmationCodes(Buffer.alloc(32, 1));

describe('a confirmation code', () => {
  it('has six digits', () => {
    const made = Array.from({ length: 2_000 }, (_, n) => codes.code(`session-${n}`, 1));
    expect(made.filter((code) => !/^\d{6}$/.test(code))).toEqual([]);
    expect(made.some((code) => code.startsWith('0'))).toBe(true);
  });

  it('depends on the key of the database, the session and the number only', () => {
    const code = codes.code('session', 1);
    expect(new ConfirmationCodes(Buffer.alloc(32, 1)).code('session', 1)).toBe(code);
    expect(codes.code('session', 2)).not.toBe(code);
    expect(codes.code('other', 1)).not.toBe(code);
    expect(new ConfirmationCodes(Buffer.alloc(32, 2)).code('session', 1)).not.toBe(code);
  });
});

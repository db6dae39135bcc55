import { reportedMemoryMib } from './reported-memory.js';

describe('the memory that GRUB reports', () => {
  it.each([
    ['.512', 512],
    ['.256.0.256.0', 512],
    ['.8192.8192', 16_384],
    // Sizes of 32 GiB and more are in another field; the value here is large enough.
    ['.32767', 32_767],
    // In KiB, 16 MiB is the largest size.
    [`.${0x8000 + 0x4000}.512`, 528],
  ])('%s is %s MiB', (reported, mib) => {
    expect(reportedMemoryMib(reported)).toBe(mib);
  });

  it.each([undefined, '', '.', '512', '.512.', '.512.65535', '.8', '.0.0', '.x', `.512${'.0'.repeat(64)}`])(
    '%s is not to be believed',
    (reported) => {
      expect(reportedMemoryMib(reported)).toBeUndefined();
    },
  );
});

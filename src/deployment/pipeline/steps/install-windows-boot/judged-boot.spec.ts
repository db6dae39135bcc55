import { judgedBoot } from './judged-boot.js';

describe('the boot files of Windows', () => {
  it.each([
    { esp: '/dev/sda1', bcd: { sha256: 'a' }, files: [{ path: 'EFI/Boot/bootx64.efi' }], entry: '0001' },
    { bcd: 'Boot/BCD', files: 12 },
  ])('are installed as the agent tells: %j', (answer) => {
    expect(judgedBoot(answer)).toEqual(answer);
  });

  it.each([
    {},
    { bcd: {}, files: [] },
    { bcd: {}, files: 0 },
    { files: ['x'] },
    { bcd: null, files: 3 },
    undefined,
  ])('are no success when nothing was read back: %j', (answer) => {
    expect(() => judgedBoot(answer)).toThrow('the boot files of Windows were not read back from the disk');
  });
});

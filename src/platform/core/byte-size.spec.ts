import { binarySize, decimalSize } from './byte-size.js';

describe('a size for people', () => {
  it.each<[number, string, string]>([
    [0, '0 o', '0 B'],
    [1023, '1023 o', '1023 B'],
    [1024, '1 Kio', '1 KiB'],
    [300 * 2 ** 20, '300 Mio', '300 MiB'],
    [0.8 * 2 ** 30, '819,2 Mio', '819.2 MiB'],
    [1.5 * 2 ** 30, '1,5 Gio', '1.5 GiB'],
    [8 * 2 ** 30, '8 Gio', '8 GiB'],
    [16 * 2 ** 30 - 1, '15,9 Gio', '15.9 GiB'],
    [2048 * 2 ** 40, '2048 Tio', '2048 TiB'],
  ])('is in binary units for memory: %d bytes', (bytes, fr, en) => {
    expect(binarySize(bytes)).toEqual({ fr, en });
  });

  it.each<[number, string, string]>([
    [999, '999 o', '999 B'],
    [1_440_000, '1,4 Mo', '1.4 MB'],
    [512_110_190_592, '512,1 Go', '512.1 GB'],
    [999_999_999_999, '999,9 Go', '999.9 GB'],
    [1_000_204_886_016, '1000,2 Go', '1000.2 GB'],
    [1_024_209_543_168, '1024,2 Go', '1024.2 GB'],
  ])('is in decimal units for disks: %d bytes', (bytes, fr, en) => {
    expect(decimalSize(bytes)).toEqual({ fr, en });
  });
});

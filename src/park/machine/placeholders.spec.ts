import { isPlaceholderSerial, isPlaceholderUuid, swappedUuid } from './placeholders.js';

describe('placeholder serial numbers', () => {
  it.each([
    ['To be filled by O.E.M.'],
    ['To Be Filled By O.E.M.'],
    ['TO BE FILLED BY OEM'],
    ['Default string'],
    ['Default_string'],
    ['System Serial Number'],
    ['SystemSerialNumb'],
    ['Chassis Serial Number'],
    ['Base Board Serial Number'],
    ['Type2 - Board Serial Number'],
    ['None'],
    ['none'],
    ['N/A'],
    ['Not Specified'],
    ['Not Applicable'],
    ['Not Available'],
    ['INVALID'],
    ['(null string)'],
    ['Unknown'],
    ['EVAL'],
    ['OEM_Serial'],
    ['0'],
    ['00000000'],
    ['0000-0000'],
    ['1111111111'],
    ['0101010'],
    ['xxxxxxxxxxx'],
    ['XXXXXXXXXX'],
    ['Serial Number xxxxxx'],
    ['NNNNNNN'],
    ['12345'],
    ['123456789'],
    ['1234567890'],
    ['0123456789'],
    ['0123456789ABCDEF'],
    ['123456789000'],
    ['12345678901234567'],
    ['9876543210'],
    ['MB-1234567890'],
    ['SYS-1234567890'],
    ['SN-12345'],
    [''],
    ['   '],
    ['.'],
    ['........'],
    ['-'],
    ['FFFFFFFF'],
    ['\u0000\u0000'],
  ])('%j names no machine', (serial) => {
    expect(isPlaceholderSerial(serial)).toBe(true);
  });

  it.each([
    ['5CG1234XYZ'],
    ['PF2ABCDE'],
    ['7YL4M33'],
    ['C02XK0AAJHD2'],
    ['ETABLI-0001'],
    ['PC-001'],
    ['1234ABC'],
    ['VMware-42 1d 5f 3a 9c 1b 7e 22-8a 3d'],
    ['0000123'],
    ['S/N 88-1'],
  ])('%j names a machine', (serial) => {
    expect(isPlaceholderSerial(serial)).toBe(false);
  });
});

describe('placeholder UUIDs', () => {
  it.each([
    ['00000000-0000-0000-0000-000000000000'],
    ['FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
    ['ffffff00-ffff-ffff-ffff-ffffffffffff'],
    ['01010101-0101-0101-0101-010101010101'],
    ['fefefefe-fefe-fefe-fefe-fefefefefefe'],
    ['03000200-0400-0500-0006-000700080009'],
    ['00020003-0004-0005-0006-000700080009'],
    ['12345678-1234-5678-90AB-CDDEEFAABBCC'],
    ['78563412-3412-7856-90ab-cddeefaabbcc'],
    ['6AB5B300-538D-1014-9FB5-B0684D007B53'],
    ['00000000-0000-0000-0000-525400123456'],
    ['Not Settable'],
    ['Not Present'],
    [''],
    ['2'],
    ['4c4c4544-0044-3510-8052-b4c04f4b303g'],
  ])('%j names no machine', (uuid) => {
    expect(isPlaceholderUuid(uuid)).toBe(true);
  });

  it.each([
    ['4C4C4544-0044-3510-8052-B4C04F4B3032'],
    ['11F6E606-84D1-4E74-AF7C-3B54377D15E3'],
    ['00000000-84d1-4e74-af7c-3b54377d15e3'],
    [' f2265c3a-1cd7-40a5-80d7-52f0688cf3c8\n'],
  ])('%j names a machine', (uuid) => {
    expect(isPlaceholderUuid(uuid)).toBe(false);
  });

  it('the other byte order reverses the first three fields', () => {
    expect(swappedUuid('4238d4b6-0090-3e75-9406-b310eafa2b1e')).toBe('b6d43842-9000-753e-9406-b310eafa2b1e');
    expect(swappedUuid(swappedUuid('4238d4b6-0090-3e75-9406-b310eafa2b1e'))).toBe(
      '4238d4b6-0090-3e75-9406-b310eafa2b1e',
    );
  });
});

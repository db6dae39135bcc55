/** Windows' code page of Western Europe, in the names of the WHATWG Encoding Standard. */
export const DEFAULT_CODE_PAGE = 'windows-1252';

/** The code page of each primary language (the low ten bits of a language id) that does not use Windows-1252. */
const CODE_PAGES: Record<number, string> = {
  0x01: 'windows-1256',
  0x02: 'windows-1251',
  0x04: 'gbk',
  0x05: 'windows-1250',
  0x08: 'windows-1253',
  0x0d: 'windows-1255',
  0x0e: 'windows-1250',
  0x11: 'shift_jis',
  0x12: 'euc-kr',
  0x15: 'windows-1250',
  0x18: 'windows-1250',
  0x19: 'windows-1251',
  0x1a: 'windows-1250',
  0x1b: 'windows-1250',
  0x1e: 'windows-874',
  0x1f: 'windows-1254',
  0x20: 'windows-1256',
  0x22: 'windows-1251',
  0x23: 'windows-1251',
  0x24: 'windows-1250',
  0x25: 'windows-1257',
  0x26: 'windows-1257',
  0x27: 'windows-1257',
  0x29: 'windows-1256',
  0x2a: 'windows-1258',
  0x2f: 'windows-1251',
};

/** Languages whose primary language has another code page: traditional Chinese, Serbian in Cyrillic letters. */
const EXCEPTIONS: Record<number, string> = {
  0x0404: 'big5',
  0x0c04: 'big5',
  0x1404: 'big5',
  0x0c1a: 'windows-1251',
  0x1c1a: 'windows-1251',
};

/** The Windows code page of a language id, such as 0x0411 for Japanese. */
export function codePageOf(languageId: number): string {
  return EXCEPTIONS[languageId] ?? CODE_PAGES[languageId & 0x3ff] ?? DEFAULT_CODE_PAGE;
}

import { codePageOf, DEFAULT_CODE_PAGE } from './code-page.js';

export type InfEncoding = 'utf-16le' | 'utf-16be' | 'utf-8' | 'code-page';

/** The text of an INF. In a file of a Windows code page, `text` has one character for each byte: see `decoded`. */
export interface InfText {
  encoding: InfEncoding;
  text: string;
}

/** How many bytes are looked at to recognise UTF-16 without a byte order mark. */
const LOOKED_AT = 2_048;
/** INFs are mostly ASCII: in UTF-16, at least this share of their characters has a zero byte. */
const ZERO_SHARE = 0.5;
const NOT_ASCII = /[\u0080-\u00ff]/;

/** Recognises the encoding of an INF by its byte order mark, or else by its bytes, as Windows' Setup API does. */
export function decodeInf(bytes: Buffer): InfText {
  if (startsWith(bytes, 0xff, 0xfe)) return utf16('utf-16le', bytes.subarray(2));
  if (startsWith(bytes, 0xfe, 0xff)) return utf16('utf-16be', bytes.subarray(2));
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', text: bytes.toString('utf8', 3) };
  const guess = utf16Guess(bytes);
  if (guess !== undefined) return utf16(guess, bytes);
  return plain(bytes);
}

/**
 * A field of an INF in a Windows code page: that of the language of its section, for `[Strings.0411]`, and
 * Windows-1252 elsewhere. An INF with no language does not say which code page it was written in.
 */
export function decoded(field: string, section: string): string {
  if (!NOT_ASCII.test(field)) return field;
  const language = /^strings\.([0-9a-f]{4})$/i.exec(section)?.[1];
  const codePage = language === undefined ? DEFAULT_CODE_PAGE : codePageOf(parseInt(language, 16));
  return new TextDecoder(codePage).decode(Buffer.from(field, 'latin1'));
}

function startsWith(bytes: Buffer, ...mark: number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte);
}

function utf16(encoding: 'utf-16le' | 'utf-16be', bytes: Buffer): InfText {
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  const little = encoding === 'utf-16le' ? even : Buffer.from(even).swap16();
  return { encoding, text: little.toString('utf16le').toWellFormed() };
}

function utf16Guess(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const looked = Math.min(bytes.length - (bytes.length % 2), LOOKED_AT);
  const zeros = [0, 0];
  for (let at = 0; at < looked; at += 1) if (bytes[at] === 0) zeros[at % 2]! += 1;
  const most = (looked / 2) * ZERO_SHARE;
  const [even = 0, odd = 0] = zeros;
  if (odd > most && even < odd / 4) return 'utf-16le';
  if (even > most && odd < even / 4) return 'utf-16be';
  return undefined;
}

function plain(bytes: Buffer): InfText {
  try {
    return { encoding: 'utf-8', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { encoding: 'code-page', text: bytes.toString('latin1') };
  }
}

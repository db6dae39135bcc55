import { positionOf } from './position.js';
import { XmlError } from './xml-error.js';

/** The text of a document without its byte order mark, and its encoding. */
export interface DecodedText {
  text: string;
  /** WHATWG name: `utf-8`, `utf-16le`… */
  encoding: string;
}

/** How many bytes are searched for the XML declaration. */
const DECLARATION_BYTES = 256;

/**
 * Decodes bytes by the byte order mark, else by the first two bytes, else by the XML declaration, else as UTF-8.
 * XML 1.0, appendix F.
 * @throws {XmlError} encoding: unknown, different from that of the bytes, or with invalid bytes
 */
export function decodeXml(bytes: Uint8Array): DecodedText {
  const encoding = encodingOf(bytes);
  try {
    return { text: decoderOf(encoding).decode(bytes), encoding };
  } catch {
    throw badBytes(bytes, encoding);
  }
}

function encodingOf(bytes: Uint8Array): string {
  const marked = encodingByMark(bytes);
  if (marked) return marked;
  const head = Buffer.from(bytes.subarray(0, DECLARATION_BYTES)).toString('latin1');
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)["']/.exec(head)?.[1]?.toLowerCase();
  if (declared === undefined) return 'utf-8';
  if (/^(utf-?16|ucs-?2|iso-10646-ucs-2|unicode)/.test(declared)) throw belied(declared);
  return known(declared);
}

function encodingByMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  return undefined;
}

function decoderOf(encoding: string): TextDecoder {
  return new TextDecoder(encoding, { fatal: true });
}

function known(declared: string): string {
  try {
    return decoderOf(declared).encoding;
  } catch {
    throw new XmlError(
      'encoding',
      { line: 1, column: 1 },
      {
        fr: `l’encodage déclaré « ${declared} » est inconnu`,
        en: `the declared encoding “${declared}” is unknown`,
      },
      SAVE_AS_UTF8,
    );
  }
}

const SAVE_AS_UTF8 = {
  fr: 'enregistrez le fichier en UTF-8 et déclarez encoding="utf-8"',
  en: 'save the file as UTF-8 and declare encoding="utf-8"',
};

function belied(declared: string): XmlError {
  return new XmlError(
    'encoding',
    { line: 1, column: 1 },
    {
      fr: `la déclaration annonce « ${declared} », mais les octets ne sont pas de l’UTF-16`,
      en: `the declaration says “${declared}”, but the bytes are not UTF-16`,
    },
    SAVE_AS_UTF8,
  );
}

/** The offset of the first byte that is invalid in the encoding, by binary search. */
function badBytes(bytes: Uint8Array, encoding: string): XmlError {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(bytes.subarray(0, middle), encoding)) good = middle;
    else bad = middle;
  }
  const before = new TextDecoder(encoding).decode(bytes.subarray(0, good), { stream: true });
  return new XmlError(
    'encoding',
    positionOf(before, before.length),
    {
      fr: `l’octet ${bad} n’existe pas en ${encoding.toUpperCase()}`,
      en: `byte ${bad} does not exist in ${encoding.toUpperCase()}`,
    },
    SAVE_AS_UTF8,
  );
}

function decodes(bytes: Uint8Array, encoding: string): boolean {
  try {
    decoderOf(encoding).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

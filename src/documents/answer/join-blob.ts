import type { Bilingual } from '../../platform/core/index.js';

/** The domain and the PC of an offline join blob, when it names them. Its machine password is not read. */
export interface JoinBlob {
  /** As the directory names the domain: DNS or NetBIOS. */
  domain?: string;
  machine?: string;
}

/** A blob that Windows could not read, and why. */
export interface JoinBlobFault {
  fault: Bilingual;
}

/** Type serialization version 1, [MS-RPCE] §2.2.6: version 1, little endian, header of 8 bytes, filler. */
const HEADER = Buffer.from('01100800cccccccc', 'hex');
/** Both headers: the common one, then the length of what follows and a filler. */
const HEADERS = 16;
const WIN7_BLOB = 1;
/** More parts than any real blob has. */
const MOST_BLOBS = 16;
/** The fixed part of ODJ_WIN7BLOB: four pointers, policy DNS domain, domain controller, options; strings follow. */
const WIN7_FIXED = 112;

/**
 * Reads an offline join blob as `djoin /provision` and `net offlinejoin provision` make it: base64 of
 * ODJ_PROVISION_DATA in NDR. White space in the base64 does not matter. Never throws.
 */
export function readJoinBlob(text: string): JoinBlob | JoinBlobFault {
  const base64 = text.replace(/\s+/g, '');
  if (base64 === '' || base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    return fault('du base64', 'base64');
  }
  const bytes = Buffer.from(base64, 'base64');
  const top = headerFault(bytes);
  if (top) return top;
  return readProvision(bytes);
}

function fault(fr: string, en: string): JoinBlobFault {
  return { fault: { fr, en } };
}

const TRUNCATED = fault(
  'une longueur NDR qui tienne dans les octets',
  'an NDR length that fits in the bytes',
);

function headerFault(bytes: Buffer): JoinBlobFault | undefined {
  if (bytes.length < HEADERS || !bytes.subarray(0, HEADER.length).equals(HEADER)) {
    return fault('l’en-tête NDR 01 10 08 00 cc cc cc cc', 'the NDR header 01 10 08 00 cc cc cc cc');
  }
  const length = bytes.readUInt32LE(HEADER.length);
  const held = bytes.length - HEADERS;
  if (length > held || held - length >= 8) {
    return fault(
      `${length} octets après l’en-tête NDR, et non ${held}`,
      `${length} bytes after the NDR header, not ${held}`,
    );
  }
  return undefined;
}

/** ODJ_PROVISION_DATA: a pointer, version 1, a number of blobs; then each blob’s format and length; then the blobs. */
function readProvision(bytes: Buffer): JoinBlob | JoinBlobFault {
  const [pointer, version, count = 0] = words(bytes, HEADERS, 3);
  if (!pointer || version !== 1 || count < 1 || count > MOST_BLOBS) {
    return fault('ODJ_PROVISION_DATA version 1', 'ODJ_PROVISION_DATA version 1');
  }
  const listed = HEADERS + 20;
  let at = listed + 12 * count;
  for (let index = 0; index < count; index += 1) {
    const [format, length = 0] = words(bytes, listed + 12 * index, 2);
    if (format === undefined || at + 4 + length > bytes.length) return TRUNCATED;
    if (format === WIN7_BLOB) return readWin7Blob(bytes.subarray(at + 4, at + 4 + length));
    at += 4 * Math.ceil((4 + length) / 4);
  }
  return {};
}

function readWin7Blob(bytes: Buffer): JoinBlob | JoinBlobFault {
  const nested = headerFault(bytes);
  if (nested) return nested;
  const domain = wideString(bytes, HEADERS + WIN7_FIXED);
  const machine = domain && wideString(bytes, domain.end);
  if (!domain || !machine) return TRUNCATED;
  return { domain: domain.text, machine: machine.text };
}

/** An NDR string: maximum, offset and actual count of UTF-16 units, then the units, padded to four bytes. */
function wideString(bytes: Buffer, at: number): { text: string; end: number } | undefined {
  const [, offset, count = 0] = words(bytes, at, 3);
  const end = at + 12 + 2 * count;
  if (offset !== 0 || count === 0 || end > bytes.length) return undefined;
  const text = bytes.toString('utf16le', at + 12, end);
  return { text: withoutNulls(text), end: at + 12 + 4 * Math.ceil(count / 2) };
}

/** A text without the nulls that it ends with. */
function withoutNulls(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0) end -= 1;
  return text.slice(0, end);
}

/** Little-endian words; fewer than `count` where the bytes end. */
function words(bytes: Buffer, at: number, count: number): number[] {
  const whole = Math.max(0, Math.min(count, Math.floor((bytes.length - at) / 4)));
  return Array.from({ length: whole }, (_, index) => bytes.readUInt32LE(at + 4 * index));
}

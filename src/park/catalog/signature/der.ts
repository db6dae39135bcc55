/** One value of DER (X.690): its bytes with tag and length, and without. */
export interface Der {
  tag: number;
  whole: Buffer;
  content: Buffer;
}

/** Universal tags, and the constructed context tags of CMS. */
export const TAG = {
  INTEGER: 0x02,
  OCTETS: 0x04,
  OID: 0x06,
  SEQUENCE: 0x30,
  SET: 0x31,
  FIRST: 0xa0,
  SECOND: 0xa1,
};

/** Thrown for bytes that are not DER, or not what was expected there. */
export class MalformedDer extends Error {}

/** The first value. */
export function readDer(bytes: Buffer, from = 0): Der {
  const tag = bytes[from];
  const first = bytes[from + 1];
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new MalformedDer('no value');
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  // 0x80 alone would be an indefinite length, which DER does not have.
  if (lengthBytes > 4 || first === 0x80) throw new MalformedDer('length');
  const start = from + 2 + lengthBytes;
  if (start > bytes.length) throw new MalformedDer('length');
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(from + 2, lengthBytes);
  if (start + length > bytes.length) throw new MalformedDer('length beyond the end');
  return { tag, whole: bytes.subarray(from, start + length), content: bytes.subarray(start, start + length) };
}

/** The values inside a constructed value. */
export function childrenOf({ tag, content }: Der): Der[] {
  if ((tag & 0x20) === 0) throw new MalformedDer('not constructed');
  const children: Der[] = [];
  for (let at = 0; at < content.length;) {
    const child = readDer(content, at);
    children.push(child);
    at += child.whole.length;
  }
  return children;
}

/** A child that must be there, with this tag. */
export function child(parent: Der, index: number, tag?: number): Der {
  const found = childrenOf(parent)[index];
  if (found === undefined || (tag !== undefined && found.tag !== tag))
    throw new MalformedDer('missing value');
  return found;
}

/** `1.2.840.113549.1.7.2` */
export function oidOf({ tag, content }: Der): string {
  if (tag !== TAG.OID || content.length === 0) throw new MalformedDer('no object identifier');
  const arcs: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    arcs.push(value);
    value = 0;
  }
  const [first = 0, ...rest] = arcs;
  const top = Math.min(Math.floor(first / 40), 2);
  return [top, first - top * 40, ...rest].join('.');
}

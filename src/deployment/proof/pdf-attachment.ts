import { inflateSync } from 'node:zlib';

/** A certificate with a thousand packages has 200 KB; this limit prevents decompression bombs. */
const MAX_BYTES = 32 * 1024 ** 2;

/** The file that is attached to a PDF of Établi; undefined unless there is exactly one. ISO 32000-1 §7.11.4. */
export function readAttachment(pdf: Buffer): Buffer | undefined {
  const text = pdf.toString('latin1');
  const found = [...text.matchAll(/<<\n\/Type \/EmbeddedFile\n([^]{0,600}?)>>\nstream\n/g)];
  const [match] = found;
  if (!match || found.length !== 1) return undefined;
  const dictionary = match[1] ?? '';
  const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1]);
  const start = match.index + match[0].length;
  if (!Number.isInteger(length) || start + length > pdf.length) return undefined;
  const stream = pdf.subarray(start, start + length);
  if (!dictionary.includes('/FlateDecode')) return stream;
  try {
    return inflateSync(stream, { maxOutputLength: MAX_BYTES });
  } catch {
    return undefined;
  }
}

import { createHash, verify } from 'node:crypto';
import { buildCms, readCms, readTimeStamp, sha256, signedBytes, x509 } from '../../platform/cms/index.js';
import { refused, type Outcome } from './jws.js';

interface SignedRange {
  /** SHA-256 of the file without the signature. */
  digest: Buffer;
  cms: Buffer;
}

/** Finds the signature. There must be exactly one, and it must cover the whole rest of the file. ISO 32000-1 §12.8.1. */
function signedRange(pdf: Buffer): Outcome<SignedRange> {
  const found = [...pdf.toString('latin1').matchAll(/\/ByteRange\s*\[\s*(\d+) (\d+) (\d+) (\d+)\s*\]/g)];
  if (found.length !== 1)
    return refused(
      'le PDF doit contenir exactement une signature',
      'the PDF must have exactly one signature',
    );
  const [start = -1, before = 0, after = 0, rest = 0] = (found[0] ?? []).slice(1).map(Number);
  if (start !== 0 || after <= before || after + rest !== pdf.length)
    return refused(
      'la signature ne couvre pas tout le fichier : des octets y ont été ajoutés ou retirés',
      'the signature does not cover the whole file: bytes were added to it or taken away',
    );
  const hex = pdf.subarray(before, after).toString('latin1');
  const cms = readContents(hex);
  if (!cms)
    return refused('le bloc de signature du PDF a été modifié', 'the signature block of the PDF was changed');
  const digest = createHash('sha256').update(pdf.subarray(0, before)).update(pdf.subarray(after)).digest();
  return { ok: true, value: { digest, cms } };
}

/** The DER inside `<hex>`: lower-case digits, padded with zeros. */
function readContents(hex: string): Buffer | undefined {
  if (!/^<(?:[0-9a-f]{2})+>$/.test(hex)) return undefined;
  const bytes = Buffer.from(hex.slice(1, -1), 'hex');
  // A SEQUENCE of 256 to 65,535 bytes: X.690 §8.1.3.5.
  if (bytes[0] !== 0x30 || bytes[1] !== 0x82) return undefined;
  const length = 4 + bytes.readUInt16BE(2);
  if (length > bytes.length || bytes.subarray(length).some((byte) => byte !== 0)) return undefined;
  return bytes.subarray(0, length);
}

/** When an authority saw a signature; whether it is trusted is not judged here. */
export interface Stamped {
  /** ISO 8601 */
  at: string;
  by: string;
}

/** What a genuine signature is made with. */
interface Genuine {
  /** In DER, the signer's first. */
  certificates: Buffer[];
  timeStamp?: Stamped;
}

/**
 * Checks that no byte of a signed PDF was changed. @returns the certificates of the signature; the caller decides
 * whether to trust them
 */
export function checkPdfSignature(pdf: Buffer): Outcome<Genuine> {
  const range = signedRange(pdf);
  if (!range.ok) return range;
  const { digest, cms } = range.value;
  const parts = safely(() => readCms(cms));
  const signer = x509(parts?.certificates[0]);
  const [der] = parts?.certificates ?? [];
  if (!parts || !signer || !der)
    return refused('la signature du PDF est illisible', 'the signature of the PDF is unreadable');
  const attributes = safely(() => signedBytes(digest, der));
  const isGenuine =
    attributes !== undefined &&
    safely(() => verify('sha256', attributes, signer.publicKey, parts.signature)) === true;
  if (!isGenuine)
    return refused(
      'le contenu du PDF ne correspond plus à sa signature : il a été modifié',
      'the content of the PDF no longer matches its signature: it was changed',
    );
  const { certificates, signature, timeStamp } = parts;
  const rebuilt = safely(() => buildCms(digest, certificates, signature, { timeStamp }));
  if (!rebuilt?.equals(cms))
    return refused('le bloc de signature du PDF a été modifié', 'the signature block of the PDF was changed');
  if (timeStamp === undefined) return { ok: true, value: { certificates } };
  const stamped = safely(() => readTimeStamp(timeStamp, sha256(signature)));
  if (!stamped)
    return refused(
      'l’horodatage du PDF n’est pas celui de sa signature',
      'the time stamp of the PDF is not of its signature',
    );
  return { ok: true, value: { certificates, timeStamp: { at: stamped.at.toISOString(), by: stamped.by } } };
}

/** Undefined when `read` throws, as it may on a malformed file. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

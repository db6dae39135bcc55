import { createHash, type X509Certificate } from 'node:crypto';
import { indirectDigest } from './catalog-file.js';
import { MalformedDer } from './der.js';
import { everySignature, hashName, readSignedData, type VerifiedSigner } from './signed-data.js';

/** Where Authenticode skips bytes (“Windows Authenticode Portable Executable Signature Format”). */
interface Layout {
  checksum: number;
  /** The entry of the certificate table in the data directory. */
  directory: number;
  /** The certificate table; at the end of the file when there is none. */
  certificates: { start: number; end: number };
}

const SPC_INDIRECT_DATA = '1.3.6.1.4.1.311.2.1.4';
/** WIN_CERT_TYPE_PKCS_SIGNED_DATA */
const PKCS_TYPE = 2;

/** Whether these bytes are a program or driver of Windows. */
export function isPortableExecutable(bytes: Buffer): boolean {
  return layoutOf(bytes) !== undefined;
}

/** The digest of a program without its signatures; undefined when it is none. */
export function authenticodeDigest(bytes: Buffer, hash: string): string | undefined {
  const layout = layoutOf(bytes);
  return layout && digestWith(bytes, layout, hash);
}

/** The verified signers of every signature in a program whose digest is that of the program. */
export function embeddedSigners(bytes: Buffer, root?: X509Certificate): VerifiedSigner[] {
  const layout = layoutOf(bytes);
  if (layout === undefined) return [];
  return certificateEntries(bytes, layout).flatMap((entry) =>
    everySignature(readSignedData(entry, root)).flatMap(({ type, content, signers }) => {
      if (type !== SPC_INDIRECT_DATA) return [];
      const { algorithm, digest } = indirectDigest(content);
      const hash = hashName(algorithm);
      return hash !== undefined && digestWith(bytes, layout, hash) === digest ? signers : [];
    }),
  );
}

function layoutOf(bytes: Buffer): Layout | undefined {
  if (bytes.length < 0x40 || bytes.toString('latin1', 0, 2) !== 'MZ') return undefined;
  const header = bytes.readUInt32LE(0x3c);
  if (header + 24 + 2 > bytes.length || bytes.readUInt32LE(header) !== 0x4550) return undefined;
  const optional = header + 24;
  const directories = { 0x10b: 96, 0x20b: 112 }[bytes.readUInt16LE(optional)];
  if (directories === undefined) return undefined;
  const directory = optional + directories + 4 * 8;
  if (directory + 8 > bytes.length) return undefined;
  const start = bytes.readUInt32LE(directory);
  const length = bytes.readUInt32LE(directory + 4);
  const end = bytes.length;
  if (start === 0 || length === 0) return at(optional, directory, { start: end, end });
  return start < directory + 8 || start + length > end
    ? undefined
    : at(optional, directory, { start, end: start + length });
}

function at(optional: number, directory: number, certificates: Layout['certificates']): Layout {
  return { checksum: optional + 64, directory, certificates };
}

function digestWith(bytes: Buffer, { checksum, directory, certificates }: Layout, hash: string): string {
  const digest = createHash(hash);
  digest.update(bytes.subarray(0, checksum));
  digest.update(bytes.subarray(checksum + 4, directory));
  digest.update(bytes.subarray(directory + 8, certificates.start));
  digest.update(bytes.subarray(certificates.end));
  return digest.digest('hex');
}

/** The PKCS #7 blobs of the certificate table; each entry begins at a multiple of eight bytes. */
function certificateEntries(bytes: Buffer, { certificates: { start, end } }: Layout): Buffer[] {
  const entries: Buffer[] = [];
  for (let from = start; from + 8 <= end;) {
    const length = bytes.readUInt32LE(from);
    if (length < 8 || from + length > end) throw new MalformedDer('certificate table');
    if (bytes.readUInt16LE(from + 6) === PKCS_TYPE) entries.push(bytes.subarray(from + 8, from + length));
    from += Math.ceil(length / 8) * 8;
  }
  return entries;
}

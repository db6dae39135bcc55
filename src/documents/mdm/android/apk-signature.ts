import { createHash } from 'node:crypto';

/** Blocks of an APK that hold the signers of a scheme, the newest first. source.android.com, "APK signature scheme". */
const SCHEMES = [0x1b93ad61, 0xf05368c0, 0x7109871a]; // v3.1, v3, v2
const MAGIC = 'APK Sig Block 42';
const END_OF_DIRECTORY = 0x06054b50;
/** Maximum size of a ZIP end record with its comment. */
const TAIL = 22 + 65_535;

/**
 * SHA-256 of the certificate that signed an APK, URL-safe base64 without padding: what
 * PROVISIONING_DEVICE_ADMIN_SIGNATURE_CHECKSUM holds. Undefined when the file is not an APK, or has neither a v2 nor a
 * v3 signature. The signature itself is not verified here: the device does that.
 */
export function signatureChecksum(apk: Buffer): string | undefined {
  try {
    const certificate = firstCertificate(apk);
    return certificate && createHash('sha256').update(certificate).digest('base64url');
  } catch (error) {
    if (error instanceof RangeError) return undefined; // a length that points outside the file
    throw error;
  }
}

function firstCertificate(apk: Buffer): Buffer | undefined {
  const block = signingBlock(apk);
  const signers = block && SCHEMES.map((id) => valueOf(block, id)).find((value) => value !== undefined);
  if (!signers) return undefined;
  // signers → signer → signed data → digests, then certificates → certificate: each after its length.
  const signer = prefixed(prefixed(signers, 0), 0);
  const signedData = prefixed(signer, 0);
  const digests = prefixed(signedData, 0);
  return prefixed(prefixed(signedData, 4 + digests.length), 0);
}

/** The pairs of the APK Signing Block, which is just before the central directory of the ZIP. */
function signingBlock(apk: Buffer): Buffer | undefined {
  const directory = directoryOffset(apk);
  if (directory === undefined || directory < 32) return undefined;
  if (apk.toString('latin1', directory - 16, directory) !== MAGIC) return undefined;
  const size = Number(apk.readBigUInt64LE(directory - 24));
  const start = directory - size;
  return start < 0 ? undefined : apk.subarray(start, directory - 24);
}

function directoryOffset(apk: Buffer): number | undefined {
  for (let at = apk.length - 22; at >= Math.max(0, apk.length - TAIL); at--) {
    if (apk.readUInt32LE(at) === END_OF_DIRECTORY) return apk.readUInt32LE(at + 16);
  }
  return undefined;
}

function valueOf(block: Buffer, wanted: number): Buffer | undefined {
  for (let at = 0; at + 12 <= block.length;) {
    const length = Number(block.readBigUInt64LE(at));
    if (block.readUInt32LE(at + 8) === wanted) return block.subarray(at + 12, at + 8 + length);
    at += 8 + length;
  }
  return undefined;
}

/** The bytes after a 32-bit length. Throws RangeError when there are fewer. */
function prefixed(bytes: Buffer, at: number): Buffer {
  const length = bytes.readUInt32LE(at);
  if (at + 4 + length > bytes.length) throw new RangeError('a length points outside the file');
  return bytes.subarray(at + 4, at + 4 + length);
}

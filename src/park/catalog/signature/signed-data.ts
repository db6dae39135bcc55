import { createHash, verify, X509Certificate } from 'node:crypto';
import { child, childrenOf, type Der, MalformedDer, oidOf, readDer, TAG } from './der.js';
import { MICROSOFT_ROOT } from './microsoft-root.js';

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  messageDigest: '1.2.840.113549.1.9.4',
  nestedSignature: '1.3.6.1.4.1.311.2.4.1',
};
const HASHES: Record<string, string> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};
/** Key usages that only Microsoft gives for drivers: hardware tests, and below it attestation; parts of Windows. */
const DRIVER_USAGES = ['1.3.6.1.4.1.311.10.3.5', '1.3.6.1.4.1.311.10.3.5.1', '1.3.6.1.4.1.311.10.3.6'];
const LONGEST_CHAIN = 8;
const MOST_NESTED = 8;

/** A signature whose bytes were verified with the certificate of its signer. */
export interface VerifiedSigner {
  /** The common name of the signer. */
  name: string;
  /** Whether its certificate leads to Microsoft's root for drivers, and is one for drivers. */
  isMicrosoft: boolean;
}

/** A PKCS #7 SignedData (RFC 2315) with one content and its signatures. */
export interface SignedData {
  /** The object identifier of the content. */
  type: string;
  /** The content without its outer tag: what the signers' digests are over. */
  content: Der;
  signers: VerifiedSigner[];
  /** Signatures that a signer carries beside its own, as .sys files of vendors have that of Microsoft. */
  nested: SignedData[];
}

/** The name of a hash by its object identifier; undefined for one that is not used for files. */
export function hashName(algorithm: Der): string | undefined {
  return HASHES[oidOf(child(algorithm, 0))];
}

/** Reads a SignedData. Signers whose signature is wrong are left out. Throws MalformedDer. */
export function readSignedData(
  bytes: Buffer,
  root = MICROSOFT_ROOT,
  room = { left: MOST_NESTED },
): SignedData {
  if ((room.left -= 1) < 0) throw new MalformedDer('too many signatures');
  const info = readDer(bytes);
  if (oidOf(child(info, 0)) !== OID.signedData) throw new MalformedDer('no SignedData');
  const data = child(child(info, 1, TAG.FIRST), 0, TAG.SEQUENCE);
  const parts = childrenOf(data);
  const encapsulated = child(data, 2, TAG.SEQUENCE);
  const content = child(child(encapsulated, 1, TAG.FIRST), 0);
  const certificates = parts.filter(({ tag }) => tag === TAG.FIRST).flatMap(certificatesOf);
  const infos = childrenOf(parts.at(-1)!);
  const signers = infos
    .map((signer) => verifiedSigner(signer, content, certificates, root))
    .filter((signer) => signer !== undefined);
  const nested = infos.flatMap(nestedIn).map((each) => readSignedData(each, root, room));
  return { type: oidOf(child(encapsulated, 0)), content, signers, nested };
}

/** This signature and all those that it carries. */
export function everySignature(data: SignedData): SignedData[] {
  return [data, ...data.nested.flatMap(everySignature)];
}

function certificatesOf(bag: Der): X509Certificate[] {
  return childrenOf(bag).flatMap(({ whole }) => {
    try {
      return [new X509Certificate(whole)];
    } catch {
      return []; // an attribute certificate, or one that OpenSSL does not read: it cannot sign here
    }
  });
}

/** RFC 2315 §9.2: signer, digest algorithm, signed attributes [0], signature, other attributes [1]. */
function verifiedSigner(
  signer: Der,
  content: Der,
  known: X509Certificate[],
  root: X509Certificate,
): VerifiedSigner | undefined {
  const parts = childrenOf(signer);
  const [, issuerAndSerial, algorithm] = parts;
  const attributes = parts.find(({ tag }) => tag === TAG.FIRST);
  const signature = parts.find(({ tag }) => tag === TAG.OCTETS);
  if (!issuerAndSerial || !algorithm || !attributes || !signature) return undefined;
  const hash = hashName(algorithm);
  const certificate = known.find((each) => isNamed(each, issuerAndSerial));
  if (hash === undefined || certificate === undefined) return undefined;
  const [digest] = attributeValues(attributes, OID.messageDigest);
  const isOfContent = digest?.content.equals(createHash(hash).update(content.content).digest()) ?? false;
  // The signature is over the attributes as a SET, though they are written with a context tag.
  const signed = Buffer.from(attributes.whole);
  signed[0] = TAG.SET;
  if (!isOfContent || !isSignedBy(certificate, hash, signed, signature.content)) return undefined;
  return { name: commonName(certificate), isMicrosoft: isForDrivers(certificate, known, root) };
}

function isSignedBy(certificate: X509Certificate, hash: string, signed: Buffer, signature: Buffer): boolean {
  try {
    return verify(hash, signed, certificate.publicKey, signature);
  } catch {
    return false; // a key of another kind than the signature
  }
}

/** RFC 5280 §4.1: after the version in tag 0 come the serial number, an algorithm and the issuer. */
function isNamed(certificate: X509Certificate, issuerAndSerial: Der): boolean {
  const fields = childrenOf(child(readDer(certificate.raw), 0));
  const offset = fields[0]?.tag === TAG.FIRST ? 1 : 0;
  const [serial, , issuer] = fields.slice(offset);
  const [wantedIssuer, wantedSerial] = childrenOf(issuerAndSerial);
  return (
    serial !== undefined &&
    issuer !== undefined &&
    wantedSerial?.whole.equals(serial.whole) === true &&
    wantedIssuer?.whole.equals(issuer.whole) === true
  );
}

/**
 * Follows the issuers up to Microsoft's root, verifying each. The dates are not looked at: a signature with a time
 * stamp outlives its certificate.
 */
function isForDrivers(
  certificate: X509Certificate,
  known: readonly X509Certificate[],
  root: X509Certificate,
): boolean {
  if (!certificate.keyUsage?.some((usage) => DRIVER_USAGES.includes(usage))) return false;
  let current = certificate;
  for (let depth = 0; depth < LONGEST_CHAIN; depth += 1) {
    if (isIssuedBy(current, root)) return true;
    const issuer = known.find((each) => each.ca && each !== current && isIssuedBy(current, each));
    if (issuer === undefined) return false;
    current = issuer;
  }
  return false;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}

function nestedIn(signer: Der): Buffer[] {
  const attributes = childrenOf(signer).find(({ tag }) => tag === TAG.SECOND);
  return attributes === undefined
    ? []
    : attributeValues(attributes, OID.nestedSignature).map(({ whole }) => whole);
}

function attributeValues(attributes: Der, type: string): Der[] {
  return childrenOf(attributes)
    .filter((attribute) => oidOf(child(attribute, 0)) === type)
    .flatMap((attribute) => childrenOf(child(attribute, 1, TAG.SET)));
}

function commonName({ subject }: X509Certificate): string {
  return /^CN=(.*)$/m.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ');
}

import { createHash, sign, X509Certificate, type KeyObject } from 'node:crypto';
import forge from 'node-forge';

const { asn1 } = forge;
const { Class, Type } = asn1;

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  data: '1.2.840.113549.1.7.1',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsaEncryption: '1.2.840.113549.1.1.1',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
};

export type Node = forge.asn1.Asn1;

const node = (type: forge.asn1.Type, value: Node[] | string, constructed = Array.isArray(value)) =>
  asn1.create(Class.UNIVERSAL, type, constructed, value);
const sequence = (...items: Node[]) => node(Type.SEQUENCE, items);
const set = (...items: Node[]) => node(Type.SET, items);
const oid = (name: string) => node(Type.OID, asn1.oidToDer(name).getBytes(), false);
const octets = (bytes: Buffer) => node(Type.OCTETSTRING, bytes.toString('latin1'), false);
const integer = (value: number) => node(Type.INTEGER, asn1.integerToDer(value).getBytes(), false);
const context = (tag: number, ...items: Node[]) => asn1.create(Class.CONTEXT_SPECIFIC, tag, true, items);
const algorithm = (name: string) => sequence(oid(name), node(Type.NULL, '', false));

export function fromDer(der: Uint8Array): Node {
  return asn1.fromDer(forge.util.createBuffer(Buffer.from(der).toString('latin1')));
}

export function toDer(value: Node): Buffer {
  return Buffer.from(asn1.toDer(value).getBytes(), 'latin1');
}

export function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/** Issuer and serial number of a certificate, RFC 5652 §10.2.4. */
export function issuerAndSerial(certificate: Uint8Array): Node {
  const [tbs] = fromDer(certificate).value as Node[];
  const fields = (tbs?.value ?? []) as Node[];
  // A version 3 certificate begins with its version in context tag 0: RFC 5280 §4.1.
  const offset = fields[0]?.tagClass === Class.CONTEXT_SPECIFIC ? 1 : 0;
  const [serial, , issuer] = fields.slice(offset);
  if (!serial || !issuer) throw new Error('the certificate has no issuer or serial number');
  return sequence(issuer, serial);
}

/**
 * The signed attributes of a PAdES baseline signature, ETSI EN 319 142-1 §6.3: content type, digest of the
 * document and the signing certificate. The time of signing is in the signature dictionary of the PDF.
 */
function signedAttributes(digest: Buffer, certificate: Uint8Array): Node[] {
  const attribute = (name: string, value: Node) => sequence(oid(name), set(value));
  const attributes = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(digest)),
    attribute(OID.signingCertificateV2, sequence(sequence(sequence(octets(sha256(certificate)))))),
  ];
  // DER orders the members of a SET by their encoding: X.690 §11.6.
  return attributes.sort((a, b) => Buffer.compare(toDer(a), toDer(b)));
}

/** The bytes that are signed: RFC 5652 §5.4. */
export function signedBytes(digest: Buffer, certificate: Uint8Array): Buffer {
  return toDer(set(...signedAttributes(digest, certificate)));
}

/** Options of a CMS; by default it is detached and has an RSA signature. */
interface CmsForm {
  /** The document, included in the CMS. */
  content?: Buffer;
  /** RFC 5753 §2.1.1: an elliptic-curve signature names its digest and has no parameters. */
  ellipticCurve?: boolean;
  /** A token over the signature, RFC 3161 appendix A: PAdES baseline B-T. */
  timeStamp?: Buffer;
}

/**
 * A CMS SignedData (RFC 5652) in DER, detached by default. It depends only on its parameters, so that a verifier can
 * build it again and compare every byte.
 * `certificates` are DER, the signer's first.
 */
export function buildCms(
  digest: Buffer,
  certificates: readonly Uint8Array[],
  signature: Buffer,
  { content, ellipticCurve = false, timeStamp }: CmsForm = {},
): Buffer {
  const signer = certificates[0];
  if (!signer) throw new Error('a CMS signature needs the certificate of its signer');
  const signerInfo = sequence(
    integer(1),
    issuerAndSerial(signer),
    algorithm(OID.sha256),
    context(0, ...signedAttributes(digest, signer)),
    ellipticCurve ? sequence(oid(OID.ecdsaWithSha256)) : algorithm(OID.rsaEncryption),
    octets(signature),
    ...(timeStamp ? [context(1, sequence(oid(OID.timeStampToken), set(fromDer(timeStamp))))] : []),
  );
  const signedData = sequence(
    integer(1),
    set(algorithm(OID.sha256)),
    sequence(oid(OID.data), ...(content ? [context(0, octets(content))] : [])),
    context(0, ...certificates.map(fromDer)),
    set(signerInfo),
  );
  return toDer(sequence(oid(OID.signedData), context(0, signedData)));
}

/** Signs the digest of a document with RSA PKCS #1 v1.5 and SHA-256, which PDF readers support. */
export function signCms(digest: Buffer, certificates: readonly Uint8Array[], key: KeyObject): Buffer {
  const signer = certificates[0] ?? Buffer.alloc(0);
  return buildCms(digest, certificates, sign('sha256', signedBytes(digest, signer), key));
}

/**
 * A CMS SignedData that contains the document, signed with an RSA or elliptic-curve key and SHA-256. With RSA the
 * result is deterministic. `certificates` are DER, the signer's first.
 */
export function signInside(content: Buffer, certificates: readonly Uint8Array[], key: KeyObject): Buffer {
  const digest = sha256(content);
  const signature = sign('sha256', signedBytes(digest, certificates[0] ?? Buffer.alloc(0)), key);
  return buildCms(digest, certificates, signature, {
    content,
    ellipticCurve: key.asymmetricKeyType === 'ec',
  });
}

/** What is in a CMS. */
interface CmsParts {
  certificates: Buffer[];
  signature: Buffer;
  /** The token over the signature, when there is one. */
  timeStamp?: Buffer;
}

/** The certificates, the signature and the time stamp of a CMS. Throws for anything else. */
export function readCms(der: Buffer): CmsParts {
  const children = (value: Node | undefined) => (Array.isArray(value?.value) ? value.value : []);
  const [, wrapped] = children(fromDer(der));
  const [, , , certificates, signerInfos] = children(children(wrapped)[0]);
  const [, , , , , signed, unsigned] = children(children(signerInfos)[0]);
  const signature = signed?.value;
  if (typeof signature !== 'string') throw new Error('the CMS has no signature');
  const token = children(children(children(unsigned)[0])[1])[0];
  return {
    certificates: children(certificates).map(toDer),
    signature: Buffer.from(signature, 'latin1'),
    ...(token && { timeStamp: toDer(token) }),
  };
}

/** The parsed certificate; undefined when it is invalid. */
export function x509(der: Buffer | undefined): X509Certificate | undefined {
  try {
    return der && new X509Certificate(der);
  } catch {
    return undefined;
  }
}

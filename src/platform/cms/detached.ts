import { createHash, verify, type X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { fromDer, issuerAndSerial, type Node, toDer, x509 } from './cms.js';

const { Class, Type } = forge.asn1;
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const HASHES: Record<string, string> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Thrown for bytes that are no SignedData with one signature of the usual form. */
export class MalformedCms extends Error {}

/** A signature that is kept apart from what it signs. */
export interface DetachedSignature {
  signer: X509Certificate;
  /** All that are in it, in its order, the signer’s among them. */
  certificates: X509Certificate[];
  /** Whether it is the signature of these bytes. */
  isOver(content: Buffer): boolean;
}

/**
 * Reads a SignedData (RFC 5652 §5) without content; firmware writes it without its outer ContentInfo. Who vouches for
 * the signer is not judged. Throws MalformedCms.
 */
export function readDetached(der: Buffer): DetachedSignature {
  try {
    return signatureOf(signedData(fromDer(der)));
  } catch (cause) {
    // What is not there, and what forge and OpenSSL do not read.
    throw cause instanceof MalformedCms ? cause : new MalformedCms('no SignedData', { cause });
  }
}

function signatureOf(data: Node): DetachedSignature {
  const parts = children(data);
  const bag = parts.find((part) => isContext(part, 0));
  const infos = children(parts.at(-1));
  const [info] = infos;
  if (bag === undefined || info === undefined || infos.length > 1)
    throw new MalformedCms('not one signature');
  const certificates = children(bag).flatMap((one) => x509(toDer(one)) ?? []);
  const [, who, algorithm] = children(info);
  if (who === undefined) throw new MalformedCms('nobody signed');
  const signer = certificates.find(({ raw }) => toDer(issuerAndSerial(raw)).equals(toDer(who)));
  if (signer === undefined) throw new MalformedCms('the certificate of the signer is missing');
  const hash = HASHES[oidOf(children(algorithm)[0])];
  if (hash === undefined) throw new MalformedCms('a digest of an unknown kind');
  return { signer, certificates, isOver: (content) => isSigned(info, signer, hash, content) };
}

/** RFC 5652 §5.4: over the content itself, or over attributes with its digest. */
function isSigned(info: Node, signer: X509Certificate, hash: string, content: Buffer): boolean {
  const parts = children(info);
  const attributes = parts.find((part) => isContext(part, 0));
  const signature = bytesOf(parts.find((part) => part.type === Type.OCTETSTRING && isUniversal(part)));
  if (attributes === undefined) return isSignedBy(signer, hash, content, signature);
  const digest = children(attributes).find((one) => oidOf(children(one)[0]) === MESSAGE_DIGEST);
  const found = bytesOf(children(children(digest)[1])[0]);
  const signed = toDer(attributes);
  signed[0] = 0x31; // signed as a SET, though written with a context tag
  return (
    found.equals(createHash(hash).update(content).digest()) && isSignedBy(signer, hash, signed, signature)
  );
}

function isSignedBy(signer: X509Certificate, hash: string, signed: Buffer, signature: Buffer): boolean {
  try {
    return verify(hash, signed, signer.publicKey, signature);
  } catch {
    return false; // a key of another kind than the signature
  }
}

/** Without the ContentInfo around it, when there is one. */
function signedData(read: Node): Node {
  const [first, second] = children(read);
  if (first?.type !== Type.OID || !isUniversal(first)) return read;
  const inner = children(second)[0];
  if (inner === undefined) throw new MalformedCms('no content');
  return inner;
}

const children = (value: Node | undefined): Node[] => (Array.isArray(value?.value) ? value.value : []);
const isUniversal = ({ tagClass }: Node): boolean => tagClass === Class.UNIVERSAL;
const isContext = ({ tagClass, type }: Node, tag: number): boolean =>
  tagClass === Class.CONTEXT_SPECIFIC && (type as number) === tag;

function oidOf(value: Node | undefined): string {
  return typeof value?.value === 'string' && value.type === Type.OID
    ? forge.asn1.derToOid(forge.util.createBuffer(value.value))
    : '';
}

function bytesOf(value: Node | undefined): Buffer {
  return Buffer.from(typeof value?.value === 'string' ? value.value : '', 'latin1');
}

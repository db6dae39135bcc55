import { createHash, randomBytes, verify, type X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { fromDer, issuerAndSerial, type Node, toDer, x509 } from './cms.js';

const { asn1 } = forge;
const { Class, Type } = asn1;

const OID = {
  signedData: '1.2.840.113549.1.7.2',
  tstInfo: '1.2.840.113549.1.9.16.1.4',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
};
/** The digests of authorities: as OID, for the signer, and for a signature with an elliptic curve. */
const HASHES: Record<string, { name: string; ecdsa: string }> = {
  [OID.sha256]: { name: 'sha256', ecdsa: '1.2.840.10045.4.3.2' },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', ecdsa: '1.2.840.10045.4.3.3' },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', ecdsa: '1.2.840.10045.4.3.4' },
};

const node = (type: forge.asn1.Type, value: Node[] | string) =>
  asn1.create(Class.UNIVERSAL, type, Array.isArray(value), value);
const sequence = (...items: Node[]) => node(Type.SEQUENCE, items);
const oid = (name: string) => node(Type.OID, asn1.oidToDer(name).getBytes());
const octets = (bytes: Buffer) => node(Type.OCTETSTRING, bytes.toString('latin1'));
const integer = (value: number) => node(Type.INTEGER, asn1.integerToDer(value).getBytes());
const context = (tag: number, ...items: Node[]) => asn1.create(Class.CONTEXT_SPECIFIC, tag, true, items);
const algorithm = (name: string) => sequence(oid(name), node(Type.NULL, ''));
const children = (value: Node | undefined): Node[] => (Array.isArray(value?.value) ? value.value : []);
const bytesOf = (value: Node | undefined) =>
  Buffer.from(typeof value?.value === 'string' ? value.value : '', 'latin1');
const oidOf = (value: Node | undefined) =>
  value?.type === Type.OID ? asn1.derToOid(forge.util.createBuffer(bytesOf(value).toString('latin1'))) : '';

/** Thrown for a response or a token that is not one, or not for what was asked. */
export class BadTimeStamp extends Error {}

/** What a token says. */
export interface TimeStamp {
  at: Date;
  /** The subject of the authority’s certificate: `CN=Time Stamp`. */
  by: string;
  signer: X509Certificate;
}

/** A request (RFC 3161 §2.4.1) for the SHA-256 of something, with the certificate of the authority in the answer. */
export function timeStampRequest(digest: Buffer): { request: Buffer; nonce: Buffer } {
  const nonce = randomBytes(8);
  nonce[0] = (nonce[0]! & 0x7f) | 0x40; // positive, and without leading zeros
  const request = toDer(
    sequence(
      integer(1),
      sequence(algorithm(OID.sha256), octets(digest)),
      node(Type.INTEGER, nonce.toString('latin1')),
      node(Type.BOOLEAN, '\xff'),
    ),
  );
  return { request, nonce };
}

/**
 * The token of a response (RFC 3161 §2.4.2) in the one form that `readTimeStamp` accepts: with the certificate of its
 * signer only. Throws BadTimeStamp when the request was refused, or the token is not for this digest and nonce.
 */
export function tokenOf(response: Buffer, digest: Buffer, nonce: Buffer): Buffer {
  try {
    const [status, token] = children(fromDer(response));
    const granted = bytesOf(children(status)[0]);
    if (!token || granted.length !== 1 || granted[0]! > 1) throw new BadTimeStamp('the request was refused');
    const parts = partsOf(token);
    if (!nonceOf(parts.info).equals(nonce)) throw new BadTimeStamp('the token is for another request');
    const plain = rebuilt(parts);
    readTimeStamp(plain, digest);
    return plain;
  } catch (error) {
    throw error instanceof BadTimeStamp
      ? error
      : new BadTimeStamp('the response cannot be read', { cause: error });
  }
}

/**
 * Checks a token over the SHA-256 of something: its signature, its signer by the digest in its attributes, and every
 * byte, since it must be equal to what is built from its parts. Whether the signer is trusted is not judged.
 */
export function readTimeStamp(token: Buffer, digest: Buffer): TimeStamp {
  try {
    const parts = partsOf(fromDer(token));
    if (!rebuilt(parts).equals(token)) throw new BadTimeStamp('the token has another form');
    const fields = children(fromDer(parts.info));
    const [hash, imprint] = children(fields[2]);
    if (oidOf(children(hash)[0]) !== OID.sha256 || !bytesOf(imprint).equals(digest))
      throw new BadTimeStamp('the token is for something else');
    if (!isSigned(parts)) throw new BadTimeStamp('the signature of the token is wrong');
    return { at: timeOf(fields), by: subjectOf(parts.signer), signer: parts.signer };
  } catch (error) {
    throw error instanceof BadTimeStamp
      ? error
      : new BadTimeStamp('the token cannot be read', { cause: error });
  }
}

interface Parts {
  info: Buffer;
  attributes: Node[];
  hash: string;
  signer: X509Certificate;
  signature: Buffer;
}

function partsOf(token: Node): Parts {
  const data = children(children(children(token)[1])[0]);
  const [, , content] = data;
  const info = bytesOf(children(children(content)[1])[0]);
  if (oidOf(children(content)[0]) !== OID.tstInfo || info.length === 0)
    throw new BadTimeStamp('no time in the token');
  const bag = data.find((part) => part.tagClass === Class.CONTEXT_SPECIFIC && (part.type as number) === 0);
  const infos = children(data.at(-1));
  if (infos.length !== 1) throw new BadTimeStamp('not one signature');
  const [, who, hash, signed, , signature] = children(infos[0]);
  const certificates = children(bag).flatMap((one) => x509(toDer(one)) ?? []);
  const signer = certificates.find(({ raw }) => who && toDer(issuerAndSerial(raw)).equals(toDer(who)));
  if (!signer) throw new BadTimeStamp('the certificate of the authority is missing');
  const name = oidOf(children(hash)[0]);
  if (!HASHES[name]) throw new BadTimeStamp('a digest of an unknown kind');
  return { info, attributes: children(signed), hash: name, signer, signature: bytesOf(signature) };
}

/** The same token in DER from its parts, with the certificate of its signer only. RFC 5652 §5.1. */
function rebuilt({ info, attributes, hash, signer, signature }: Parts): Buffer {
  const isEc = signer.publicKey.asymmetricKeyType === 'ec';
  const signerInfo = sequence(
    integer(1),
    issuerAndSerial(signer.raw),
    algorithm(hash),
    context(0, ...attributes),
    isEc ? sequence(oid(HASHES[hash]!.ecdsa)) : algorithm(OID.rsa),
    octets(signature),
  );
  const data = sequence(
    integer(3),
    node(Type.SET, [algorithm(hash)]),
    sequence(oid(OID.tstInfo), context(0, octets(info))),
    context(0, fromDer(signer.raw)),
    node(Type.SET, [signerInfo]),
  );
  return toDer(sequence(oid(OID.signedData), context(0, data)));
}

function isSigned({ info, attributes, hash, signer, signature }: Parts): boolean {
  const valueOf = (name: string) => {
    const found = attributes.find((one) => oidOf(children(one)[0]) === name);
    return children(children(found)[1])[0];
  };
  const algorithmName = HASHES[hash]!.name;
  const digest = createHash(algorithmName).update(info).digest();
  if (!bytesOf(valueOf(OID.messageDigest)).equals(digest)) return false;
  if (!namesSigner(valueOf(OID.signingCertificateV2), valueOf(OID.signingCertificate), signer)) return false;
  const signed = toDer(node(Type.SET, attributes));
  return verify(algorithmName, signed, signer.publicKey, signature);
}

/** The attributes have the digest of the signer’s certificate: RFC 5816 and RFC 2634 §5.4. */
function namesSigner(second: Node | undefined, first: Node | undefined, { raw }: X509Certificate): boolean {
  const found = children(children(children(second ?? first)[0])[0]);
  const named = found.find(({ type }) => type === Type.OCTETSTRING);
  const kind = second === undefined ? 'sha1' : (HASHES[oidOf(children(found[0])[0])]?.name ?? 'sha256');
  return bytesOf(named).equals(createHash(kind).update(raw).digest());
}

/** The fields of TSTInfo are in order, and the nonce is the only integer after the time. RFC 3161 §2.4.2. */
function nonceOf(info: Buffer): Buffer {
  const fields = children(fromDer(info));
  return bytesOf(
    fields.slice(5).find(({ type, tagClass }) => type === Type.INTEGER && tagClass === Class.UNIVERSAL),
  );
}

function timeOf(fields: Node[]): Date {
  const text = bytesOf(fields[4]).toString('latin1');
  const [, year, month, day, hours, minutes, seconds, part = ''] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(text) ?? [];
  const at = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}${part.slice(0, 4)}Z`);
  if (Number.isNaN(at.getTime())) throw new BadTimeStamp('the time of the token cannot be read');
  return at;
}

function subjectOf({ subject }: X509Certificate): string {
  return (/^CN=(.+)$/m.exec(subject)?.[1] ?? subject).replace(/\n/g, ', ');
}

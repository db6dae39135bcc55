import type { X509Certificate } from 'node:crypto';
import { child, childrenOf, type Der, MalformedDer, oidOf, TAG } from './der.js';
import { readSignedData, type VerifiedSigner } from './signed-data.js';

/** A security catalog: the digests of the files of a package, signed. */
export interface CatalogFile {
  /** In lower-case hexadecimal, SHA-1 and SHA-256. */
  digests: Set<string>;
  signers: VerifiedSigner[];
}

const OID = { list: '1.3.6.1.4.1.311.10.1', indirectData: '1.3.6.1.4.1.311.2.1.4' };

/**
 * Reads a .cat: a certificate trust list whose members are files. Its digests are of the whole file for an INF, and
 * the Authenticode digest for a program. Throws MalformedDer.
 */
export function readCatalogFile(bytes: Buffer, root?: X509Certificate): CatalogFile {
  const { type, content, signers } = readSignedData(bytes, root);
  if (type !== OID.list) throw new MalformedDer('no catalog');
  // Usage, identifier, time, algorithm, members; the identifier may be missing, so the members are found by their form.
  const members = childrenOf(content).filter(({ tag }) => tag === TAG.SEQUENCE)[2];
  const digests = members === undefined ? [] : childrenOf(members).flatMap(digestsOf);
  return { digests: new Set(digests), signers };
}

/** The digest of a SpcIndirectDataContent: data, then algorithm and digest. */
export function indirectDigest(content: Der): { algorithm: Der; digest: string } {
  const info = child(content, 1, TAG.SEQUENCE);
  return {
    algorithm: child(info, 0, TAG.SEQUENCE),
    digest: child(info, 1, TAG.OCTETS).content.toString('hex'),
  };
}

function digestsOf(member: Der): string[] {
  const attributes = childrenOf(member).find(({ tag }) => tag === TAG.SET);
  return (attributes === undefined ? [] : childrenOf(attributes))
    .filter((attribute) => oidOf(child(attribute, 0)) === OID.indirectData)
    .flatMap((attribute) => childrenOf(child(attribute, 1, TAG.SET)))
    .map((data) => indirectDigest(data).digest);
}

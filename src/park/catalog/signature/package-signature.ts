import { createHash, type X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type Bilingual } from '../../../platform/core/index.js';
import type { SignatureState } from '../match/candidate.js';
import { type CatalogFile, readCatalogFile } from './catalog-file.js';
import { authenticodeDigest, embeddedSigners } from './portable-executable.js';
import type { VerifiedSigner } from './signed-data.js';

/** How a package is signed, and how that was determined. */
export interface PackageSignature {
  state: SignatureState;
  reason: Bilingual;
  /** The signatures inside its .sys files: a driver that starts Windows needs its own. */
  embedded: { path: string; state: SignatureState; signers: string[] }[];
}

/** A file of a package: its path in the package, and where its bytes are. */
export interface SignedFile {
  path: string;
  file: string;
}

/** Larger files are not read into memory. */
const MOST_BYTES = 256 << 20;

/**
 * The signature of a package by its catalog file: it must be signed, and list the INF and every .sys. `microsoft` is
 * only said when the signature, the chain to Microsoft's root and every digest were verified.
 * @param root another one than Microsoft's, for specs
 */
export async function packageSignature(
  inf: SignedFile,
  files: readonly SignedFile[],
  catalog: SignedFile | undefined,
  root?: X509Certificate,
): Promise<PackageSignature> {
  const drivers = files.filter(({ path }) => /\.sys$/i.test(path));
  const embedded: PackageSignature['embedded'] = [];
  for (const driver of drivers) embedded.push(await embeddedSignature(driver, root));
  const { state, reason } = await byCatalog(inf, drivers, catalog, root);
  return { state, reason, embedded };
}

async function byCatalog(
  inf: SignedFile,
  drivers: readonly SignedFile[],
  catalog: SignedFile | undefined,
  root?: X509Certificate,
): Promise<Omit<PackageSignature, 'embedded'>> {
  if (catalog === undefined) return { state: 'unsigned', reason: NO_CATALOG };
  const read = await readOrUndefined(catalog, (bytes) => readCatalogFile(bytes, root));
  if (read === undefined) return { state: 'unknown', reason: UNREADABLE(catalog.path) };
  const { signers } = read;
  if (signers.length === 0) return { state: 'unsigned', reason: NOT_VERIFIED(catalog.path) };
  for (const file of [inf, ...drivers]) {
    const isListed = await readOrUndefined(file, (bytes) => covers(read, bytes));
    if (isListed === undefined) return { state: 'unknown', reason: UNREADABLE(file.path) };
    if (!isListed) return { state: 'unsigned', reason: NOT_LISTED(catalog.path, file.path) };
  }
  const names = signers.map(({ name }) => name).join(', ');
  return { state: stateOf(signers), reason: SIGNED(catalog.path, names) };
}

async function embeddedSignature(
  file: SignedFile,
  root?: X509Certificate,
): Promise<PackageSignature['embedded'][number]> {
  const signers = await readOrUndefined(file, (bytes) => embeddedSigners(bytes, root));
  if (signers === undefined) return { path: file.path, state: 'unknown', signers: [] };
  return { path: file.path, state: stateOf(signers), signers: signers.map(({ name }) => name) };
}

/** Every signature counts: vendors put their own first, and that of Microsoft beside it. */
function stateOf(signers: readonly VerifiedSigner[]): SignatureState {
  if (signers.some(({ isMicrosoft }) => isMicrosoft)) return 'microsoft';
  return signers.length > 0 ? 'vendor' : 'unsigned';
}

/** A catalog lists a program by its Authenticode digest, any other file by that of its bytes. */
function covers({ digests }: CatalogFile, bytes: Buffer): boolean {
  return ['sha256', 'sha1'].some((hash) =>
    digests.has(authenticodeDigest(bytes, hash) ?? createHash(hash).update(bytes).digest('hex')),
  );
}

async function readOrUndefined<T>({ file }: SignedFile, read: (bytes: Buffer) => T): Promise<T | undefined> {
  try {
    return (await stat(file)).size > MOST_BYTES ? undefined : read(await readFile(file));
  } catch {
    return undefined; // not what its name says: it is not known to be signed
  }
}

const NO_CATALOG: Bilingual = {
  fr: 'le paquet n’a pas de fichier catalogue (.cat)',
  en: 'the package has no catalog file (.cat)',
};
const UNREADABLE = (path: string): Bilingual => ({
  fr: `${path} n’a pas pu être lu`,
  en: `${path} could not be read`,
});
const NOT_VERIFIED = (path: string): Bilingual => ({
  fr: `aucune signature de ${path} n’a pu être vérifiée`,
  en: `no signature of ${path} could be verified`,
});
const NOT_LISTED = (catalog: string, path: string): Bilingual => ({
  fr: `${catalog} ne couvre pas ${path} : il manque, ou ses octets ont changé`,
  en: `${catalog} does not cover ${path}: it is not listed, or its bytes were changed`,
});
const SIGNED = (path: string, names: string): Bilingual => ({
  fr: `${path}, signé par ${names}, couvre l’INF et tous les .sys`,
  en: `${path}, signed by ${names}, covers the INF and every .sys`,
});

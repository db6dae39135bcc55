import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Bilingual } from '../../../platform/core/index.js';
import type { InfFinding } from '../inf/finding.js';
import { modelIds } from '../inf/model-ids.js';
import { MOST_INF_BYTES, type ParsedInf, parseInf } from '../inf/parse-inf.js';
import type { CandidateId } from '../match/candidate.js';
import { packageSignature, type PackageSignature } from '../signature/package-signature.js';
import type { FolderFiles } from './pack-folder.js';

/** What is kept of an INF in the database. */
export interface PackageFacts {
  encoding: ParsedInf['encoding'];
  /** The decorations of each line of `[Manufacturer]`. */
  decorations: string[][];
  /** The catalog file that the INF names, when it is in the package. */
  catalogFile?: string;
  pnpLockdown: boolean;
  excludedFromSelect: string[];
  /** Files that the INF copies and that are not in its folder. */
  missing: string[];
  findings: InfFinding[];
  /** The signatures inside its .sys files. */
  embedded: PackageSignature['embedded'];
}

/** One INF of a folder and the files that it copies. */
export interface ReadPackage {
  /** The name of the INF, without its folder. */
  name: string;
  version: ParsedInf['version'];
  architectures: string[];
  ids: CandidateId[];
  /** `path` in the package, relative to the INF; `source` in the folder. The INF is the first. */
  files: { path: string; source: string }[];
  signature: Pick<PackageSignature, 'state' | 'reason'>;
  facts: PackageFacts;
}

export type PackageReading =
  | { path: string; package: ReadPackage; refused?: undefined }
  | { path: string; package?: undefined; refused: Bilingual };

/** Reads one INF of a folder. Never throws for what is in the file. */
export async function readPackage(root: string, path: string, files: FolderFiles): Promise<PackageReading> {
  const { size } = await stat(join(root, path));
  // One byte more than the limit is enough to be refused.
  const bytes = size > MOST_INF_BYTES ? Buffer.alloc(MOST_INF_BYTES + 1) : await readFile(join(root, path));
  const { inf, refused, findings } = parseInf(bytes);
  if (inf === undefined) return { path, refused };
  const folder = posix.dirname(path) === '.' ? '' : `${posix.dirname(path)}/`;
  const find = (name: string) => files.get(`${folder}${name}`.toLowerCase());
  const catalogFile = inf.version.catalogFiles.find((name) => find(name) !== undefined);
  const wanted = [...inf.files.map((file) => file.path), ...inf.version.catalogFiles.slice(0, 1)];
  const missing = wanted.filter((name) => find(name) === undefined && name !== catalogFile);
  const found = new Map([[path.toLowerCase(), { path: posix.basename(path), source: path }]]);
  for (const name of [...wanted, ...(catalogFile === undefined ? [] : [catalogFile])]) {
    const source = find(name);
    if (source !== undefined) found.set(source.toLowerCase(), { path: source.slice(folder.length), source });
  }
  const list = [...found.values()];
  const { embedded, ...signature } = await signatureOf(root, list, catalogFile);
  const { version, architectures } = inf;
  const facts = factsOf(inf, { catalogFile, missing, findings, embedded });
  const name = posix.basename(path);
  const rest = { ids: modelIds(inf), files: list, signature, facts };
  return { path, package: { name, version, architectures, ...rest } };
}

function signatureOf(root: string, files: ReadPackage['files'], catalogFile: string | undefined) {
  const [inf, ...others] = files.map(({ path, source }) => ({ path, file: join(root, source) }));
  const catalog = others.find(({ path }) => path.toLowerCase() === catalogFile?.toLowerCase());
  return packageSignature(inf!, others, catalog);
}

function factsOf(
  inf: ParsedInf,
  rest: Pick<PackageFacts, 'catalogFile' | 'missing' | 'findings' | 'embedded'>,
): PackageFacts {
  return {
    encoding: inf.encoding,
    decorations: inf.manufacturers.map(({ models }) => models.map(({ decoration }) => decoration)),
    pnpLockdown: inf.version.pnpLockdown,
    excludedFromSelect: inf.excludedFromSelect,
    ...rest,
  };
}

import { basename, dirname, join } from 'node:path';
import { access } from 'node:fs/promises';
import { parse } from 'yaml';
import type { StoredPayloadDto } from '../../park/master/index.js';
import { programSchema } from '../../park/software/index.js';
import { InputError, schemaFindings } from '../../platform/core/index.js';
import { openGiven, readGiven } from './given-file.js';
import type { Session } from './session.js';

type Fields = Record<string, unknown>;
interface NamedFile extends Fields {
  name: string;
  sha256?: string;
}

/** Stands for the digest of a file that is not uploaded yet, while the rest is checked. */
const LATER = '0'.repeat(64);

/**
 * The document of a program from its YAML, its files uploaded and their digests filled in: those of `given`, and those
 * beside the YAML that it names without a digest. Throws InputError before anything is sent when the document is wrong.
 */
export async function readProgram(session: Session, file: string, given: string[]): Promise<Fields> {
  const document = await yamlOf(file);
  const paths = new Map(given.map((path) => [basename(path), path]));
  const found = await findFiles(document, dirname(file), paths);
  const unknown = [...paths.keys()].filter((name) => !found.has(name));
  if (unknown.length > 0) throw notNamed(file, unknown);
  mustBeProgram(file, withDigests(document, new Map([...found.keys()].map((name) => [name, LATER]))));
  const digests = new Map<string, string>();
  for (const [name, path] of found) {
    const stored = await session
      .api()
      .put<StoredPayloadDto>('/api/payloads', { stream: await openGiven(path) });
    digests.set(name, stored.sha256);
  }
  return withDigests(document, digests);
}

async function yamlOf(file: string): Promise<Fields> {
  const text = (await readGiven(file)).toString('utf8');
  try {
    const document: unknown = parse(text, { prettyErrors: true, logLevel: 'silent' });
    if (document !== null && typeof document === 'object' && !Array.isArray(document))
      return document as Fields;
  } catch (cause) {
    const found = cause instanceof Error ? cause.message.split('\n')[0] : '';
    throw notYaml(file, found, cause);
  }
  throw notYaml(file, text.slice(0, 60).split('\n')[0]);
}

/** The files to upload, by the names that the document gives them. */
async function findFiles(
  document: Fields,
  folder: string,
  given: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { name, sha256 } of filesIn(document)) {
    const beside = join(folder, basename(name));
    const path = given.get(name) ?? (sha256 === undefined && (await exists(beside)) ? beside : undefined);
    if (path !== undefined) found.set(name, path);
  }
  return found;
}

function filesIn({ file, files }: Fields): NamedFile[] {
  return [file, ...(Array.isArray(files) ? (files as unknown[]) : [])].filter(isNamed);
}

function isNamed(value: unknown): value is NamedFile {
  return value !== null && typeof value === 'object' && typeof (value as Fields)['name'] === 'string';
}

function withDigests(document: Fields, digests: ReadonlyMap<string, string>): Fields {
  const filled = (one: unknown): unknown =>
    isNamed(one) && digests.has(one.name) ? { ...one, sha256: digests.get(one.name) } : one;
  const { file, files } = document;
  return {
    ...document,
    ...(file === undefined ? {} : { file: filled(file) }),
    ...(Array.isArray(files) ? { files: files.map(filled) } : {}),
  };
}

function mustBeProgram(file: string, document: Fields): void {
  const result = programSchema.safeParse(document);
  if (result.success) return;
  const findings = schemaFindings(result.error.issues, document);
  const fields = findings.map(({ field }) => field).join(', ');
  throw new InputError(
    {
      fr: `${file} ne décrit pas un logiciel : ${fields}`,
      en: `${file} does not describe a program: ${fields}`,
    },
    findings,
  );
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function notYaml(file: string, found: unknown, cause?: unknown): InputError {
  const expected = { fr: 'un groupe de champs en YAML', en: 'a group of fields in YAML' };
  return new InputError(
    { fr: `${file} n’est pas du YAML correct`, en: `${file} is not correct YAML` },
    [{ field: '(document)', found, expected }],
    { cause },
  );
}

function notNamed(file: string, names: string[]): InputError {
  const list = names.join(', ');
  return new InputError({ fr: `${file} ne nomme pas ${list}`, en: `${file} does not name ${list}` }, [
    {
      field: '--file',
      found: list,
      expected: { fr: 'un fichier de file.name ou files[].name', en: 'a file of file.name or files[].name' },
    },
  ]);
}

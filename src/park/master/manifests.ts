import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { InputError, NotFoundError, schemaFindings } from '../../platform/core/index.js';
import { type MasterManifest, masterManifestSchema } from './master.schema.js';

/** The folder masters/; the same path from src/ and from dist/. */
export const MASTERS_FOLDER = join(import.meta.dirname, '..', '..', '..', 'masters');

/** Reads `<folder>/master.yaml`. Throws NotFoundError when it is missing, InputError when it is invalid. */
export async function readManifest(folder: string): Promise<MasterManifest> {
  const path = join(folder, 'master.yaml');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new NotFoundError({ fr: `pas de manifeste ${path}`, en: `no manifest ${path}` }, { cause });
  });
  return parseManifest(parse(text), path);
}

export function parseManifest(value: unknown, where: string): MasterManifest {
  const result = masterManifestSchema.safeParse(value);
  if (result.success) return result.data;
  const findings = schemaFindings(result.error.issues, value).map((finding) => ({
    ...finding,
    field: finding.field || where,
  }));
  const names = findings.map(({ field }) => field).join(', ');
  throw new InputError(
    { fr: `manifeste invalide (${where}) : ${names}`, en: `invalid manifest (${where}): ${names}` },
    findings,
  );
}

/** The folder of a master with a recipe. Throws NotFoundError that lists the existing ones. */
export async function recipeFolder(name: string): Promise<string> {
  const folders = await readdir(MASTERS_FOLDER, { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  if (names.includes(name)) return join(MASTERS_FOLDER, name);
  const known = names.sort().join(', ');
  throw new NotFoundError({
    fr: `aucune recette ${name} ; recettes existantes : ${known}`,
    en: `no recipe ${name}; existing recipes: ${known}`,
  });
}

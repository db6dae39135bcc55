import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Audit, SYSTEM } from '../../platform/account/index.js';
import type { Config } from '../../platform/config/index.js';
import { type Bilingual, InputError, type Language } from '../../platform/core/index.js';
import { draftSecret, imageDraft } from '../../documents/profile/index.js';
import {
  type Edition,
  type ImageWatch,
  Masters,
  readManifest,
  type Master,
  unfitness,
} from '../../park/master/index.js';
import { givenBytes, unreadable } from './given-file.js';
import { SERVER_MODULES, withLocal } from './local-context.js';

/** What `master import` was asked for. */
export interface ImportRequest {
  /** The file of a manifest’s payload; without it the payload must be stored already. */
  payload?: string;
  edition?: string;
  name?: string;
  version?: string;
  watch?: ImageWatch;
}

/** An image of a file, and why it cannot be a master, if so. */
export type JudgedEdition = Edition & { unfit?: Bilingual };

/** A profile in YAML, and the secret that it names. */
export interface ProfileDraft {
  text: string;
  secret: string;
}

/** Runs the recipe of a master in this process; `onLine` receives its output. */
export function buildMaster(config: Config, name: string, onLine: (line: string) => void): Promise<Master> {
  return withLocal(config, SERVER_MODULES, (context) => context.get(Masters).build(name, onLine));
}

/**
 * Registers a master: an ISO or a WIM of Windows, or a folder (or its master.yaml). Throws InputError for unreadable
 * files and for options that do not go with the source, before the database is started.
 */
export async function importMaster(config: Config, given: string, request: ImportRequest): Promise<Master> {
  const { payload, watch, ...wanted } = request;
  const folder = await manifestFolder(given);
  if (folder === undefined) {
    if (payload !== undefined) throw notBoth(given);
    await givenBytes(given);
    return withLocal(config, SERVER_MODULES, (context) =>
      recorded(context, context.get(Masters).importImage(resolve(given), wanted, watch)),
    );
  }
  await givenBytes(join(folder, 'master.yaml'));
  const { edition, ...named } = wanted;
  const manifest = { ...(await readManifest(folder)), ...named };
  const file = payload === undefined ? undefined : resolve(payload);
  if (file !== undefined) await givenBytes(file);
  if (edition !== undefined && (manifest.kind !== 'wim' || file === undefined)) throw noEditions(given);
  return withLocal(config, SERVER_MODULES, (context) =>
    recorded(context, context.get(Masters).import(manifest, file, { edition, watch })),
  );
}

/** The audit log says which masters were imported on the server itself, as it does of those that came by the API. */
async function recorded(context: INestApplicationContext, imported: Promise<Master>): Promise<Master> {
  const master = await imported;
  await context.get(Audit, { strict: false }).record({
    actor: SYSTEM,
    action: 'master.import',
    subject: { kind: 'master', id: master.id },
    data: { name: master.name, version: master.version, sha256: master.payload.sha256 },
  });
  return master;
}

/** The images of an ISO or a WIM of Windows. Throws InputError for an unreadable file. */
export async function editionsOf(
  config: Config,
  given: string,
  watch?: ImageWatch,
): Promise<JudgedEdition[]> {
  await givenBytes(given);
  const editions = await withLocal(config, SERVER_MODULES, (context) =>
    context.get(Masters).editions(resolve(given), watch),
  );
  return editions.map((edition) => ({ ...edition, unfit: unfitness(edition) }));
}

/** A profile that deploys this master; undefined when it is of no Windows that Établi knows. */
export function profileDraft(
  { name, manifest, image }: Master,
  language: Language,
): ProfileDraft | undefined {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const text = image && imageDraft({ ...image, name, title: manifest.title }, language, timeZone);
  return text === undefined ? undefined : { text, secret: draftSecret(name) };
}

/** The folder of a master.yaml; undefined for any other file. */
async function manifestFolder(given: string): Promise<string | undefined> {
  const kind = await stat(given).catch((cause: unknown) => Promise.reject(unreadable(given, cause)));
  if (kind.isDirectory()) return given;
  return /\.ya?ml$/i.test(given) ? dirname(given) : undefined;
}

function notBoth(given: string): InputError {
  return new InputError(
    {
      fr: `${given} est déjà le fichier du master : il n’a pas d’autre payload.`,
      en: `${given} is the file of the master already: it has no other payload.`,
    },
    [],
    {
      remedy: {
        fr: 'Donnez ce seul fichier, ou le dossier d’un master.yaml et le fichier du payload.',
        en: 'Give this file only, or the folder of a master.yaml and the payload file.',
      },
    },
  );
}

function noEditions(given: string): InputError {
  return new InputError(
    {
      fr: `${given} : --edition choisit dans le fichier d’un master de type wim, donné après le dossier.`,
      en: `${given}: --edition chooses in the file of a master of kind wim, given after the folder.`,
    },
    [],
    {
      remedy: {
        fr: 'Retirez --edition, ou donnez le fichier : etabli master import DOSSIER FICHIER --edition ÉDITION',
        en: 'Leave out --edition, or give the file: etabli master import FOLDER FILE --edition EDITION',
      },
    },
  );
}

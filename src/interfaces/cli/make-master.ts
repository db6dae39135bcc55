import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Config } from '../../platform/config/index.js';
import { Masters, readManifest, type Master } from '../../park/master/index.js';
import { givenBytes, unreadable } from './given-file.js';
import { SERVER_MODULES, withLocal } from './local-context.js';

/** Runs the recipe of a master in this process; `onLine` receives its output. */
export function buildMaster(config: Config, name: string, onLine: (line: string) => void): Promise<Master> {
  return withLocal(config, SERVER_MODULES, (context) => context.get(Masters).build(name, onLine));
}

/**
 * Registers the master of a folder (or of its master.yaml). `payload` is a file; without it the payload must be
 * stored already. Throws InputError for unreadable files, before the database is started.
 */
export async function importMaster(config: Config, given: string, payload?: string): Promise<Master> {
  const kind = await stat(given).catch((cause: unknown) => Promise.reject(unreadable(given, cause)));
  const folder = kind.isDirectory() ? given : dirname(given);
  await givenBytes(join(folder, 'master.yaml'));
  const manifest = await readManifest(folder);
  const file = payload === undefined ? undefined : resolve(payload);
  if (file !== undefined) await givenBytes(file);
  return withLocal(config, SERVER_MODULES, (context) => context.get(Masters).import(manifest, file));
}

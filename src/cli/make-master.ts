import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../config/index.js';
import { Masters, readManifest, type Master } from '../master/index.js';
import { SERVER_MODULES, withLocal } from './local-context.js';

/** Runs a master's recipe in this process; `onLine` gets what it says. */
export function buildMaster(config: Config, name: string, onLine: (line: string) => void): Promise<Master> {
  return withLocal(config, SERVER_MODULES, (context) => context.get(Masters).build(name, onLine));
}

/** Registers the master of a folder (or of its master.yaml), with the payload beside it when one is named. */
export async function importMaster(config: Config, given: string, payload?: string): Promise<Master> {
  const folder = (await stat(given)).isDirectory() ? given : dirname(given);
  const manifest = await readManifest(folder);
  const file = payload === undefined ? undefined : join(folder, payload);
  return withLocal(config, SERVER_MODULES, (context) => context.get(Masters).import(manifest, file));
}

import { readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';

/** The folder of the entry points: cli, main, worker. */
const ENTRANCES = resolve(import.meta.dirname, '..', '..');

/** The root folder of Établi. */
export const HOME = join(ENTRANCES, '..');

/** The script of a process of Établi, with the extension of this file: `.js`, or `.ts` from source. */
export function entrance(name: 'cli' | 'main' | 'worker'): string {
  return join(ENTRANCES, `${name}${extname(import.meta.filename)}`);
}

export function version(): string {
  return (JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')) as { version: string }).version;
}

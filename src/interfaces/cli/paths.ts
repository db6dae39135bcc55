import { readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';

/** The folder of the entrances: cli, main, worker. */
const ENTRANCES = resolve(import.meta.dirname, '..', '..');

/** The root of Établi: profiles, masters, templates, scripts. */
export const HOME = join(ENTRANCES, '..');

/** The script of a process of Établi: compiled as this file is, or the source when this file is. */
export function entrance(name: 'cli' | 'main' | 'worker'): string {
  return join(ENTRANCES, `${name}${extname(import.meta.filename)}`);
}

/** The release of this program. */
export function version(): string {
  return (JSON.parse(readFileSync(join(HOME, 'package.json'), 'utf8')) as { version: string }).version;
}

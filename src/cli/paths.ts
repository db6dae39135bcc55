import { join, resolve } from 'node:path';

/** The folder of the compiled entrances: cli.js, main.js, worker.js. */
export const ENTRANCES = resolve(import.meta.dirname, '..');

/** The root of Établi: profiles, masters, templates, scripts. */
export const HOME = join(ENTRANCES, '..');

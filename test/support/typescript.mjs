/**
 * Lets this Node process import the project's TypeScript without a build:
 * `node --import ./test/support/typescript.mjs some.ts`. Used by the set-up of the medium tests and by
 * those that kill real processes.
 */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);

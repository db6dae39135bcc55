/** Lets the threads of a test run the project's TypeScript without a build. */
import { URL } from 'node:url';

const hooks = new URL('./typescript.mjs', import.meta.url).href;
process.execArgv.splice(0, process.execArgv.length, '--import', hooks);

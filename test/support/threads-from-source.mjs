/** Threads that a test starts run the project's TypeScript as it stands, as the processes of other tests do. */
import { URL } from 'node:url';

const hooks = new URL('./typescript.mjs', import.meta.url).href;
process.execArgv.splice(0, process.execArgv.length, '--import', hooks);

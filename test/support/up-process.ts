/** `etabli up` from source: PostgreSQL, worker and server under supervision, until it is stopped or killed. */
import 'reflect-metadata';
import { up } from '../../src/interfaces/cli/up/up.js';
import { loadConfig } from '../../src/platform/config/index.js';

await up(loadConfig(), (text) => console.log(text.en));
process.exit(0);

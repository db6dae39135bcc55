/** Opens the embedded database server of a data directory, as `etabli up` does, until it is killed. */
import { DatabaseServer } from '../../src/platform/database/index.js';

const [dataDir = ''] = process.argv.slice(2);
const server = await DatabaseServer.open({ dataDir, databaseUrl: undefined });
console.log(`pid ${server.pid}`);
console.log(server.url);
console.log('ready');

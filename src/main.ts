import 'reflect-metadata';
import { leaveWhenAsked, startServer, tellParent } from './app/index.js';
import { loadConfig } from './config/index.js';

const server = await startServer(loadConfig());
leaveWhenAsked('server', () => server.close());
tellParent({ kind: 'ready' });

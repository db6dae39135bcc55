import 'reflect-metadata';
import { runProcess, startServer } from './interfaces/app/index.js';
import { loadConfig } from './platform/config/index.js';

await runProcess('server', () => startServer(loadConfig()));

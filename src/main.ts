import 'reflect-metadata';
import { runProcess, startServer } from './app/index.js';
import { loadConfig } from './config/index.js';

await runProcess('server', () => startServer(loadConfig()));

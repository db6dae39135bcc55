import 'reflect-metadata';
import { runProcess, startWorker } from './interfaces/app/index.js';
import { loadConfig } from './platform/config/index.js';

await runProcess('worker', () => startWorker(loadConfig()));

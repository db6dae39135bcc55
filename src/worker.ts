import 'reflect-metadata';
import { runProcess, startWorker } from './app/index.js';
import { loadConfig } from './config/index.js';

await runProcess('worker', () => startWorker(loadConfig()));

import 'reflect-metadata';
import { leaveWhenAsked, startWorker, tellParent } from './app/index.js';
import { loadConfig } from './config/index.js';

const worker = await startWorker(loadConfig());
leaveWhenAsked('worker', () => worker.close());
tellParent({ kind: 'ready' });

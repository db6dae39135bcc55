export { AppModule } from './app.module.js';
export { createApp, type AppOptions } from './create-app.js';
export { runProcess } from './process-life.js';
export { startServer, type RunningServer } from './start-server.js';
export { startWorker } from './start-worker.js';

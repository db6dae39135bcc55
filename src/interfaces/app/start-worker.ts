import { NestFactory } from '@nestjs/core';
import type { Config } from '../../platform/config/index.js';
import { DeploymentWorker } from '../../deployment/pipeline/index.js';
import { NestLog } from './nest-log.js';
import { databaseUrl } from './start-server.js';
import { WorkerModule } from './worker.module.js';

/** Starts the worker process: runs steps of both queues, and queues again the steps that the queue lost. */
export async function startWorker(config: Config): Promise<{ close(): Promise<void> }> {
  const context = await NestFactory.createApplicationContext(
    WorkerModule.forRoot(config, databaseUrl(config)),
    {
      logger: new NestLog(),
      abortOnError: false,
    },
  );
  const worker = context.get(DeploymentWorker);
  await worker.start();
  return {
    close: async () => {
      await worker.stop();
      await context.close();
    },
  };
}

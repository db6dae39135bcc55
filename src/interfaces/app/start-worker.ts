import { NestFactory } from '@nestjs/core';
import type { Config } from '../../platform/config/index.js';
import { DeploymentWorker } from '../../deployment/pipeline/index.js';
import { NotificationWorker } from '../notifications/index.js';
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
  const notifications = context.get(NotificationWorker);
  await worker.start();
  notifications.start();
  return {
    close: async () => {
      await Promise.all([worker.stop(), notifications.stop()]);
      await context.close();
    },
  };
}

import { NestFactory } from '@nestjs/core';
import { QueueModule, StepQueues } from '../../src/platform/queue/index.js';

/** The queues as a process of Établi has them. */
export interface OpenQueues {
  queues: StepQueues;
  close(): Promise<void>;
}

export async function openQueues(server: { databaseUrl: string; redisUrl?: string }): Promise<OpenQueues> {
  const module = QueueModule.forRoot({ redisUrl: server.redisUrl }, server.databaseUrl);
  const context = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  return { queues: context.get(StepQueues), close: () => context.close() };
}

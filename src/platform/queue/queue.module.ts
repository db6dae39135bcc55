import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { setDefaultBackendFactory } from 'bullmq';
import type { Config } from '../config/index.js';
import { QUEUES } from '../core/index.js';
import { queueServer } from './queue-server.js';
import { StepQueues, WORKER_SERVER } from './step-queues.js';

/** The queues of the process. */
@Module({})
export class QueueModule {
  /** @param databaseUrl of the database, already migrated; the queues are on it unless a Redis is named */
  static forRoot(config: Pick<Config, 'redisUrl'>, databaseUrl: string): DynamicModule {
    const server = queueServer(config, databaseUrl);
    return {
      module: QueueModule,
      global: true,
      imports: [
        BullModule.forRootAsync({
          useFactory: () => {
            setDefaultBackendFactory(server.backend); // Nest's module has no option for it
            return server.queue;
          },
        }),
        BullModule.registerQueue(...QUEUES.map((name) => ({ name }))),
      ],
      providers: [{ provide: WORKER_SERVER, useValue: server.worker }, StepQueues],
      exports: [StepQueues],
    };
  }
}

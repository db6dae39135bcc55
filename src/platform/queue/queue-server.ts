import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
  type QueueOptions,
} from 'bullmq';
import type { Config } from '../config/index.js';

export type QueueServerOptions = Pick<QueueOptions, 'connection' | 'prefix'>;

/** The server that BullMQ keeps its queues on, and what queues and workers connect with. */
export interface QueueServer {
  backend: BackendFactory;
  queue: QueueServerOptions;
  worker: QueueServerOptions;
}

/** The Redis of the settings, or the database: there in the schema `bullmq`, which `migrate()` made. */
export function queueServer({ redisUrl }: Pick<Config, 'redisUrl'>, databaseUrl: string): QueueServer {
  return redisUrl ? onRedis(redisUrl) : onPostgres(databaseUrl);
}

function onPostgres(connectionString: string): QueueServer {
  // With keepAlive BullMQ notices that its LISTEN connection is dead, and waits long instead of polling.
  const options = (max: number) => ({
    connection: { connectionString, max, keepAlive: true } as ConnectionOptions, // typed for Redis only
  });
  return { backend: createPostgresBackend as BackendFactory, queue: options(2), worker: options(4) };
}

function onRedis(url: string): QueueServer {
  const prefix = 'etabli';
  return {
    backend: createRedisBackend,
    // Without Redis a job is refused at once rather than kept in memory: the sweep gives it again.
    queue: { prefix, connection: { url, enableOfflineQueue: false } },
    worker: { prefix, connection: { url, maxRetriesPerRequest: null } },
  };
}

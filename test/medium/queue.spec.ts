import { freshDatabase } from '../support/database.js';
import { describeQueue } from '../support/queue-contract.js';
import { startRedis } from '../support/redis.js';

describeQueue('postgres', async () => {
  const database = await freshDatabase({ upTo: '0000' });
  return { databaseUrl: database.url, stop: () => database.drop() };
});

describeQueue('redis', async () => {
  const redis = await startRedis();
  return { databaseUrl: '', redisUrl: redis.url, stop: () => redis.stop() };
});

import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { Config } from '../../../platform/config/index.js';
import { QueueModule, StepQueues } from '../../../platform/queue/index.js';
import { timed } from './rates.js';

const ORDERS = 2_000;
const AT_ONCE = 50;

/** Jobs per second through one queue: added, and taken by one consumer. */
export async function orders(
  config: Pick<Config, 'redisUrl'>,
  databaseUrl: string,
): Promise<{ given: number; taken: number }> {
  const context = await NestFactory.createApplicationContext(QueueModule.forRoot(config, databaseUrl), {
    logger: false,
  });
  const queues = context.get(StepQueues);
  try {
    const { perSecond: given } = await timed(ORDERS, AT_ONCE, () =>
      queues.add('control', { deploymentId: randomUUID(), stepId: randomUUID(), attempt: 1 }),
    );
    let left = ORDERS;
    const began = performance.now();
    await new Promise<void>((resolve, reject) => {
      const take = () => {
        left -= 1;
        if (left === 0) resolve();
        return Promise.resolve();
      };
      queues.consume('control', AT_ONCE, take).catch(reject);
    });
    return { given, taken: (ORDERS / (performance.now() - began)) * 1000 };
  } finally {
    await context.close();
  }
}

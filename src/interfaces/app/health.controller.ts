import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { Public } from '../../platform/account/index.js';
import { QUEUES, within } from '../../platform/core/index.js';
import { StepQueues } from '../../platform/queue/index.js';

const healthSchema = z
  .object({ status: z.enum(['ok', 'failing']), checks: z.record(z.string(), z.enum(['ok', 'failing'])) })
  .meta({ id: 'Health' });
type Health = z.infer<typeof healthSchema>;

/** A dependency that does not answer in this time counts as failing. */
const ANSWER_MS = 3_000;

/** For load balancers and supervisors: `live` is the process alone, `ready` includes its dependencies. */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly queues: StepQueues,
  ) {}

  @Get('live')
  @Public()
  @ApiOkResponse({ standardSchema: healthSchema })
  live(): Health {
    return { status: 'ok', checks: {} };
  }

  @Get('ready')
  @Public()
  @ApiOkResponse({ standardSchema: healthSchema })
  async ready(): Promise<Health> {
    const [database, queue] = await Promise.all([
      answers(() => this.dataSource.query('SELECT 1')),
      answers(() => Promise.all(QUEUES.map((queue) => this.queues.depth(queue)))),
    ]);
    const checks = { database, queue };
    if (database === 'ok' && queue === 'ok') return { status: 'ok', checks };
    throw new ServiceUnavailableException({ status: 'failing', checks });
  }
}

async function answers(ask: () => Promise<unknown>): Promise<'ok' | 'failing'> {
  const answer = ask().then(
    () => 'ok' as const,
    () => 'failing' as const,
  );
  return within(ANSWER_MS, answer, 'failing');
}

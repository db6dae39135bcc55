import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { QueueName } from '../../platform/core/index.js';

/** The steps of one queue. */
export interface QueueRow {
  queue: QueueName;
  queued: number;
  running: number;
  waiting: number;
  failed: number;
  oldestQueuedAt: Date | null;
}

/** What the database says of this installation. */
@Injectable()
export class InstallationStore {
  constructor(private readonly database: DataSource) {}

  async databaseBytes(): Promise<number> {
    const [row] = await this.database.query<{ bytes: string }[]>(
      'SELECT pg_database_size(current_database()) AS bytes',
    );
    return Number(row?.bytes ?? 0);
  }

  /** Failed steps are those of failed deployments that nobody closed. */
  queues(): Promise<QueueRow[]> {
    return this.database.query(
      `SELECT s.queue, count(*) FILTER (WHERE s.state = 'queued')::int AS queued,
              count(*) FILTER (WHERE s.state = 'running')::int AS running,
              count(*) FILTER (WHERE s.state = 'waiting')::int AS waiting,
              count(*) FILTER (WHERE s.state = 'failed')::int AS failed,
              min(s.queued_at) FILTER (WHERE s.state = 'queued' AND s.queued_at <= now()) AS "oldestQueuedAt"
         FROM step s JOIN deployment d ON d.id = s.deployment_id
        WHERE s.state IN ('queued', 'running', 'waiting')
           OR (s.state = 'failed' AND d.state = 'failed' AND d.closed_at IS NULL)
        GROUP BY s.queue`,
    );
  }
}

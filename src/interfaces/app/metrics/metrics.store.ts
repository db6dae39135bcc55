import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

export interface StateCount {
  state: string;
  count: number;
}

export interface StepCount {
  step: string;
  outcome: string;
  count: number;
  /** Total of all these steps. */
  seconds: number;
}

/** Counts for /metrics, read from the database. */
@Injectable()
export class MetricsStore {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  deployments(): Promise<StateCount[]> {
    return this.dataSource.query('SELECT state, count(*)::int AS count FROM deployment GROUP BY state');
  }

  steps(): Promise<StepCount[]> {
    return this.dataSource.query(
      `SELECT name AS step, state AS outcome, count(*)::int AS count,
              coalesce(sum(extract(epoch FROM ended_at - started_at)), 0)::float AS seconds
         FROM step
        WHERE state IN ('done', 'failed', 'cancelled') AND started_at IS NOT NULL
        GROUP BY name, state`,
    );
  }
}

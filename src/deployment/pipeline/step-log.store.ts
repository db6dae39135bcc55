import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readable } from '../../platform/core/index.js';
import type { StepLog } from './step-log.entity.js';
import type { Claim } from './step.store.js';

/** The rows of the `step_log` table: what steps said. */
@Injectable()
export class StepLogStore {
  constructor(private readonly database: DataSource) {}

  async add({ stepId, attempt }: Claim, lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    await this.database.manager.query(
      `INSERT INTO step_log (step_id, attempt, at, text) SELECT $1, $2, clock_timestamp(), line FROM unnest($3::text[]) AS line`,
      [stepId, attempt, lines.map((line) => readable(line).slice(0, 2000))],
    );
  }

  /** The log of a deployment, oldest line first, from after `afterId`. */
  ofDeployment(
    deploymentId: string,
    afterId: string,
    limit: number,
  ): Promise<(StepLog & { step: string })[]> {
    return this.database.manager.query<(StepLog & { step: string })[]>(
      `SELECT l.id, l.step_id AS "stepId", l.attempt, l.at, l.text, s.name AS step
         FROM step_log l JOIN step s ON s.id = l.step_id
        WHERE s.deployment_id = $1 AND l.id > $2 ORDER BY l.id LIMIT $3`,
      [deploymentId, afterId, limit],
    );
  }
}

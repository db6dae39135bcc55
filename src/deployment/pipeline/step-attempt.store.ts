import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { readableJson, type Failure, type Signal } from '../../platform/core/index.js';
import type { AttemptOutcome, StepAttempt } from './step-attempt.entity.js';
import type { Claim } from './claim.js';

/** So many of each step are shown, the latest: a PC that comes and goes all night makes hundreds. */
const MOST_OF_A_STEP = 20;

/** The rows of the `step_attempt` table: when a step was tried, and how that ended. */
@Injectable()
export class StepAttemptStore {
  constructor(private readonly database: DataSource) {}

  /** A worker took the step; what was left open before it was not finished. */
  async begin({ stepId, attempt }: Claim): Promise<void> {
    await this.database.query(
      `WITH before AS (
         UPDATE step_attempt SET ended_at = now(), outcome = 'again' WHERE step_id = $1 AND ended_at IS NULL)
       INSERT INTO step_attempt (step_id, attempt) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
      [stepId, attempt],
    );
  }

  async waits(manager: EntityManager, { stepId, attempt }: Claim, signal: Signal): Promise<void> {
    await manager.query(
      'UPDATE step_attempt SET waits_for = $3 WHERE step_id = $1 AND attempt = $2 AND ended_at IS NULL',
      [stepId, attempt, signal],
    );
  }

  async end(
    manager: EntityManager,
    stepId: string,
    outcome: Exclude<AttemptOutcome, 'again'>,
    failure?: Failure,
  ): Promise<void> {
    await manager.query(
      `UPDATE step_attempt SET ended_at = now(), outcome = $2, failure = $3::jsonb
        WHERE step_id = $1 AND ended_at IS NULL`,
      [stepId, outcome, failure === undefined ? null : JSON.stringify(readableJson(failure))],
    );
  }

  async cancelRest(manager: EntityManager, deploymentIds: readonly string[]): Promise<void> {
    await manager.query(
      `UPDATE step_attempt a SET ended_at = now(), outcome = 'cancelled' FROM step s
        WHERE s.id = a.step_id AND s.deployment_id = ANY($1::uuid[]) AND a.ended_at IS NULL`,
      [deploymentIds],
    );
  }

  /** The latest of each step, oldest first; `total` counts all of the step. */
  ofDeployment(deploymentId: string): Promise<(StepAttempt & { total: number })[]> {
    return this.database.query(
      `SELECT * FROM (
         SELECT a.step_id AS "stepId", a.attempt, a.started_at AS "startedAt", a.ended_at AS "endedAt", a.outcome,
                a.waits_for AS "waitsFor", a.failure,
                count(*) OVER (PARTITION BY a.step_id)::int AS total,
                row_number() OVER (PARTITION BY a.step_id ORDER BY a.attempt DESC) AS place
           FROM step_attempt a JOIN step s ON s.id = a.step_id WHERE s.deployment_id = $1) AS numbered
        WHERE place <= $2 ORDER BY "stepId", attempt`,
      [deploymentId, MOST_OF_A_STEP],
    );
  }
}

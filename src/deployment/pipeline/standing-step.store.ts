import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Signal } from '../../platform/core/index.js';
import { StepRow } from './step.entity.js';
import { DUE, PAUSED, type Claim, type Due } from './step.store.js';

/** A step that waits for its machine. */
export interface Waiting {
  deploymentId: string;
  machineId: string;
  since: Date;
}

/** The steps that need looking after: forgotten by the queue, left by their worker, waiting, overdue. */
@Injectable()
export class StandingStepStore {
  constructor(private readonly database: DataSource) {}

  /** Queued steps that no worker took for a while: the queue may have lost them. */
  forgotten(afterMs: number): Promise<Due[]> {
    return this.database.manager.query<Due[]>(
      `SELECT ${DUE} FROM step
        WHERE state = 'queued' AND queued_at < now() - $1::bigint * interval '1 millisecond' AND NOT ${PAUSED}`,
      [afterMs],
    );
  }

  /** Running steps without a recent heartbeat: their worker died, or lost the database. */
  orphans(timeoutMs: number): Promise<Due[]> {
    return this.database.manager.query<Due[]>(
      `SELECT ${DUE} FROM step WHERE state = 'running' AND heartbeat_at < now() - $1::bigint * interval '1 millisecond'`,
      [timeoutMs],
    );
  }

  /** Steps whose time has run out: waits, and runs whose worker did not stop them itself within `graceMs`. */
  overdue(graceMs: number): Promise<StepRow[]> {
    return this.database.manager
      .createQueryBuilder(StepRow, 'step')
      .where(
        `(step.state = 'running' OR NOT ${PAUSED}) AND step.deadline_at <
           now() - CASE WHEN step.state = 'waiting' THEN 0 ELSE :graceMs END::bigint * interval '1 millisecond'`,
        { graceMs },
      )
      .andWhere(`step.state IN ('waiting', 'running', 'queued')`)
      .getMany();
  }

  /** The steps that wait for this signal, each with its machine and the moment since when it waits. */
  waitingFor(signal: Signal): Promise<Waiting[]> {
    return this.database.manager.query<Waiting[]>(
      `SELECT s.deployment_id AS "deploymentId", d.machine_id AS "machineId", coalesce(s.lost_at, s.claimed_at) AS since
         FROM step s JOIN deployment d ON d.id = s.deployment_id
        WHERE s.state = 'waiting' AND s.waits_for = $1 AND d.machine_id IS NOT NULL`,
      [signal],
    );
  }

  /** The machine of a deployment, once it is known. */
  async machineOf(deploymentId: string): Promise<string | undefined> {
    const rows = await this.database.manager.query<{ machineId: string | null }[]>(
      `SELECT machine_id AS "machineId" FROM deployment WHERE id = $1`,
      [deploymentId],
    );
    return rows[0]?.machineId ?? undefined;
  }

  /** The steps of a lot whose pause ends: their time goes on from where it stood. @returns those that are due */
  async resume(manager: EntityManager, lotId: string, pausedAt: Date): Promise<Due[]> {
    await manager.query(
      `UPDATE step SET deadline_at = deadline_at + (now() - $2::timestamptz)
        WHERE state IN ('queued', 'waiting') AND deadline_at IS NOT NULL
          AND deployment_id IN (SELECT id FROM deployment WHERE lot_id = $1)`,
      [lotId, pausedAt],
    );
    return manager.query<Due[]>(
      `SELECT ${DUE} FROM step WHERE state = 'queued'
          AND deployment_id IN (SELECT id FROM deployment WHERE lot_id = $1)`,
      [lotId],
    );
  }

  /** Gives a waiting step until then. */
  async extend({ stepId, attempt }: Claim, deadline: Date): Promise<void> {
    await this.database.manager.query(
      `UPDATE step SET deadline_at = $3 WHERE id = $1 AND attempt = $2 AND state = 'waiting'`,
      [stepId, attempt, deadline],
    );
  }
}

import { Injectable } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import {
  readableJson,
  type Evidence,
  type Failure,
  type Progress,
  type Signal,
} from '../../platform/core/index.js';
import { updateReturning } from '../../platform/database/index.js';
import type { Claim } from './claim.js';
import { StepAttemptStore } from './step-attempt.store.js';
import { StepRow } from './step.entity.js';

export type { Claim } from './claim.js';

/** A step that must be given to a queue. */
export interface Due {
  id: string;
  deploymentId: string;
  attempt: number;
  orphaned: number;
  queue: StepRow['queue'];
}

/** What a step is when it is frozen; nothing of it has been done. */
export type FrozenStep = Pick<StepRow, 'deploymentId' | 'position' | 'name' | 'queue' | 'timeoutMs'>;

export const DUE = 'id, deployment_id AS "deploymentId", attempt, orphaned, queue';
/** How much more of its work a step must have done for its tries to be reset. */
const FURTHER = 0.01;

const RUNNING = `state = 'running'`;
/** Of a deployment whose lot is paused: it neither begins nor runs out of time. */
export const PAUSED = `EXISTS (SELECT FROM deployment pd JOIN lot pl ON pl.id = pd.lot_id
  WHERE pd.id = deployment_id AND pl.paused_at IS NOT NULL)`;
/** Due again: the worker with the attempt before has lost the step. */
const DUE_AGAIN = `state = 'queued', attempt = attempt + 1`;
const ENDED = `ended_at = now(), waits_for = NULL, deadline_at = NULL`;
/** With all its tries left. */
const UNTRIED = `tries = 0, furthest = 0, orphaned = 0, lost_at = NULL`;
/** It waited for something outside its own work: its deadline is set again. */
const INTERRUPTED = `(lost_at IS NOT NULL OR waits_for = 'machine-confirmed')`;

const waitingFor = (signal: string): string =>
  `state = 'waiting', waits_for = ${signal}, heartbeat_at = NULL`;
const fromNow = (ms: string): string => `now() + ${ms}::bigint * interval '1 millisecond'`;

/** The rows of the `step` table. Every change of state is conditional on the state that it leaves. */
@Injectable()
export class StepStore {
  constructor(
    private readonly database: DataSource,
    private readonly attempts: StepAttemptStore,
  ) {}

  ofDeployment(deploymentId: string, manager: EntityManager = this.database.manager): Promise<StepRow[]> {
    return manager.find(StepRow, { where: { deploymentId }, order: { position: 'ASC' } });
  }

  find(stepId: string): Promise<StepRow | null> {
    return this.database.manager.findOneBy(StepRow, { id: stepId });
  }

  /**
   * Takes a queued step for this worker; undefined when another worker was faster, the step has moved on, or its lot is
   * paused.
   */
  async claim(claim: Claim): Promise<StepRow | undefined> {
    const taken = await this.change(
      this.database.manager,
      claim,
      `state = 'running', heartbeat_at = now(), claimed_at = now(), started_at = coalesce(started_at, now()),
       deadline_at = coalesce(deadline_at, now() + timeout_ms * interval '1 millisecond')`,
      [],
      `state = 'queued'
       AND EXISTS (SELECT FROM deployment WHERE id = deployment_id AND state IN ('armed', 'running', 'waiting'))
       AND NOT ${PAUSED}`,
    );
    if (taken === undefined) return undefined;
    await this.attempts.begin(claim);
    return (await this.find(taken.id)) ?? undefined;
  }

  /**
   * Records that the worker is alive; false when the claim is lost: cancelled, disarmed, or taken over. The tries
   * of a step that made progress are reset.
   */
  async heartbeat(claim: Claim, progress?: Progress): Promise<boolean> {
    const held = await this.change(
      this.database.manager,
      claim,
      `heartbeat_at = now(), progress = coalesce($3::jsonb, progress),
       furthest = greatest(furthest, $4::double precision),
       tries = CASE WHEN $4 >= furthest + ${FURTHER} THEN 0 ELSE tries END,
       orphaned = CASE WHEN $4 >= furthest + ${FURTHER} THEN 0 ELSE orphaned END`,
      [progress === undefined ? null : JSON.stringify(progress), share(progress)],
    );
    return held !== undefined;
  }

  /** Ends a running step with success; false when the claim was lost meanwhile. */
  async done(manager: EntityManager, claim: Claim, evidence: Evidence): Promise<boolean> {
    const set = `state = 'done', ${ENDED}, evidence = $3::jsonb, failure = NULL`;
    const done = await this.change(manager, claim, set, [JSON.stringify(readableJson(evidence))]);
    if (done !== undefined) await this.attempts.end(manager, claim.stepId, 'done');
    return done !== undefined;
  }

  /** Ends a step with a failure, from the state that the caller saw it in. */
  async fail(manager: EntityManager, claim: Claim, failure: Failure): Promise<boolean> {
    const set = `state = 'failed', ${ENDED}, failure = $3::jsonb`;
    const values = [JSON.stringify(readableJson(failure))];
    const failed = await this.change(
      manager,
      claim,
      set,
      values,
      `state IN ('queued', 'running', 'waiting')`,
    );
    if (failed !== undefined) await this.attempts.end(manager, claim.stepId, 'failed', failure);
    return failed !== undefined;
  }

  /** A running step waits for a signal of the machine; after the deadline it has failed. */
  async wait(manager: EntityManager, claim: Claim, signal: Signal, timeoutMs: number): Promise<boolean> {
    const set = `${waitingFor('$3')}, deadline_at = CASE WHEN waits_for = $3 THEN deadline_at ELSE ${fromNow('$4')} END`;
    const waits = await this.change(manager, claim, set, [signal, timeoutMs]);
    if (waits !== undefined) await this.attempts.waits(manager, claim, signal);
    return waits !== undefined;
  }

  /** A running step whose PC stopped answering waits until it has booted the environment, unless it was its last try. */
  async waitForReturn(
    manager: EntityManager,
    claim: Claim,
    tries: number,
    timeoutMs: number,
  ): Promise<boolean> {
    const signal: Signal = 'environment-booted';
    const set = `${waitingFor('$3')}, deadline_at = ${fromNow('$4')}, tries = tries + 1, lost_at = now()`;
    const values = [signal, timeoutMs, tries];
    const waits = await this.change(manager, claim, set, values, `${RUNNING} AND tries + 1 < $5`);
    if (waits !== undefined) await this.attempts.waits(manager, claim, signal);
    return waits !== undefined;
  }

  /** Puts a running step back into the queue under a new attempt: its worker stops, or died. */
  requeue(claim: Claim, died = false): Promise<Due | undefined> {
    const set = `${DUE_AGAIN}, queued_at = now(), heartbeat_at = NULL, orphaned = orphaned + $3::integer`;
    return this.change(this.database.manager, claim, set, [died ? 1 : 0]);
  }

  /**
   * Puts a running step that failed back into the queue, unless it was its last try. It counts as queued
   * `pauseMs` later for each failure before this one.
   */
  async requeueAfter(claim: Claim, tries: number, pauseMs: number): Promise<boolean> {
    const set = `${DUE_AGAIN}, queued_at = ${fromNow('tries * $4')}, heartbeat_at = NULL, tries = tries + 1`;
    const where = `${RUNNING} AND tries + 1 < $3`;
    return (await this.change(this.database.manager, claim, set, [tries, pauseMs], where)) !== undefined;
  }

  /** Changes the step if it is still the claim's and in the state `where`. `values` are $3 and those after it. */
  private async change(
    manager: EntityManager,
    { stepId, attempt }: Claim,
    set: string,
    values: unknown[] = [],
    where = RUNNING,
  ): Promise<Due | undefined> {
    const rows = await updateReturning<Due>(
      manager,
      `UPDATE step SET ${set} WHERE id = $1 AND attempt = $2 AND ${where} RETURNING ${DUE}`,
      [stepId, attempt, ...values],
    );
    return rows[0];
  }

  /** Replaces the steps of these deployments; all are pending. */
  async freeze(
    manager: EntityManager,
    deploymentIds: readonly string[],
    steps: readonly FrozenStep[],
  ): Promise<void> {
    await manager.query('DELETE FROM step WHERE deployment_id = ANY($1::uuid[])', [deploymentIds]);
    await manager.query(
      `INSERT INTO step (id, deployment_id, position, name, queue, timeout_ms, state)
       SELECT gen_random_uuid(), s."deploymentId", s.position, s.name, s.queue, s."timeoutMs", 'pending'
         FROM jsonb_to_recordset($1)
           AS s("deploymentId" uuid, position integer, name text, queue text, "timeoutMs" integer)`,
      [JSON.stringify(steps)],
    );
  }

  /** The first step that is not done becomes queued; undefined when all are done. */
  async queueNext(manager: EntityManager, deploymentId: string): Promise<Due | undefined> {
    const rows = await updateReturning<Due>(
      manager,
      `UPDATE step SET ${DUE_AGAIN}, queued_at = now()
        WHERE id = (SELECT id FROM step WHERE deployment_id = $1 AND state <> 'done' ORDER BY position LIMIT 1)
          AND state = 'pending' RETURNING ${DUE}`,
      [deploymentId],
    );
    return rows[0];
  }

  /** Whether the machine gave the signal after this attempt was claimed, while nobody was waiting for it yet. */
  async signalledSince(manager: EntityManager, { stepId }: Claim, signal: Signal): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      `SELECT 1 FROM step s JOIN deployment d ON d.id = s.deployment_id
        WHERE s.id = $1 AND d.last_signal = $2 AND d.last_signal_at > s.claimed_at`,
      [stepId, signal],
    );
    return rows.length > 0;
  }

  /**
   * A waiting step whose signal came is run again, to measure what the signal says. One whose PC had stopped answering
   * gets a new deadline and keeps its count of tries.
   */
  async wake(manager: EntityManager, deploymentId: string, signal: Signal): Promise<Due | undefined> {
    const rows = await updateReturning<Due>(
      manager,
      `UPDATE step SET ${DUE_AGAIN}, queued_at = now(), lost_at = NULL,
              tries = CASE WHEN lost_at IS NULL THEN 0 ELSE tries END,
              deadline_at = CASE WHEN NOT ${INTERRUPTED} THEN deadline_at END,
              waits_for = CASE WHEN NOT ${INTERRUPTED} THEN waits_for END
        WHERE deployment_id = $1 AND state = 'waiting' AND waits_for = $2 RETURNING ${DUE}`,
      [deploymentId, signal],
    );
    return rows[0];
  }

  /** The current step stops and waits until the machine is confirmed; its worker loses the claim. */
  async hold(manager: EntityManager, deploymentId: string, timeoutMs: number): Promise<void> {
    const signal: Signal = 'machine-confirmed';
    await manager.query(
      `UPDATE step SET ${waitingFor('$2')}, deadline_at = ${fromNow('$3')}, attempt = attempt + 1, progress = NULL, ${UNTRIED}
        WHERE id = (SELECT id FROM step WHERE deployment_id = $1 AND state <> 'done' ORDER BY position LIMIT 1)
          AND state IN ('queued', 'running', 'waiting')`,
      [deploymentId, signal, timeoutMs],
    );
  }

  /** The steps `names` become pending: they will be run again. */
  async reset(manager: EntityManager, deploymentId: string, names: readonly string[]): Promise<void> {
    await manager.query(
      `UPDATE step SET state = 'pending', ${UNTRIED}, progress = NULL, failure = NULL, evidence = NULL, waits_for = NULL,
              started_at = NULL, ended_at = NULL, queued_at = NULL, heartbeat_at = NULL, deadline_at = NULL
        WHERE deployment_id = $1 AND name = ANY($2)`,
      [deploymentId, names],
    );
  }

  /** Cancels the steps of these deployments that are not done. */
  async cancelRest(manager: EntityManager, deploymentIds: readonly string[]): Promise<void> {
    await manager.query(
      `UPDATE step SET state = 'cancelled', ${ENDED}
        WHERE deployment_id = ANY($1::uuid[]) AND state IN ('pending', 'queued', 'running', 'waiting')`,
      [deploymentIds],
    );
    await this.attempts.cancelRest(manager, deploymentIds);
  }
}

/** How much of its work a step has done, from 0 to 1; null when that is not known. */
function share(progress?: Progress): number | null {
  return progress === undefined || progress.total <= 0 ? null : Math.min(1, progress.done / progress.total);
}
